"""The list of handoffs: filtered, searched, paged and exported, never beyond the Brand."""

from __future__ import annotations

import csv
import io
import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agents.models import Conversation, Role
from handoff.admin import handoff_filters
from handoff.admin.csv_files import defused
from handoff.admin.handoff_export import COLUMNS
from handoff.forms import closures_form
from handoff.models import Handoff
from tests.admin_builders import CANARY, a_client_of, a_started_handoff
from tests.builders import a_brand, a_provider

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
LIST, EXPORT = "admin:handoff_handoff_changelist", "admin:export_handoffs"


@pytest.fixture
def brand():
    return a_brand("Northwind & Söhne")


@pytest.fixture
def client(brand):
    return a_client_of(brand)


@pytest.fixture
def strange():
    """Another Brand's handoff, which answers to every filter and search."""
    brand = a_brand(CANARY)
    handoff = a_started_handoff(brand, f"{CANARY}: I want to talk to a human.", agent=f"{CANARY} agent")
    customer = {"email": "canary@mail.example", "name": CANARY}
    Conversation.objects.filter(pk=handoff.conversation_id).update(customer=customer, external_id="canary-1")
    return handoff


def a_handoff(brand, *said, agent="", is_test=False, customer=None, external_id="", **fields):
    handoff = a_started_handoff(brand, *said, agent=agent)
    conversation = {"is_test": is_test, "customer": customer or {}}
    if external_id:
        conversation["external_id"] = external_id
    Conversation.objects.filter(pk=handoff.conversation_id).update(**conversation)
    Handoff.objects.filter(pk=handoff.pk).update(**fields)
    handoff.refresh_from_db()
    return handoff


def page_of(client, **query):
    answer = client.get(reverse(LIST), query)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(client, **query):
    """The ids of the handoffs on the page, in its order."""
    found = re.findall(r"/handoff/handoff/([0-9a-f-]{36})/change/", page_of(client, **query))
    return [uuid.UUID(pk) for pk in found]


def exported(client, **query):
    answer = client.get(reverse(EXPORT), query)
    assert answer.status_code == 200, answer
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def assert_found(client, handoffs, **query):
    """The same in the list and in the file."""
    assert sorted(listed(client, **query)) == sorted(handoff.pk for handoff in handoffs)
    assert sorted(row["Reference"] for row in exported(client, **query)) == sorted(h.ref for h in handoffs)


# Filters


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ({"platform": "zendesk"}, {"provider": "zendesk"}),
        ({"reason": "playbook"}, {"reason": "playbook"}),
        ({"outcome": "opened"}, {"opened_at": NOW, "chat_status": "opened"}),
        ({"outcome": "not_opened"}, {"chat_status": "failed"}),
        ({"outcome": "not_opened"}, {"end_reason": "not_opened", "ended_at": NOW}),
        ({"outcome": "returned"}, {"end_reason": "returned", "ended_at": NOW}),
        ({"outcome": "closed"}, {"end_reason": "chat_closed", "ended_at": NOW}),
        ({"outcome": "silence"}, {"end_reason": "silence", "ended_at": NOW}),
        ({"outcome": "context_failed"}, {"context_status": "failed"}),
        ({"outcome": "context_unknown"}, {"context_status": "unknown"}),
    ],
)
def test_each_filter_leaves_what_it_names(brand, client, strange, query, fields):
    a_handoff(brand)
    wanted = a_handoff(brand, **fields)
    Handoff.objects.filter(pk=strange.pk).update(**fields)
    assert_found(client, [wanted], **query)


def test_still_open_leaves_out_what_has_ended(brand, client):
    a_handoff(brand, ended_at=NOW, end_reason="returned")
    assert_found(client, [a_handoff(brand)], outcome="open")


def test_filters_work_together(brand, client):
    wanted = a_handoff(brand, "The mug is broken. A human, please.", reason="playbook", provider="zendesk")
    a_handoff(brand, "The mug is broken. A human, please.", reason="playbook")
    a_handoff(brand, "Nothing else. A human, please.", reason="playbook", provider="zendesk")
    assert_found(client, [wanted], q="mug", reason="playbook", platform="zendesk")


def test_an_agents_handoffs(brand, client, strange):
    a_handoff(brand)
    wanted = a_handoff(brand, agent="Helper")
    assert_found(client, [wanted], agent=wanted.conversation.agent_id)
    assert CANARY not in page_of(client)


