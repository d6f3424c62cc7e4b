"""What was sent to whom is written down: from what really leaves, before it leaves, and without a word of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from agents.models import Brand, Role
from agents.transcripts import CUSTOMER, Turn
from handoff import chats, delivery, services
from handoff.disclosed import sent_in
from handoff.models import Disclosure, Handoff, Recipient
from handoff.providers.base import Customer, HandoffContext
from tests.admin_builders import a_client_of
from tests.builders import a_brand, a_consultation, a_provider, an_agent
from tests.stand_ins import StandIns

TOKEN = "stand-in-test-token"
CARD = "4111 1111 1111 1111"
CONTEXT = HandoffContext(
    handoff_id="1",
    ref="H1",
    brand="Shop",
    agent="Helper",
    reason="customer_request",
    opening="I need help with a mug",
    request="My mug is broken & sad",
    summary="AI summary\nThe customer's mug came broken in three pieces.",
    transcript=(Turn(CUSTOMER, "Hello there, anybody?"), Turn("agent", "Yes, how can I help you today?")),
    customer=Customer(id="c-9", email="Ada@example.com", name="Ada Lovelace", phone="+44 20 7946"),
)


@pytest.mark.parametrize(
    ("url", "body", "kinds", "turns"),
    [
        ("https://x.example/search?email=ada%40example.com", None, {"email"}, 0),
        ("https://x.example/", {"a": [{"b": "ADA LOVELACE"}]}, {"name"}, 0),
        ("https://x.example/", {"note": "<p>My mug is broken &amp; sad</p>"}, {"request"}, 0),
        ("https://x.example/", {"note": "The customer's mug came broken in three pie…"}, {"summary"}, 0),
        ("https://x.example/", {"t": ["Hello there,   anybody?", "Yes, how can I help you today?"]}, {"transcript"}, 2),
        ("https://x.example/", {"t": "Hello there, anybody?"}, {"transcript"}, 1),
        ("https://x.example/c-9", {}, {"customer_id"}, 0),
        ("https://x.example/", {"n": 1, "none": None, "true": True}, set(), 0),
        ("https://x.example/", {"phone": "+44 20 7946"}, {"phone"}, 0),
    ],
)
def test_what_is_found_in_a_request(url: str, body: dict[str, object] | None, kinds: set[str], turns: int) -> None:
    sent = sent_in(CONTEXT, url, body)
    assert (set(sent.kinds), sent.turns) == (kinds, turns)


def test_what_is_not_known_is_not_found() -> None:
    nobody = HandoffContext("1", "H1", "Shop", "Helper", "agent", opening="", request="", summary="")
    assert sent_in(nobody, "https://x.example/", {"a": "anything"}).kinds == frozenset()


@pytest.fixture
def handoff(db: None, stand_ins: StandIns) -> Handoff:
    brand = a_brand("Mugs")
    a_provider(brand, "intercom", settings={"app_id": "abc12345"}, secrets={"access_token": TOKEN})
    customer = Customer(id="shopper-1", email="ada@example.com", name="Ada Lovelace")
    said = (f"My card {CARD} was charged twice", "Sorry!", "I want to talk to a human, please.")
    return services.start_handoff(brand, an_agent(brand).pk, a_consultation(*said, customer=customer)).handoff


def test_a_delivery_says_where_it_went_and_with_what(handoff: Handoff, stand_ins: StandIns) -> None:
    delivery.deliver(handoff.pk)
    [row] = Disclosure.objects.filter(recipient=Recipient.PLATFORM)
    assert (row.name, row.host, row.handoff, row.brand) == ("intercom", "api.intercom.io", handoff, handoff.brand)
    assert {"summary", "email"} <= set(row.kinds)
    assert row.masked == {"card": 1}
    held = json.dumps(stand_ins.log())
    for kind, value in (("name", "Ada Lovelace"), ("email", "ada@example.com")):
        assert (kind in row.kinds) == (value in held), kind
    stored = json.dumps(list(Disclosure.objects.values()), default=str)
    assert not [word for word in ("ada@", "Ada", "4111", "charged") if word in stored]


def test_it_is_written_down_though_the_platform_never_answers(
    handoff: Handoff, stand_ins: StandIns, settings: pytest.FixtureRequest
) -> None:
    settings.STAND_IN_URL = "http://127.0.0.1:9/"  # type: ignore[attr-defined]
    delivery.deliver(handoff.pk)
    handoff.refresh_from_db()
    assert handoff.context_status == "pending"
    assert Disclosure.objects.filter(recipient=Recipient.PLATFORM, handoff=handoff).count() == 1


def test_what_the_browser_carries_is_told_once(db: None) -> None:
    brand = a_brand()
    a_provider(brand, "zendesk")
    said = a_consultation(customer=Customer(name="Ada Lovelace", email="ada@example.com"))
    started = services.start_handoff(brand, an_agent(brand).pk, said).handoff
    Handoff.objects.filter(pk=started.pk).update(started_at=datetime(2026, 1, 1, tzinfo=UTC))
    launches = [json.dumps(chats.chat_launch(started.pk).launch.options) for _ in range(3)]  # type: ignore[union-attr]
    rows = list(Disclosure.objects.all())
    carries = "order 1001" in launches[0] or "human" in launches[0]
    assert len(rows) == (1 if carries else 0)
    assert all(row.recipient == Recipient.BROWSER for row in rows)


# The pages


@pytest.mark.parametrize("role", Role)
def test_every_role_reads_what_was_sent(handoff: Handoff, role: Role) -> None:
    delivery.deliver(handoff.pk)
    client = a_client_of(handoff.brand, role)
    listed = client.get("/admin/handoff/disclosure/").content.decode()
    assert "Intercom (api.intercom.io)" in listed
    assert handoff.ref in listed
    assert "1 card number was removed before anything was passed on" in listed
    assert "ada@example.com" not in listed
    page = client.get(f"/admin/handoff/handoff/{handoff.pk}/change/").content.decode()
    assert "To Intercom (api.intercom.io)" in page
    assert client.get("/admin/handoff/disclosure/?to=model").content.decode().count("api.intercom.io") == 0
    assert client.get("/admin/handoff/disclosure/?to=nonsense&page=x").status_code == 200


def test_another_brand_sees_nothing_of_it(handoff: Handoff) -> None:
    delivery.deliver(handoff.pk)
    row = Disclosure.objects.get()
    client = a_client_of(a_brand())
    assert handoff.ref not in client.get("/admin/handoff/disclosure/").content.decode()
    assert client.get(f"/admin/handoff/disclosure/{row.pk}/change/").status_code == 404
    assert a_client_of(handoff.brand).post(f"/admin/handoff/disclosure/{row.pk}/delete/").status_code == 403


def test_the_list_has_pages(db: None) -> None:
    brand: Brand = a_brand()
    Disclosure.objects.bulk_create(
        Disclosure(brand=brand, recipient="model", name=f"model-{number}", at=datetime(2026, 1, 1, tzinfo=UTC))
        for number in range(60)
    )
    client = a_client_of(brand)
    assert "Page 1 of 2" in client.get("/admin/handoff/disclosure/").content.decode()
    assert "Page 2 of 2" in client.get("/admin/handoff/disclosure/?page=2").content.decode()
