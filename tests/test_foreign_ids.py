"""A28: a platform may answer any id, another Brand's too. It is never shown or linked across Brands."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from handoff import delivery
from handoff.models import Handoff
from handoff.providers.base import Customer
from handoff.services import start_handoff
from tests.admin_builders import a_client_of
from tests.builders import a_brand, a_consultation, a_notice_source, a_provider, an_agent, an_api_key
from tests.notice_senders import intercom
from tests.providers.sockets import Handler, serving
from tests.runtime import Runtime

pytestmark = pytest.mark.django_db
THEIRS = "215473840927"


def answering_with(conversation: Any) -> Handler:
    """An Intercom that answers every question with this conversation, in each place where an id may stand."""
    said = {"id": "7", "conversation_id": conversation, "data": [{"id": "7"}], "conversations": [], "role": "user"}
    body = json.dumps(said).encode()

    def handle(connection: socket.socket) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)

    return handle


def delivered(settings: Any, name: str, conversation: Any) -> Handoff:
    brand = a_brand(name)
    a_provider(brand, "intercom", secrets={"access_token": "a-token-of-this-brand-alone"}, settings={"admin_id": "5"})
    agent = an_agent(brand, f"Agent of {name}")
    consultation = a_consultation(customer=Customer(id="42", email=f"{name.split()[0].lower()}@example.com"))
    handoff = start_handoff(brand, agent.pk, consultation).handoff
    with serving(answering_with(conversation)) as server:
        settings.STAND_IN_URL = server.url
        delivery.deliver(handoff.pk)
    handoff.refresh_from_db()
    return handoff


def test_the_same_id_at_two_brands_links_nothing(settings: Any) -> None:
    theirs, ours = delivered(settings, "Theirs Brand", THEIRS), delivered(settings, "Ours Brand", THEIRS)
    assert (theirs.provider_ref, ours.provider_ref) == (THEIRS, THEIRS)
    admin, runtime = a_client_of(ours.brand), Runtime(an_api_key(ours.brand))
    shown = [
        admin.get("/admin/handoff/handoff/").content.decode(),
        admin.get(f"/admin/handoff/handoff/?q={THEIRS}").content.decode(),
        admin.get(f"/admin/handoff/handoff/{ours.pk}/change/").content.decode(),
        runtime.get(f"handoffs/{ours.pk}/").content.decode(),
    ]
    for word in (theirs.ref, str(theirs.pk), "Theirs Brand", "theirs@example.com"):
        assert not [text for text in shown if word in text]
    assert ours.ref in shown[2]
    assert admin.get(f"/admin/handoff/handoff/{theirs.pk}/change/").status_code == 404
    assert runtime.get(f"handoffs/{theirs.pk}/").status_code == 404


def test_a_close_at_one_brand_closes_nothing_at_the_other(settings: Any) -> None:
    theirs, ours = delivered(settings, "Theirs Brand", THEIRS), delivered(settings, "Ours Brand", THEIRS)
    source = a_notice_source(ours.brand, "intercom")
    assert intercom(THEIRS, source.secret).to(f"/webhooks/v1/intercom/{source.address}/").status_code == 200
    for row in (theirs, ours):
        row.refresh_from_db()
    assert (theirs.ended_at, ours.end_reason) == (None, "chat_closed")


@pytest.mark.parametrize(
    "hostile",
    [
        "../../x",
        "7/reply",
        "7?x=1",
        "7#",
        '7" onload="x',
        "<script>alert(1)</script>",
        "javascript:alert(1)//",
        "7\r\nX: 1",
        "x" * 101,
        "",
        None,
        True,
        1.5,
        [THEIRS],
        {"id": THEIRS},
        "\u202e7",
        "٧",
    ],
)
def test_what_is_no_id_is_not_kept(settings: Any, hostile: Any) -> None:
    handoff = delivered(settings, "Ours Brand", hostile)
    assert handoff.provider_ref == ""
    assert handoff.context_status != "delivered"