@pytest.mark.parametrize("tests", ["", "all", "only"])
def test_tests_are_left_out_until_they_are_asked_for(brand, client, tests):
    real, test = a_handoff(brand), a_handoff(brand, is_test=True)
    assert_found(client, {"": [real], "all": [real, test], "only": [test]}[tests], tests=tests)
    assert (">Test</span>" in page_of(client, tests=tests)) is bool(tests)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"when": "1"}, ["22 00:00"]),
        ({"when": "7"}, ["22 00:00", "21 23:59", "16 00:00"]),
        ({"when": "30"}, ["22 00:00", "21 23:59", "16 00:00", "15 23:59"]),
        ({"when": "range", "first": "2026-11-16", "last": "2026-11-21"}, ["21 23:59", "16 00:00"]),
        ({"when": "range", "first": "2026-11-22"}, ["22 00:00"]),
        ({"when": "range", "last": "2026-11-15"}, ["15 23:59"]),
        ({"when": "range"}, ["22 00:00", "21 23:59", "16 00:00", "15 23:59"]),
        ({"first": "2026-11-22"}, ["22 00:00", "21 23:59", "16 00:00", "15 23:59"]),
    ],
)
def test_days_are_those_of_the_teams_clocks(brand, client, query, found):
    a_provider(brand, timezone="America/New_York")
    behind = timedelta(hours=5)
    at = {
        day: datetime.strptime(f"2026-11-{day}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC) + behind
        for day in ("22 00:00", "21 23:59", "16 00:00", "15 23:59")
    }
    handoffs = {day: a_handoff(brand, started_at=moment) for day, moment in at.items()}
    with time_machine.travel(NOW, tick=False):
        assert_found(client, [handoffs[day] for day in found], **query)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"when": "range", "first": "2026-11-22", "last": "2026-11-21"}, handoff_filters.BACKWARDS),
        ({"when": "range", "first": "2026-02-30"}, closures_form.NO_DATE),
        ({"when": "range", "first": "0001-01-01"}, closures_form.TOO_FAR),
        ({"when": "range", "last": "9999-12-31"}, closures_form.TOO_FAR),
        ({"agent": "nonsense"}, handoff_filters.NOT_IN_LIST),
        ({"agent": str(uuid.uuid4())}, handoff_filters.NOT_IN_LIST),
        ({"platform": "nonsense"}, handoff_filters.NOT_IN_LIST),
        ({"outcome": "' OR 1=1"}, handoff_filters.NOT_IN_LIST),
        ({"when": "365"}, handoff_filters.NOT_IN_LIST),
        ({"q": "x" * 101}, "at most 100 characters"),
        ({"q": "\x00"}, "Null characters are not allowed"),
    ],
)
def test_a_mistake_is_told_beside_the_field_and_finds_nothing(brand, client, query, words):
    a_handoff(brand)
    assert words in page_of(client, **query)
    assert listed(client, **query) == []
    answer = client.get(reverse(EXPORT), query)
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, reverse(LIST))


def test_another_brands_agent_is_like_an_unknown_one(brand, client, strange):
    theirs = page_of(client, agent=strange.conversation.agent_id)
    assert handoff_filters.NOT_IN_LIST in theirs
    assert CANARY not in theirs


# Search


@pytest.mark.parametrize(
    "text",
    ["MUG", "broken mug", "ana@mail.example", "Ana Lima", "order-77", "50%_off", "%_", "Größe", "\\", "'; --", '"'],
)
def test_search_finds_words_customers_and_conversations(brand, client, strange, text):
    said = 'My broken mug, 50%_off, Größe L, C:\\x \'; -- "quoted". I want to talk to a human, please.'
    customer = {"email": "ana@mail.example", "name": "Ana Lima"}
    wanted = a_handoff(brand, said, customer=customer, external_id="order-77")
    a_handoff(brand, "I want to talk to a human, please.")
    assert_found(client, [wanted], q=text)


@pytest.mark.parametrize("text", ["50x_off", "5_%", "c_", "%", "nothing of the kind"])
def test_search_takes_each_character_as_it_is(brand, client, text):
    a_handoff(brand, "50 off, I want to talk to a human, please.", customer={"email": "ana@mail.example"})
    assert_found(client, [], q=text)


