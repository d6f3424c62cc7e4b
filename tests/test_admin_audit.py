"""Settings > Audit log: for a Brand's admins, in plain sentences, with filters, pages and a file."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agents import audit, credentials, invitations, people
from agents.models import Action, ActorKind, AuditEntry, Brand, Membership, Role
from handoff.admin.audit.lines import COLUMNS
from handoff.admin.audit.sentences import SENTENCES, sentence
from handoff.configuration import Configuration, save_provider
from playbooks.removing import remove
from tests.admin_builders import CANARY, a_client, a_client_of, a_person
from tests.audit_builders import actions_of
from tests.builders import a_brand, a_playbook, an_agent

pytestmark = pytest.mark.django_db
LIST, EXPORT = "admin:agents_auditentry_changelist", "admin:export_audit"


@pytest.fixture
def brand() -> Brand:
    return a_brand()


def a_named_person(brand: Brand, name: str, role: Role = Role.ADMIN) -> User:
    person = a_person(brand, role)
    person.first_name = name
    person.save()
    return person


def told(client: Client, **query: Any) -> list[str]:
    html = client.get(reverse(LIST), query).content.decode()
    return [unescape(said) for said in re.findall(r'class="hf-audit-says">(.*?)</span>', html)]


def file_of(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_it_is_read_in_plain_sentences(brand: Brand) -> None:
    anna, ben = a_named_person(brand, "Anna"), a_named_person(brand, "Ben", Role.VIEWER)
    client, agent = a_client(anna), an_agent(brand, "Helper", enabled=False)
    client.post(reverse("admin:person", args=[ben.memberships.get().pk]), {"role": "author"})
    client.post(reverse("admin:agents_agent_change", args=[agent.pk]), {"name": "Helper", "handoff_enabled": "on"})
    client.post(reverse("admin:invite"), {"email": "cora@example.com", "role": "viewer"})
    client.post(reverse("admin:storefront"), {"storefront_origins": "https://new.example"})
    save_provider(brand, Configuration("intercom"))
    assert told(client) == [
        "This site chose Intercom as the support chat provider instead of nothing.",
        "Anna changed the storefront addresses. Added: https://new.example. Removed: https://shop.example.",
        "Anna invited cora@example.com as Viewer.",
        "Anna switched Handoff to support on for the Agent “Helper”.",
        "Anna changed the role of Ben from Viewer to Playbook author.",
    ]


def test_what_is_gone_is_called_so(brand: Brand) -> None:
    anna, ben = a_named_person(brand, "Anna"), a_named_person(brand, "Ben")
    audit.record(Action.ROLE_CHANGED, brand, ben, by=ben, before="viewer", after="admin")
    row, _ = invitations.invite(brand, "cora@example.com", Role.VIEWER, anna, timezone.now())
    invitations.withdraw(row)
    remove([a_playbook(brand, name="Orders")])
    number = ben.pk
    ben.delete()
    said = told(a_client(anna))
    assert said[0] == "This site removed a playbook that is gone."
    assert "cora" not in "".join(said)
    assert said[-1].startswith(f"A former account (no. {number}) changed the role of a former account (no. {number})")


def test_each_action_has_its_sentence() -> None:
    assert set(SENTENCES) == {action.value for action in Action}
    for action in Action:
        said = sentence(action, "Anna", "Ben", {})
        assert "{" not in said


def test_an_action_that_is_no_longer_known_is_shown_as_its_code(brand: Brand) -> None:
    AuditEntry.objects.create(brand=brand, actor_kind=ActorKind.SYSTEM, action="of_an_older_release")
    assert told(a_client_of(brand)) == ["Of_an_older_release."]


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.VIEWER])
def test_only_an_admin_reads_it(brand: Brand, role: Role) -> None:
    client = a_client_of(brand, role)
    assert client.get(reverse(LIST)).status_code == 403
    assert client.get(reverse(EXPORT)).status_code == 403
    assert reverse(LIST) not in client.get(reverse("admin:index")).content.decode()
    assert reverse(LIST) in a_client_of(brand).get(reverse("admin:index")).content.decode()


def test_nothing_of_another_brand_is_seen(brand: Brand) -> None:
    """A5: neither in the list nor in its filters, nor in the file."""
    other = a_brand(CANARY)
    stranger = a_named_person(other, CANARY)
    audit.record(Action.SIGNED_IN, other, stranger, by=stranger)
    audit.record_of_person(Action.SIGN_IN_FAILED, None)
    client = a_client_of(brand)
    for query in ({}, {"who": str(stranger.pk)}, {"site": "1"}, {"brand": str(other.pk)}, {"brand__id": str(other.pk)}):
        page = client.get(reverse(LIST), query)
        assert page.status_code == 200
        assert CANARY not in page.content.decode()
        assert told(client, **query) == []
    assert file_of(client.get(reverse(EXPORT))) == []
    entry = AuditEntry.objects.get(brand=other)
    for name in ("change", "delete", "history"):
        url = reverse(f"admin:agents_auditentry_{name}", args=[entry.pk])
        assert client.get(url).status_code in (403, 404)
        assert client.post(url).status_code in (403, 404)


def test_ids_of_another_brand_are_not_given_a_name(brand: Brand) -> None:
    """Should an entry ever name another Brand's row, its name still stays there."""
    other = a_brand()
    audit.record(Action.AGENT_MADE, brand, an_agent(other, CANARY))
    audit.record(Action.PLAYBOOK_PUBLISHED, brand, a_playbook(other, name=CANARY), version=1)
    audit.record(Action.KEY_MADE, brand, credentials.create_api_key(other, CANARY)[0])
    assert CANARY not in "".join(told(a_client_of(brand)))


