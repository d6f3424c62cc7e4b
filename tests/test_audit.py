"""The audit log: the database keeps it append-only, each action leaves one entry, and none holds more than codes."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from agents import audit, brands, credentials, invitations, people
from agents.models import Action, ActorKind, ApiKey, AuditEntry, Brand, Invitation, Membership, Role
from agents.purging import deletions_allowed
from handoff.availability import Closure, Window
from handoff.configuration import Configuration, add_closures, save_provider
from playbooks import drafts, following
from playbooks.models import Playbook
from playbooks.publishing import publish
from playbooks.removing import remove
from tests.admin_builders import SECRET, a_client, a_client_of, a_person
from tests.audit_builders import actions_of, entries_of
from tests.builders import a_brand, a_playbook, an_agent

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
}


@pytest.mark.parametrize("name", NOTHING_NEW)
def test_what_changes_nothing_leaves_none(brand: Brand, name: str) -> None:
    act = NOTHING_NEW[name](brand)
    before = actions_of(brand)
    act()
    assert actions_of(brand) == before


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
    a_client(person).post(
        reverse("admin:storefront"),
        {"storefront_origins": "https://new.example"},
        headers={"x-request-id": "r-1"},
        REMOTE_ADDR="203.0.113.7",
    )
    row = AuditEntry.objects.get(brand=brand)
    assert (row.actor_kind, row.actor_id) == (ActorKind.PERSON, person.pk)
    assert (row.address, row.request_id) == ("203.0.113.7", "r-1")
    assert row.detail == {"added": ["https://new.example"], "removed": ["https://shop.example"]}


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