def test_a_reference_is_found_as_people_write_it(brand, client):
    wanted, _other = a_handoff(brand), a_handoff(brand)
    assert_found(client, [wanted], q=wanted.ref.lower())
    assert_found(client, [wanted], q=f" {wanted.ref} ")


def test_only_what_customers_said_is_searched(brand, client):
    a_handoff(brand, "Hello", "Is it about the teapot?", "I want to talk to a human, please.")
    assert_found(client, [], q="teapot")


@pytest.mark.parametrize("text", ["Canary", "canary@mail.example", "canary-1", "human"])
def test_search_never_reaches_another_brand(brand, client, strange, text):
    assert_found(client, [], q=text)
    assert_found(client, [], q=strange.ref)
    assert CANARY not in page_of(client, q=text)


def test_words_are_looked_for_in_the_newest_that_the_filters_leave(brand, client, monkeypatch):
    monkeypatch.setattr(handoff_filters, "SEARCHED", 1)
    old = a_handoff(brand, "Teapot one. A human, please.", started_at=NOW - timedelta(days=9), reason="playbook")
    new = a_handoff(brand, "Teapot two. A human, please.")
    assert_found(client, [new], q="teapot")
    assert_found(client, [old], q="teapot", reason="playbook")
    assert "in the newest" in page_of(client, q="teapot")


# The page


@pytest.mark.parametrize("role", Role)
def test_all_roles_read_the_list_and_admins_export_it(brand, role):
    handoff, client = a_handoff(brand), a_client_of(brand, role)
    assert listed(client) == [handoff.pk]
    assert ("Export as CSV" in page_of(client)) is (role is Role.ADMIN)
    assert client.get(reverse(EXPORT)).status_code == (200 if role is Role.ADMIN else 403)


def test_pages_keep_the_filters(brand, client, monkeypatch):
    monkeypatch.setattr("handoff.admin.pager.ON_A_PAGE", 2)
    handoffs = [
        a_handoff(brand, "I want to talk to a human & more, please.", started_at=NOW + timedelta(hours=n))
        for n in range(5)
    ]
    first, last = page_of(client, q="human &"), page_of(client, q="human &", page=3)
    assert "Page 1 of 3" in first
    assert "?q=human+%26&amp;page=2" in first
    assert "page=2" in last
    assert listed(client, q="human &", page=3) == [handoffs[0].pk]
    assert len(exported(client, q="human &")) == 5
    for page in ("0", "99", "-1", "nonsense"):
        assert len(listed(client, page=page)) in (1, 2)


def test_the_newest_come_first(brand, client):
    old, new = a_handoff(brand, started_at=NOW), a_handoff(brand, started_at=NOW + timedelta(seconds=1))
    assert listed(client) == [new.pk, old.pk]
    assert [row["Reference"] for row in exported(client)] == [new.ref, old.ref]


def test_an_empty_list_says_why(brand, client):
    a_provider(brand, "intercom")
    assert "There is no handoff yet." in page_of(client)
    a_handoff(brand)
    assert "No handoff is like this." in page_of(client, q="teapot")


def test_what_customers_said_is_text(brand, client):
    a_handoff(brand, "<script>alert(1)</script> I want to talk to a human, please.")
    page = page_of(client, q="<script>alert(1)</script>")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_chat_that_nobody_opened_in_time_is_opening_no_more(brand, client):
    a_handoff(brand, ended_at=NOW, end_reason="not_opened")
    assert "Did not open</span>" in page_of(client)
    assert exported(client)[0]["Chat"] == "Did not open"


def test_the_list_and_the_file_cost_the_same_for_many(brand, client):
    def costs():
        with CaptureQueriesContext(connection) as queries:
            listed(client, q="human")
        with CaptureQueriesContext(connection) as exporting:
            exported(client, q="human")
        return len(queries), len(exporting)

    a_handoff(brand)
    costs()
    few = costs()
    for _ in range(10):
        a_handoff(brand)
    assert costs() == few


# The file