def test_nobody_adds_changes_or_deletes_one_by_a_page(brand: Brand) -> None:
    audit.record(Action.SIGNED_IN, brand)
    entry = AuditEntry.objects.get(brand=brand)
    for client in (a_client_of(brand), a_client(User.objects.create_superuser("zoe"))):
        assert client.post(reverse("admin:agents_auditentry_add"), {"action": "x"}).status_code == 403
        for name in ("change", "delete"):
            url = reverse(f"admin:agents_auditentry_{name}", args=[entry.pk])
            assert client.post(url, {"post": "yes"}).status_code in (403, 404)
        client.post(reverse(LIST), {"action": "delete_selected", "_selected_action": entry.pk, "post": "yes"})
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


def test_it_is_filtered_by_who_what_and_when(brand: Brand) -> None:
    anna, ben = a_named_person(brand, "Anna"), a_named_person(brand, "Ben")
    for person in (anna, ben):
        audit.record(Action.SIGNED_IN, brand, person, by=person)
    audit.record(Action.SIGNED_OUT, brand, ben, by=ben)
    audit.record(Action.BRAND_MADE, brand, brand)
    client = a_client(anna)
    assert told(client, who=ben.pk) == ["Ben signed out.", "Ben signed in."]
    assert told(client, who="system") == ["This site made this Brand."]
    assert told(client, what="signed_in") == ["Ben signed in.", "Anna signed in."]
    assert told(client, who=ben.pk, what="signed_in", when="1") == ["Ben signed in."]
    tomorrow = (timezone.now() + timedelta(days=2)).date().isoformat()
    assert told(client, when="range", first=tomorrow) == []
    for wrong in ({"who": "999999"}, {"what": "' OR 1=1"}, {"when": "365"}, {"who": "9" * 400}):
        assert told(client, **wrong) == []
        assert client.get(reverse(EXPORT), wrong).status_code == 302


def many(brand: Brand, count: int) -> list[User]:
    people = [a_named_person(brand, f"Person {number}") for number in range(5)]
    AuditEntry.objects.bulk_create(
        AuditEntry(
            brand=brand,
            actor_kind=ActorKind.PERSON,
            actor_id=people[number % 5].pk,
            action=Action.SIGNED_IN,
            object_kind="user",
            object_id=str(people[number % 5].pk),
        )
        for number in range(count)
    )
    return people


