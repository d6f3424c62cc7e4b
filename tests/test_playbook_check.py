"""The check of a text while it is written, and an Agent's playbooks on its own page."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from agents.models import Brand, Role
from handoff.admin.playbooks.agent_order import moved
from playbooks.following import published_for
from playbooks.texts import MOST_BYTES
from tests.admin_builders import CANARY, a_client_of, a_person
from tests.builders import a_brand, a_playbook, a_provider, an_agent

pytestmark = pytest.mark.django_db
CHECK = reverse("admin:playbooks_playbook_check")


@pytest.fixture
def brand() -> Brand:
    brand = a_brand()
    a_provider(brand)
    return brand


def check(client: Client, body: Any) -> Any:
    return client.post(CHECK, json.dumps(body), content_type="application/json")


def rules(answer: Any) -> list[str]:
    return [finding["rule"] for finding in answer.json()["findings"]]


def test_the_check_tells_where_and_how_to_mend(brand: Brand) -> None:
    answer = check(a_client_of(brand, Role.AUTHOR), {"text": "😀 /Handof to support", "agents": []})
    [finding] = answer.json()["findings"]
    assert (finding["rule"], finding["severity"]) == ("misspelt_command", "error")
    assert (finding["start"], finding["end"], finding["replacement"]) == (2, 20, "/Handoff to support")
    assert finding["message"]
    assert finding["mend"]
    assert "no-store" in answer["Cache-Control"]


def test_the_check_knows_the_agents_that_are_checked_and_no_other_brands(brand: Brand) -> None:
    client, stranger = a_client_of(brand), an_agent(a_brand(), CANARY, enabled=False)
    on, off = an_agent(brand), an_agent(brand, "Switched off", enabled=False)
    text = "/Handoff to support"
    assert rules(check(client, {"text": text, "agents": [str(on.pk)]})) == []
    answer = check(client, {"text": text, "agents": [str(on.pk), str(off.pk), str(stranger.pk), "x", 5, None]})
    assert rules(answer) == ["toggle_off"]
    assert "Switched off" in answer.content.decode()
    assert CANARY not in answer.content.decode()
    assert rules(check(a_client_of(a_brand()), {"text": text})) == ["no_provider"]


@pytest.mark.parametrize("text", ["", " \n", "a\ud800b", "nul \x00", "/" * 50_000])
def test_odd_texts_are_checked_like_any(brand: Brand, text: str) -> None:
    answer = check(a_client_of(brand), {"text": text})
    assert answer.status_code == 200
    assert answer.json()["problem"] == ""


def test_a_text_that_is_too_long_is_told_and_not_checked(brand: Brand) -> None:
    answer = check(a_client_of(brand), {"text": "/Handof to support " + "x" * MOST_BYTES})
    assert answer.json()["findings"] == []
    assert "too long" in answer.json()["problem"]


@pytest.mark.parametrize("body", ["", "{", "[]", '"text"', '{"text": 5}', "[" * 100_000])
def test_what_is_no_question_is_refused(brand: Brand, body: str) -> None:
    assert a_client_of(brand).post(CHECK, body, content_type="application/json").status_code == 400


def test_a_body_over_a_megabyte_is_refused(brand: Brand) -> None:
    assert check(a_client_of(brand), {"text": "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE}).status_code == 400


def test_only_those_who_write_may_ask(brand: Brand) -> None:
    assert check(a_client_of(brand, Role.VIEWER), {"text": ""}).status_code == 403
    assert a_client_of(brand).get(CHECK).status_code == 405
    assert Client().post(CHECK).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(brand.memberships.first().user)
    assert check(strict, {"text": ""}).status_code == 403


# The playbooks of an Agent


@pytest.mark.parametrize(
    ("verb", "target", "order"),
    [
        ("up", 2, [2, 1, 3]),
        ("down", 2, [1, 3, 2]),
        ("up", 1, [1, 2, 3]),
        ("down", 3, [1, 2, 3]),
        ("", 0, [1, 2, 3]),
        ("sideways", 2, [1, 2, 3]),
        ("up", 9, [1, 2, 3]),
    ],
)
def test_a_playbook_moves_a_place_at_a_time(verb: str, target: int, order: list[int]) -> None:
    assert moved([1, 2, 3], verb, target) == order


def test_an_author_orders_the_playbooks_of_an_agent_and_switches_them(brand: Brand) -> None:
    agent, client = an_agent(brand), a_client_of(brand, Role.AUTHOR)
    one, two = (a_playbook(brand, agent, text=text, name=text).assignments.get() for text in ("One.", "Two."))
    door = reverse("admin:agents_agent_playbooks", args=[agent.pk])
    posted = {"row": [one.pk, two.pk], "on": [one.pk, two.pk], "move": f"up {two.pk}"}
    answer = client.post(door, posted)
    assert answer["Location"].endswith("/change/#agent_playbooks")
    assert [version.text for version in published_for(agent.pk)] == ["Two.", "One."]
    client.post(door, {"row": [two.pk, one.pk], "on": [two.pk]})
    assert [version.text for version in published_for(agent.pk)] == ["Two."]
    page = client.get(reverse("admin:agents_agent_change", args=[agent.pk])).content.decode()
    assert page.index("Two.") < page.index("One.")
    assert "Move up: One." in page


def test_odd_rows_change_nothing(brand: Brand) -> None:
    agent = an_agent(brand)
    row = a_playbook(brand, agent).assignments.get()
    theirs = a_playbook(a_brand(), an_agent(a_brand())).assignments.get()
    door = reverse("admin:agents_agent_playbooks", args=[agent.pk])
    answer = a_client_of(brand).post(door, {"row": ["x", "٣", "9" * 40, str(theirs.pk)], "move": "up x"})
    assert answer.status_code == 302
    row.refresh_from_db()
    theirs.refresh_from_db()
    assert row.enabled
    assert theirs.enabled


def test_only_authors_of_the_brand_order_playbooks(brand: Brand) -> None:
    agent = an_agent(brand)
    door = reverse("admin:agents_agent_playbooks", args=[agent.pk])
    assert a_client_of(brand, Role.VIEWER).post(door, {}).status_code == 403
    assert a_client_of(a_brand()).post(door, {}).status_code == 404
    page = a_client_of(brand, Role.VIEWER).get(reverse("admin:agents_agent_change", args=[agent.pk])).content.decode()
    assert "Save order and switches" not in page


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain"])
def test_json_that_is_sent_as_something_else_is_refused(brand: Brand, kind: str) -> None:
    """With the check of forms, which reads the body of what claims to be one."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_person(brand))
    client.get(reverse("admin:playbooks_playbook_add"))
    token = client.cookies["csrftoken"].value
    sent = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n{}\r\n--x--\r\n'
    assert client.generic("POST", CHECK, sent, kind, headers={"X-CSRFToken": token}).status_code == 400


def test_a_length_that_is_no_number_is_refused(brand: Brand) -> None:
    answer = a_client_of(brand).generic("POST", CHECK, b"{}", "application/json", CONTENT_LENGTH="many")
    assert answer.status_code == 400