def test_the_file_holds_what_the_list_shows_and_no_word_of_the_customers(brand, client):
    a_provider(brand, "zendesk", timezone="America/New_York")
    handoff = a_handoff(
        brand,
        "Secret words, I want to talk to a human, please.",
        agent="Helper",
        external_id="order-77",
        customer={"email": "ana@mail.example", "name": "Ana Lima"},
        started_at=NOW,
        ended_at=NOW + timedelta(minutes=9),
        end_reason="returned",
        chat_status="opened",
        context_status="delivered",
    )
    [row] = exported(client)
    assert list(row) == list(COLUMNS)
    assert row["Page"].endswith(reverse("admin:handoff_handoff_change", args=[handoff.pk]))
    del row["Page"]
    assert list(row.values()) == [
        handoff.ref,
        "2026-11-22T10:00:00-05:00",
        "2026-11-22T10:09:00-05:00",
        "Helper",
        "Zendesk",
        "The customer asked for a human",
        "The customer asked for a human",
        "Opened",
        "Delivered",
        "Given back to the AI agent",
        "order-77",
        "",
    ]
    raw = b"".join(client.get(reverse(EXPORT)).streaming_content)
    for word in (b"Secret words", b"ana@mail", b"Ana Lima"):
        assert word not in raw


def test_spreadsheets_open_it(brand, client):
    a_handoff(brand, agent='Söhne, "quoted"\n2nd line')
    with time_machine.travel(NOW, tick=False):
        answer = a_client_of(brand).get(reverse(EXPORT))
    assert answer.streaming
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="handoffs-northwind-sohne-2026-11-22.csv"'
    assert b"".join(answer.streaming_content).startswith(b"\xef\xbb\xbfReference,")
    assert exported(client)[0]["Agent"] == 'Söhne, "quoted"\n2nd line'


def test_a_brand_without_a_plain_name_has_a_file_name_too():
    brand = a_brand('"; evil=\r\n\u5317')
    answer = a_client_of(brand).get(reverse(EXPORT))
    assert re.fullmatch(
        r'attachment; filename="handoffs-[a-z0-9-]+-\d{4}-\d\d-\d\d\.csv"', answer["Content-Disposition"]
    )


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "=cmd|' /C calc'!A0"]
)
def test_no_cell_is_a_formula(brand, client, formula):
    assert defused(formula) == f"'{formula}"
    a_handoff(brand, agent=f"{formula}x", external_id=formula)
    [row] = exported(client)
    assert row["Conversation"] == f"'{formula}"
    assert not row["Agent"].startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(("cell", "written"), [("a;=1+1;b", "a;'=1+1;b"), ("a; @B2", "a;' @B2"), (";-1", ";'-1")])
def test_no_part_of_a_cell_is_a_formula_where_semicolons_end_cells(cell, written):
    assert defused(cell) == written


@pytest.mark.parametrize("text", ["", "Helper", "a;b", "order-77", "2026-11-22T10:00:00-05:00", "'=1", "a=1"])
def test_other_cells_stay_as_they_are(text):
    assert defused(text) == text


def test_the_file_holds_nothing_of_another_brand(brand, client, strange):
    a_handoff(brand)
    answer = client.get(reverse(EXPORT), {"tests": "all"})
    text = b"".join(answer.streaming_content).decode()
    assert text.count("\r\n") == 2
    assert CANARY not in text
    assert strange.ref not in text


@pytest.mark.parametrize(
    ("changes", "mend"),
    [
        ({"chat_status": "failed", "chat_reason": "widget_absent"}, "chat widget on that page."),
        ({"chat_status": "failed", "chat_reason": "team_unavailable"}, "Check in Zendesk its own business hours"),
        (
            {"context_status": "failed", "context_reason": "acme.zendesk.com refused the request (401)."},
            "Look over Platform",
        ),
        ({"context_status": "unknown", "context_reason": "no_attempt_came_to_an_end"}, "Search in Zendesk for H"),
        (
            {"context_status": "not_supported", "context_reason": "not_supported"},
            "See on Platform Services what Zendesk",
        ),
    ],
)
def test_the_page_of_a_handoff_says_what_to_do(brand, client, changes, mend):
    handoff = a_handoff(brand, provider="zendesk", **changes)
    assert mend in client.get(reverse("admin:handoff_handoff_change", args=[handoff.pk])).content.decode()


def test_where_all_is_well_there_is_nothing_to_do(brand, client):
    handoff = a_handoff(brand, context_status="unknown", context_reason="ready_to_send", chat_status="opened")
    assert "hf-mend" not in client.get(reverse("admin:handoff_handoff_change", args=[handoff.pk])).content.decode()