def test_ten_thousand_entries_are_read_page_by_page(brand: Brand) -> None:
    client = a_client(many(brand, 10_000)[0])
    client.get(reverse(LIST))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = client.get(reverse(LIST), {"page": "100"})
    assert "10000 entries" in page.content.decode()
    assert "Page 100 of 200" in page.content.decode()
    assert len(queries) <= 15
    answer = client.get(reverse(EXPORT))
    with CaptureQueriesContext(connection) as queries:
        rows = file_of(answer)
    assert len(rows) == 10_000
    # A query of names for each five hundred rows, one for the rows.
    assert len(queries) <= 30


def test_the_file_holds_the_rows_of_the_list_and_says_that_it_was_taken(brand: Brand) -> None:
    anna = a_named_person(brand, "Anna")
    audit.record(Action.SIGNED_IN, brand, anna, by=anna)
    audit.record(Action.SIGNED_OUT, brand, anna, by=anna)
    answer = a_client(anna).get(reverse(EXPORT), {"what": "signed_in"}, REMOTE_ADDR="203.0.113.7")
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith('attachment; filename="audit-log-')
    [row] = file_of(answer)
    assert tuple(row) == COLUMNS
    assert (row["What happened"], row["Who: number"], row["Action"]) == ("Anna signed in.", str(anna.pk), "signed_in")
    assert actions_of(brand)[-1] == Action.DATA_EXPORTED


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "＝", "a;="])
def test_no_cell_of_the_file_is_run_as_a_formula(brand: Brand, start: str) -> None:
    """A23: a name that a person chose for themselves, or for an Agent."""
    anna = a_named_person(brand, f"{start}cmd|'/c calc'!A1")
    audit.record(Action.AGENT_MADE, brand, an_agent(brand, f"{start}HYPERLINK(1)"), by=anna)
    [row] = file_of(a_client(anna).get(reverse(EXPORT)))
    for cell in row.values():
        assert not re.match(r"\s*[=+@＝＋－＠-]", cell), cell
        assert not re.search(r";\s*[=+@-]", cell), cell


def test_names_with_line_ends_stay_on_their_line(brand: Brand) -> None:
    """A22."""
    anna = a_named_person(brand, "Anna\r\nX-Evil: 1\x1b[31m\u202e<script>")
    audit.record(Action.SIGNED_IN, brand, anna, by=anna)
    client = a_client(anna)
    html = client.get(reverse(LIST)).content.decode()
    assert "<script>" not in re.findall(r'hf-audit-says">.*?</span>', html, re.DOTALL)[0]
    [row] = file_of(client.get(reverse(EXPORT)))
    assert "\n" not in row["What happened"]
    assert not set("\x1b\u202e") & set(row["What happened"] + row["Who"])


@pytest.mark.usefixtures("within_an_hour")
def test_thirty_files_an_hour_are_enough(brand: Brand) -> None:
    cache.clear()
    client = a_client_of(brand)
    answers = [client.get(reverse(EXPORT)).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]


def test_operators_see_what_belongs_to_no_brand(brand: Brand) -> None:
    audit.record_of_person(Action.SIGN_IN_FAILED, None)
    zoe = User.objects.create_superuser("zoe")
    assert told(a_client(zoe), site="1") == ["Somebody failed to sign in as a name that nobody has."]
    # Whoever is an admin of a Brand only looks at that Brand.
    Membership.objects.create(user=zoe, brand=brand, role=Role.ADMIN)
    people.change_role(Membership.objects.get(user=a_person(brand, Role.VIEWER)), Role.AUTHOR)
    assert told(a_client(zoe)) != []
    assert told(a_client_of(brand), site="1") == told(a_client(zoe))
