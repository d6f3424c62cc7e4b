"""The audit log: the database keeps it append-only, each action leaves one entry, and none holds more than codes."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from io import StringIO
from typing import Any

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agents import audit, brands, credentials, invitations, passwords, people, second_step, session_ends, two_factor
from agents import switching as switching_agents
from agents.models import Action, ActorKind, ApiKey, AuditEntry, Brand, Invitation, Membership, Role, WrongTry
from agents.purging import deletions_allowed
from handoff import notice_sources, services, tasks
from handoff.availability import Closure, Window
from handoff.configuration import Configuration, add_closures, save_provider
from handoff.models import Heartbeat, NoticeSource
from handoff.privacy import Who, asking, erase, hand_out, leaving
from handoff.providers.base import Customer
from playbooks import drafts, following
from playbooks import switching as switching_playbooks
from playbooks.models import Playbook
from playbooks.publishing import publish
from playbooks.removing import remove
from tests.admin_builders import SECRET, a_client, a_client_of, a_person
from tests.audit_builders import actions_of, entries_of, worker_tells
from tests.builders import a_brand, a_consultation, a_notice_source, a_playbook, an_agent
from tests.sign_in_builders import (
    ASK,
    PASSWORD,
    SET_UP,
    a_person_with_password,
    code_of,
    first_code,
    log_in,
    logged_in,
    step_now,
    with_phone,
    wrong_code,
)

pytestmark = pytest.mark.django_db
TABLE = "agents_auditentry"


@pytest.fixture
def brand() -> Brand:
    return a_brand()


@pytest.fixture
def entry(brand: Brand) -> AuditEntry:
    audit.record(Action.SIGNED_IN, brand)
    return AuditEntry.objects.get(brand=brand)


# What the database refuses


def by_sql(statement: str) -> Callable[[], Any]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


CHANGES: dict[str, Callable[[], Any]] = {
    "update by the ORM": lambda: AuditEntry.objects.update(action="signed_out"),
    "save by the ORM": lambda: AuditEntry.objects.get().save(),
    "bulk update": lambda: AuditEntry.objects.bulk_update([AuditEntry.objects.get()], ["address"]),
    "delete by the ORM": lambda: AuditEntry.objects.all().delete(),
    "delete of one": lambda: AuditEntry.objects.get().delete(),
    "raw delete": lambda: AuditEntry.objects.all()._raw_delete("default"),
    "deletion of the Brand": lambda: Brand.objects.all().delete(),
    "UPDATE": by_sql(f"UPDATE {TABLE} SET detail = '{{}}'"),
    "UPDATE to the same": by_sql(f"UPDATE {TABLE} SET action = action"),
    "DELETE": by_sql(f"DELETE FROM {TABLE}"),
    "upsert": lambda: AuditEntry.objects.bulk_create(
        [AuditEntry(pk=AuditEntry.objects.get().pk, action="signed_out")],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["action"],
    ),
}


@pytest.mark.parametrize("how", CHANGES)
def test_nothing_changes_or_removes_an_entry(entry: AuditEntry, how: str) -> None:
    with pytest.raises(DatabaseError, match="append-only|never deleted"), transaction.atomic():
        CHANGES[how]()
    assert AuditEntry.objects.filter(pk=entry.pk, action=Action.SIGNED_IN).exists()


def test_no_statement_of_one_databases_own_gets_round_it(entry: AuditEntry) -> None:
    """TRUNCATE sees no row; INSERT OR REPLACE deletes without a DELETE."""
    columns = "id, at, actor_kind, action, object_kind, object_id, detail, request_id"
    forged = f"{entry.pk}, '2026-01-01', 'person', 'signed_out', '', '', '{{}}', ''"
    own = {
        "postgresql": f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {TABLE}",
        "sqlite": f"INSERT OR REPLACE INTO {TABLE} ({columns}) VALUES ({forged})",
    }[connection.vendor]
    with pytest.raises(DatabaseError, match="append-only|never deleted"), transaction.atomic():
        by_sql(own)()
    assert AuditEntry.objects.get(pk=entry.pk).action == Action.SIGNED_IN


def test_a_purge_may_delete_and_nobody_may_change_even_then(entry: AuditEntry, brand: Brand) -> None:
    with pytest.raises(DatabaseError, match="append-only"), deletions_allowed():
        AuditEntry.objects.update(action="signed_out")
    with deletions_allowed():
        brand.delete()
    assert not AuditEntry.objects.exists()


def test_the_permission_ends_with_the_purge(brand: Brand, entry: AuditEntry) -> None:
    with deletions_allowed():
        pass
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        AuditEntry.objects.all().delete()
    with pytest.raises(ZeroDivisionError), deletions_allowed():
        raise ZeroDivisionError
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        AuditEntry.objects.all().delete()


def test_what_is_old_is_purged_and_an_entry_says_so(entry: AuditEntry, brand: Brand) -> None:
    assert audit.purge(timezone.now() - timedelta(days=1)) == 0
    assert actions_of(brand) == [Action.SIGNED_IN]
    assert audit.purge(timezone.now() + timedelta(days=1)) == 1
    assert actions_of(brand) == []
    [(action, detail)] = entries_of(None)
    assert (action, detail["count"]) == (Action.DATA_PURGED, 1)


def test_the_command_purges_what_is_older_than_the_setting(brand: Brand, entry: AuditEntry, settings: Any) -> None:
    call_command("purge_audit_log", verbosity=0)
    assert actions_of(brand) == [Action.SIGNED_IN]
    settings.RETENTION_AUDIT_DAYS = 30
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        call_command("purge_audit_log", verbosity=0)
    assert actions_of(brand) == []


# What leaves an entry

Act = Callable[[], Any]


def a_key(brand: Brand) -> ApiKey:
    return credentials.create_api_key(brand, "Live")[0]


def a_member(brand: Brand) -> Membership:
    return Membership.objects.get(user=a_person(brand, Role.VIEWER))


def an_invitation(brand: Brand) -> tuple[Invitation, str]:
    return invitations.invite(brand, "ben@example.com", Role.AUTHOR, None, timezone.now())


def accepting(brand: Brand) -> Act:
    token, ben = an_invitation(brand)[1], User.objects.create_user("ben@example.com")
    return partial(invitations.accept, token, ben, timezone.now())


def joining(brand: Brand) -> Act:
    return partial(invitations.accept_as_new, an_invitation(brand)[1], "Ben", "a long secret", timezone.now())


def a_draft(brand: Brand) -> Playbook:
    return Playbook.objects.create(brand=brand, name="Orders", draft="Help.")


def following_of(brand: Brand) -> Act:
    return partial(drafts.follow, a_playbook(brand, an_agent(brand)), [an_agent(brand)])


def turning_off(brand: Brand) -> Act:
    agent = an_agent(brand)
    row = a_playbook(brand, agent).assignments.get()
    return partial(following.arrange, agent, [row.pk], [])


def switching(on: bool) -> Callable[[Brand], Act]:
    def prepared(brand: Brand) -> Act:
        agent = an_agent(brand)
        switching_agents.switch_off(agent)
        return (
            partial(switching_agents.switch_on, agent) if on else partial(switching_agents.switch_off, an_agent(brand))
        )

    return prepared


def switching_playbook(on: bool) -> Callable[[Brand], Act]:
    def prepared(brand: Brand) -> Act:
        playbook = a_playbook(brand)
        if not on:
            return partial(switching_playbooks.switch_off, playbook)
        switching_playbooks.switch_off(playbook)
        return partial(switching_playbooks.switch_on, playbook)

    return prepared


def posting(name: str, **fields: Any) -> Callable[[Brand], Act]:
    return lambda brand: partial(a_client_of(brand).post, reverse(f"admin:{name}"), fields)


def with_a_customer(act: Callable[[Brand, Who], Any]) -> Callable[[Brand], Act]:
    def prepared(brand: Brand) -> Act:
        for customer in (ANA, ANA, Customer(id="191168")):
            services.decide(brand, an_agent(brand).pk, a_consultation(customer=customer))
        return partial(act, brand, Who(email="ANA@example.com"))

    return prepared


def a_phone_person(brand: Brand) -> User:
    person = a_person(brand)
    with_phone(person)
    return person


def a_person_of_two_steps(brand: Brand) -> User:
    person = a_person_with_password(brand)
    with_phone(person)
    return person


def using_a_recovery_code(brand: Brand) -> Act:
    person = a_person(brand)
    code = with_phone(person)[0]
    return partial(second_step.takes, person, code, timezone.now())


def setting_up(brand: Brand) -> Act:
    person = a_person(brand)
    seed = two_factor.new_seed()
    return partial(second_step.confirm, person, seed, two_factor.code_at(seed, step_now()), timezone.now())


def at_the_account(name: str, **fields: str) -> Callable[[Brand], Act]:
    """Of one who is logged in twice."""

    def prepared(brand: Brand) -> Act:
        person = a_person_with_password(brand)
        logged_in(person)
        return partial(logged_in(person).post, reverse(name), fields)

    return prepared


def ending_one(brand: Brand) -> Act:
    person = a_person_with_password(brand)
    logged_in(person)
    return partial(session_ends.end_one, person, person.sign_ins.get().pk)


def setting_by_link(brand: Brand) -> Act:
    client = Client()
    parts = passwords.link_parts(a_person_with_password(brand))
    url = client.get(reverse("password_reset_confirm", kwargs=parts))["Location"]
    return partial(client.post, url, {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD})


def trying(times: int) -> Callable[[Brand], Act]:
    """The last of so many wrong passwords."""

    def prepared(brand: Brand) -> Act:
        cache.clear()
        person = a_person_with_password(brand)
        for _ in range(times - 1):
            log_in(Client(), person, "not the one")
        return partial(log_in, Client(), person, "not the one")

    return prepared


def a_wrong_code(brand: Brand) -> Act:
    cache.clear()
    person = a_person_with_password(brand)
    with_phone(person)
    return partial(logged_in(person).post, ASK, {"code": wrong_code(person)})


def a_right_code(brand: Brand) -> Act:
    person = a_person_with_password(brand)
    with_phone(person)
    return partial(logged_in(person).post, ASK, {"code": code_of(person)})


def a_source(brand: Brand, platform: str = "zendesk") -> NoticeSource:
    return a_notice_source(brand, platform)


NEW_PASSWORD = "eleven purple lanterns hum"
ANA = Customer(id="191167", email="ana@example.com")
KEPT = {"texts_kept_days": 30, "rest_kept_days": 400, "model_allowed": "on"}
NEW_YEAR = Closure(date(2099, 1, 1), date(2099, 1, 2))
MONDAYS = Configuration("", "Europe/Paris", windows=[Window(0, 540, 1020)])
# Each prepares what it needs, and gives back the act itself.
ACTS: dict[str, tuple[str, Callable[[Brand], Act]]] = {
    "role changed": (Action.ROLE_CHANGED, lambda b: partial(people.change_role, a_member(b), Role.AUTHOR)),
    "person removed": (Action.ROLE_TAKEN, lambda b: partial(people.remove, a_member(b))),
    "invited": (Action.INVITED, lambda b: partial(an_invitation, b)),
    "link anew": (Action.INVITATION_RENEWED, lambda b: partial(invitations.renew, an_invitation(b)[0], timezone.now())),
    "withdrawn": (Action.INVITATION_WITHDRAWN, lambda b: partial(invitations.withdraw, an_invitation(b)[0])),
    "accepted": (Action.INVITATION_ACCEPTED, accepting),
    "accepted by one who is new": (Action.INVITATION_ACCEPTED, joining),
    "key made": (Action.KEY_MADE, lambda b: partial(a_key, b)),
    "key rotated": (Action.KEY_ROTATED, lambda b: partial(credentials.rotate, a_key(b), None, timezone.now())),
    "key revoked": (Action.KEY_REVOKED, lambda b: partial(credentials.revoke, a_key(b))),
    "origins": (Action.ORIGINS_CHANGED, lambda b: partial(brands.set_origins, b, ["https://new.example:8443"])),
    "provider": (Action.PROVIDER_CHOSEN, lambda b: partial(save_provider, b, Configuration("intercom"))),
    "hours": (Action.HOURS_CHANGED, lambda b: partial(save_provider, b, MONDAYS)),
    "closures": (Action.HOURS_CHANGED, lambda b: partial(add_closures, b, [NEW_YEAR])),
    "published": (Action.PLAYBOOK_PUBLISHED, lambda b: partial(publish, a_draft(b))),
    "followers": (Action.FOLLOWERS_CHANGED, following_of),
    "a playbook of an Agent turned off": (Action.FOLLOWERS_CHANGED, turning_off),
    "playbook removed": (Action.PLAYBOOK_REMOVED, lambda b: partial(remove, [a_playbook(b)])),
    "playbook off": (Action.PLAYBOOK_SWITCHED_OFF, switching_playbook(on=False)),
    "playbook on": (Action.PLAYBOOK_SWITCHED_ON, switching_playbook(on=True)),
    "Agent off": (Action.AGENT_SWITCHED_OFF, switching(on=False)),
    "Agent on": (Action.AGENT_SWITCHED_ON, switching(on=True)),
    "Agent deleted": (Action.AGENT_REMOVED, lambda b: partial(switching_agents.remove, an_agent(b))),
    "kept for longer": (Action.RETENTION_CHANGED, posting("privacy", **KEPT | {"rest_kept_days": 500})),
    "no model": (Action.MODEL_USE_CHANGED, posting("privacy", **KEPT | {"model_allowed": ""})),
    "customer exported": (Action.CUSTOMER_EXPORTED, with_a_customer(hand_out)),
    "customer erased": (Action.CUSTOMER_ERASED, with_a_customer(erase)),
    "customer asked": (Action.CUSTOMER_ASKED, with_a_customer(lambda b, who: asking.note(b, "shopify_inbox", who))),
    "shop left": (Action.SHOP_LEFT, lambda b: partial(leaving.note, b, "shopify_inbox")),
    "webhook on": (Action.PROVIDER_CHANGED, lambda b: partial(notice_sources.switch_on, b, "zendesk")),
    "webhook on, its secret made": (
        Action.WEBHOOK_SECRET_MADE,
        lambda b: partial(notice_sources.switch_on, b, "gorgias"),
    ),
    "webhook's secret anew": (
        Action.WEBHOOK_SECRET_MADE,
        lambda b: partial(notice_sources.renew_secret, a_source(b, "gorgias")),
    ),
    "webhook's secret entered": (
        Action.PROVIDER_SECRET_CHANGED,
        lambda b: partial(notice_sources.enter_secret, a_source(b), SECRET),
    ),
    "webhook off": (Action.PROVIDER_CHANGED, lambda b: partial(notice_sources.switch_off, a_source(b))),
    "logged in": (Action.SIGNED_IN, lambda b: partial(logged_in, a_person_with_password(b))),
    "the password alone": (Action.PASSWORD_TAKEN, lambda b: partial(logged_in, a_person_of_two_steps(b))),
    "second step passed": (Action.SIGNED_IN, a_right_code),
    "logged out": (Action.SIGNED_OUT, at_the_account("admin:logout")),
    "wrong password": (Action.SIGN_IN_FAILED, trying(1)),
    "wrong password once more": (
        Action.SIGN_IN_FAILED,
        at_the_account("end_other_sign_ins", password="not the one"),
    ),
    "wrong code": (Action.TWO_FACTOR_FAILED, a_wrong_code),
    "ended elsewhere": (Action.SESSIONS_ENDED, at_the_account("end_other_sign_ins", password=PASSWORD)),
    "one ended": (Action.SESSIONS_ENDED, ending_one),
    "password changed": (
        Action.PASSWORD_CHANGED,
        at_the_account(
            "password_change", old_password=PASSWORD, new_password1=NEW_PASSWORD, new_password2=NEW_PASSWORD
        ),
    ),
    "password by a link": (Action.PASSWORD_RESET, setting_by_link),
    "second step set up": (Action.TWO_FACTOR_SET_UP, setting_up),
    "second step off": (Action.TWO_FACTOR_RESET, lambda b: partial(second_step.switch_off, a_phone_person(b))),
    "second step reset": (
        Action.TWO_FACTOR_RESET,
        lambda b: partial(second_step.reset_by_operator, a_phone_person(b)),
    ),
    "recovery codes anew": (
        Action.RECOVERY_MADE,
        lambda b: partial(second_step.new_recovery_codes, a_phone_person(b)),
    ),
    "recovery code used": (Action.RECOVERY_USED, using_a_recovery_code),
}


@pytest.mark.parametrize("name", ACTS)
def test_each_action_leaves_exactly_one_entry(brand: Brand, name: str) -> None:
    action, prepared = ACTS[name]
    act = prepared(brand)
    before = len(actions_of(brand))
    act()
    assert actions_of(brand)[before:] == [action]


@pytest.mark.parametrize("name", ACTS)
def test_what_is_rolled_back_leaves_none(brand: Brand, name: str) -> None:
    act = ACTS[name][1](brand)
    before = actions_of(brand)
    with transaction.atomic():
        act()
        assert actions_of(brand) != before
        transaction.set_rollback(True)
    assert actions_of(brand) == before


NOTHING_NEW: dict[str, Callable[[Brand], Act]] = {
    "the same role": lambda b: partial(people.change_role, a_member(b), Role.VIEWER),
    "the same addresses": lambda b: partial(brands.set_origins, b, b.storefront_origins),
    "the same provider": lambda b: partial(save_provider, b, Configuration("")),
    "no closure": lambda b: partial(add_closures, b, []),
    "the same text": lambda b: partial(publish, a_playbook(b)),
    "an Agent that is on": lambda b: partial(switching_agents.switch_on, an_agent(b)),
    "a playbook that is on": lambda b: partial(switching_playbooks.switch_on, a_playbook(b)),
    "a webhook that is on": lambda b: partial(notice_sources.switch_on, b, a_source(b).platform),
    "the same privacy": posting("privacy", **KEPT),
    "a customer whom nobody knows": lambda b: partial(erase, b, Who(id="nobody")),
    "a recovery code that is none": lambda b: partial(
        second_step.takes, a_phone_person(b), two_factor.new_recovery_codes()[0], timezone.now()
    ),
    "a second step that was never set up": lambda b: partial(second_step.switch_off, a_person(b)),
    "one who is locked out": trying(12),
    "nobody logged in elsewhere": lambda b: partial(session_ends.end_as_asked, a_person(b)),
}


@pytest.mark.parametrize("name", NOTHING_NEW)
def test_what_changes_nothing_leaves_none(brand: Brand, name: str) -> None:
    act = NOTHING_NEW[name](brand)
    before = actions_of(brand)
    act()
    assert actions_of(brand) == before


def test_a_lock_out_is_told_once_and_guesses_fill_no_log(brand: Brand) -> None:
    """A20: ten wrong passwords lock out, and what comes after is not even tried."""
    trying(15)(brand)()
    assert actions_of(brand) == [Action.SIGN_IN_FAILED] * 10 + [Action.LOCKED_OUT]


@pytest.mark.usefixtures("within_an_hour")
def test_guesses_from_everywhere_are_told_within_bounds(brand: Brand) -> None:
    """A20."""
    cache.clear()
    person = a_person_with_password(brand)
    for number in range(35):
        log_in(Client(), person, "not the one", REMOTE_ADDR=f"203.0.113.{number}")
    assert actions_of(brand) == [Action.SIGN_IN_FAILED] * 30


def test_a_name_that_nobody_has_is_not_kept(brand: Brand) -> None:
    cache.clear()
    Client().post("/admin/login/", {"username": "my password by mistake", "password": "x"})
    assert "mistake" not in str(list(WrongTry.objects.values()))
    worker_tells()
    [row] = AuditEntry.objects.all()
    assert (row.brand, row.action, row.object_id, row.detail) == (None, Action.SIGN_IN_FAILED, "", {})


def test_a_sign_in_is_told_to_each_brand_that_the_account_opens(brand: Brand) -> None:
    other, person = a_brand(), a_person_with_password(brand)
    Membership.objects.create(user=person, brand=other, role=Role.VIEWER)
    logged_in(person)
    assert actions_of(brand) == actions_of(other) == [Action.SIGNED_IN]
    row = AuditEntry.objects.filter(brand=other).get()
    assert (row.actor_kind, row.actor_id) == (ActorKind.PERSON, person.pk)


def test_who_must_set_up_the_second_step_is_in_once_it_is(brand: Brand, settings: Any) -> None:
    settings.TWO_FACTOR_REQUIRED = True
    person = a_person_with_password(brand)
    client = logged_in(person)
    assert actions_of(brand) == [Action.PASSWORD_TAKEN]
    client.post(SET_UP, {"code": first_code(client), "password": PASSWORD})
    assert actions_of(brand) == [Action.PASSWORD_TAKEN, Action.TWO_FACTOR_SET_UP, Action.SIGNED_IN]


def test_secrets_encrypted_anew_are_told_to_the_operators(brand: Brand, settings: Any) -> None:
    a_source(brand)
    call_command("rotate_secrets", stdout=StringIO())
    assert actions_of(None) == []
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_ENCRYPTION_KEYS]
    call_command("rotate_secrets", stdout=StringIO())
    assert entries_of(None) == [(Action.SECRETS_ROTATED, {"count": 1})]


def test_the_purge_of_each_hour_takes_old_entries_along(brand: Brand, entry: AuditEntry) -> None:
    tasks.purge()
    assert actions_of(brand) == [Action.SIGNED_IN]
    Heartbeat.objects.all().delete()  # on the database's clock the hour is not over
    with time_machine.travel(timezone.now() + timedelta(days=401)):
        tasks.purge()
    assert actions_of(brand) == []
    assert actions_of(None) == [Action.DATA_PURGED]


def test_a_key_is_revoked_once(brand: Brand) -> None:
    row = a_key(brand)
    credentials.revoke(row)
    credentials.revoke(row)
    assert actions_of(brand).count(Action.KEY_REVOKED) == 1


def test_each_kind_of_change_of_the_providers_page_has_its_entry(brand: Brand) -> None:
    settings, secrets = {"region": "eu"}, {"access_token": SECRET}
    save_provider(brand, Configuration("intercom", "Asia/Tokyo", settings=settings, secrets=secrets))
    assert entries_of(brand) == [
        (Action.PROVIDER_CHOSEN, {"before": "", "after": "intercom"}),
        (Action.PROVIDER_SECRET_CHANGED, {"provider": "intercom", "changed": ["access_token"]}),
        (Action.PROVIDER_CHANGED, {"provider": "intercom", "changed": ["region"]}),
        (Action.HOURS_CHANGED, {"changed": ["timezone"]}),
    ]


# Who, whence, in which request


def test_an_entry_says_who_from_where_and_in_which_request(brand: Brand) -> None:
    person = a_person(brand)
    answer = a_client(person).post(
        reverse("admin:storefront"),
        {"storefront_origins": "https://new.example"},
        headers={"x-request-id": "r-1"},
        REMOTE_ADDR="203.0.113.7",
    )
    row = AuditEntry.objects.get(brand=brand)
    assert (row.actor_kind, row.actor_id) == (ActorKind.PERSON, person.pk)
    assert (row.address, row.request_id) == ("203.0.113.7", answer["X-Request-ID"])
    assert row.request_id != "r-1"
    assert row.detail == {"added": ["https://new.example"], "removed": ["https://shop.example"]}


@pytest.mark.parametrize(("told", "kept"), [("fe80::1%eth0", "fe80::1"), ("2001:DB8::1", "2001:db8::1")])
def test_an_address_is_kept_as_every_database_takes_it(brand: Brand, told: str, kept: str) -> None:
    a_client_of(brand).post(reverse("admin:storefront"), {"storefront_origins": ""}, REMOTE_ADDR=told)
    assert AuditEntry.objects.get(brand=brand).address == kept


@pytest.mark.parametrize("address", ["", "nonsense", "1.2.3.4\r\nX: y", "x" * 5000, "203.0.113.7, evil"])
def test_what_is_no_address_is_not_kept(brand: Brand, address: str, settings: Any) -> None:
    """A22: whatever a proxy is told."""
    settings.BEHIND_PROXY = True
    client = a_client_of(brand)
    client.post(reverse("admin:storefront"), {"storefront_origins": ""}, HTTP_X_FORWARDED_FOR=address, REMOTE_ADDR="")
    assert AuditEntry.objects.get(brand=brand).address is None


def test_an_operator_in_a_brand_is_told_apart() -> None:
    a_brand()
    other = a_brand()
    operator = User.objects.create_superuser("zoe")
    client = a_client(operator)
    client.post(reverse("admin:switch_brand", args=[other.pk]))
    client.post(reverse("admin:switch_brand", args=[other.pk]))
    client.post(reverse("admin:storefront"), {"storefront_origins": ""})
    assert actions_of(other) == [Action.BRAND_ENTERED, Action.ORIGINS_CHANGED]
    by = AuditEntry.objects.filter(brand=other).values_list("actor_kind", "actor_id")
    assert set(by) == {(ActorKind.OPERATOR, operator.pk)}


def test_what_an_operator_does_to_an_account_is_told_to_its_brand(brand: Brand) -> None:
    client, member = a_client(User.objects.create_superuser("zoe")), a_member(brand)
    inline = {f"memberships-{name}": value for name, value in (("TOTAL_FORMS", 1), ("INITIAL_FORMS", 1))}
    row = {"id": member.pk, "user": member.user_id, "brand": brand.pk, "role": "admin"}
    inline |= {f"memberships-0-{name}": value for name, value in row.items()}
    page = reverse("admin:auth_user_change", args=[member.user_id])
    person = {"username": member.user.username, "is_active": "on", "is_staff": "on"}
    assert client.post(page, person | inline).status_code == 302
    assert entries_of(brand)[-2:] == [
        (Action.ROLE_CHANGED, {"before": "viewer", "after": "admin"}),
        (Action.ACCOUNT_CHANGED, {"changed": ["email"]}),
    ]
    client.post(reverse("admin:auth_user_delete", args=[member.user_id]), {"post": "yes"})
    assert actions_of(brand)[-1] == Action.ACCOUNT_DELETED
    assert not LogEntry.objects.exists()


def test_an_account_is_deleted_out_of_each_of_its_brands(brand: Brand) -> None:
    other, person = a_brand(), a_person(brand)
    Membership.objects.create(user=person, brand=other, role=Role.ADMIN)
    invitations.invite(other, "ben@example.com", Role.VIEWER, person, timezone.now())
    operator = a_client(User.objects.create_superuser("zoe"))
    url = reverse("admin:auth_user_delete", args=[person.pk])
    assert operator.get(url).status_code == 200
    assert operator.post(url, {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=person.pk).exists()
    assert [Action.ACCOUNT_DELETED in actions_of(one) for one in (brand, other)] == [True] * 2
    assert actions_of(other)[-1] == Action.INVITATION_WITHDRAWN
    assert not Invitation.objects.exists()


def test_what_nobody_asked_for_is_the_sites_own(brand: Brand) -> None:
    credentials.create_api_key(brand, "Live")
    row = AuditEntry.objects.get(brand=brand)
    assert (row.actor_kind, row.actor_id, row.address) == (ActorKind.SYSTEM, None, None)


def test_an_accounts_event_is_told_to_each_brand_that_it_opens() -> None:
    one, two, other = a_brand(), a_brand(), a_brand()
    person = a_person(one)
    Membership.objects.create(user=person, brand=two, role=Role.VIEWER)
    audit.record_of_person(Action.SIGNED_IN, person, by=person)
    assert (actions_of(one), actions_of(two), actions_of(other)) == ([Action.SIGNED_IN], [Action.SIGNED_IN], [])
    audit.record_of_person(Action.SIGN_IN_FAILED, None)
    assert actions_of(None) == [Action.SIGN_IN_FAILED]


def test_an_account_that_goes_leaves_its_number(brand: Brand) -> None:
    person = a_person(brand)
    audit.record_of_person(Action.SIGNED_IN, person, by=person)
    number = person.pk
    person.delete()
    row = AuditEntry.objects.get(brand=brand)
    assert (row.actor_id, row.object_id) == (number, str(number))


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.VIEWER])
def test_what_a_role_does_not_allow_is_refused_and_recorded(brand: Brand, role: Role) -> None:
    """A21: no effect, and an entry."""
    client = a_client_of(brand, role)
    for name in ("create_key", "storefront", "invite"):
        assert client.post(reverse(f"admin:{name}"), {"name": "Mine"}).status_code == 403
    assert entries_of(brand) == [
        (Action.ACCESS_REFUSED, {"page": f"admin:{name}", "method": "POST"})
        for name in ("create_key", "storefront", "invite")
    ]
    assert not brand.api_keys.exists()


@pytest.mark.usefixtures("within_an_hour")
def test_refusals_are_recorded_within_bounds(brand: Brand) -> None:
    cache.clear()
    client = a_client_of(brand, Role.VIEWER)
    for _ in range(35):
        client.post(reverse("admin:create_key"))
    assert len(actions_of(brand)) == 30


# What it holds


@pytest.mark.parametrize(
    "word", ["I want my money back", "ben@example.com", "a\nb", "a\r\nb", "'; --", "=1+1", "<b>", "x" * 301, "ü"]
)
def test_no_text_gets_in(brand: Brand, word: str) -> None:
    """Whatever a person could have said: even a mistake of ours cannot write it."""
    for detail in ({"what": word}, {"what": ["fine", word]}):
        with pytest.raises(ValueError, match="codes"):
            audit.record(Action.DATA_EXPORTED, brand, **detail)
    assert actions_of(brand) == []


def test_no_entry_holds_a_secret_or_a_name(brand: Brand) -> None:
    """A6: secrets are "changed", and no more; people are numbers."""
    _, key = credentials.create_api_key(brand, "Canary of a name")
    _, token = invitations.invite(brand, "canary@example.com", Role.VIEWER, None, timezone.now())
    invitations.accept_as_new(token, "Canary Person", "canary password", timezone.now())
    save_provider(brand, Configuration("intercom", secrets={"access_token": SECRET}, settings={"region": "eu"}))
    publish(Playbook.objects.create(brand=brand, name="Canary playbook", draft="Canary text."))
    stored = json.dumps(list(AuditEntry.objects.values()), default=str)
    for canary in (SECRET, key.secret, token, "anary"):
        assert canary not in stored


def test_what_people_ask_for_is_a_line_of_the_log_too(
    brand: Brand, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    person = a_person(brand)
    with caplog.at_level(logging.INFO, "agents.audit"), django_capture_on_commit_callbacks(execute=True):
        a_client(person).post(reverse("admin:storefront"), {"storefront_origins": ""})
    [line] = [record.getMessage() for record in caplog.records if record.name == "agents.audit"]
    assert f"action=origins_changed brand={brand.pk} by=person:{person.pk} about=brand:{brand.pk}" in line
