"""A3: a launch token opens one handoff, from the Brand's own pages, while it lives; and nothing else ever."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from handoff import tokens
from handoff.models import Handoff
from tests.builders import SHOP_ORIGIN, a_brand
from tests.runtime import Shop

pytestmark = pytest.mark.django_db
OLD, NEW = "an-older-secret-key-" + "x" * 40, "a-newer-secret-key-" + "y" * 40
CANARY = "CanaryWordsOfTheCustomer"
OTHER_ORIGIN = "https://other.example"


@pytest.fixture
def shop() -> Shop:
    return Shop(kind="intercom")


def started(shop: Shop, said: str = "I want to talk to a human") -> tuple[str, Handoff]:
    answer = shop.start(("customer", said)).json()
    return answer["launch_token"], Handoff.objects.get(pk=answer["id"])


def launch(token: str, **headers: str) -> HttpResponse:
    return Client(raise_request_exception=False).get(f"/storefront/v1/launches/{token}/", headers=headers)


def report(token: str, event: str = "opened", **headers: str) -> HttpResponse:
    url, body = f"/storefront/v1/launches/{token}/receipts/", json.dumps({"event": event})
    return Client(raise_request_exception=False).post(url, body, "application/json", headers=headers)


def code(response: HttpResponse) -> tuple[int, str]:
    return response.status_code, json.loads(response.content).get("code", "")


def test_it_opens_its_own_handoff_and_reports_of_no_other(shop: Shop) -> None:
    token, handoff = started(shop)
    _, other = started(shop)
    assert launch(token).status_code == 200
    assert report(token).status_code == 200
    for row in (handoff, other):
        row.refresh_from_db()
    assert (handoff.chat_status, other.chat_status) == ("opened", "pending")


def forged(token: str, other: str) -> list[str]:
    """Parts of two good tokens, put together anew; and what other keys, salts and makers sign."""
    (id_, at, mac), (other_id, other_at, other_mac) = token.split(":"), other.split(":")
    mixed = [
        f"{other_id}:{at}:{mac}",
        f"{id_}:{other_at}x:{mac}",
        f"{id_}:{at}:{other_mac}",
        f"{id_}:{at}",
        id_,
        f"{id_}:",
    ]
    cut = [token[:-1], token + "A", token.swapcase(), token.replace(":", "."), f" {token}", f"{token}%00"]
    signed = [
        signing.TimestampSigner(key=NEW, salt=tokens.SALT).sign(id_),
        signing.TimestampSigner(salt="another").sign(id_),
        signing.Signer(salt=tokens.SALT).sign(id_),
        signing.TimestampSigner(salt=tokens.SALT).sign("nonsense"),
        signing.dumps({"handoff": id_}, salt=tokens.SALT),
    ]
    none = ["none", "null", "undefined", "0" * 32, "eyJhbGciOiJub25lIn0.e30.", "..", "%2e%2e", "__proto__"]
    return [*mixed, *cut, *signed, *none]


def test_what_is_no_token_of_this_handoff_is_refused(shop: Shop) -> None:
    (token, handoff), (other, _) = started(shop), started(shop)
    Handoff.objects.update(chat_status="pending")
    for wrong in forged(token, other):
        for answer in (launch(wrong), report(wrong)):
            assert answer.status_code in (401, 404), wrong
    handoff.refresh_from_db()
    assert handoff.chat_status == "pending"


def test_another_brand_s_page_may_not_use_it(shop: Shop) -> None:
    token, handoff = started(shop)
    a_brand(origins=[OTHER_ORIGIN])
    for answer in (launch(token, origin=OTHER_ORIGIN), report(token, origin=OTHER_ORIGIN)):
        assert code(answer) == (403, "origin_not_allowed")
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert launch(token, origin=SHOP_ORIGIN).status_code == 200
    handoff.refresh_from_db()
    assert handoff.chat_status == "pending"


@pytest.mark.parametrize("how", ["returned", "chat_closed", "silence"])
def test_after_the_end_it_opens_nothing_and_a_report_changes_nothing(shop: Shop, how: str) -> None:
    token, handoff = started(shop)
    Handoff.objects.filter(pk=handoff.pk).update(ended_at=timezone.now(), end_reason=how)
    assert code(launch(token)) == (410, "handoff_ended")
    report(token)
    report(token, "failed")
    handoff.refresh_from_db()
    assert (handoff.end_reason, handoff.chat_status) == (how, "pending")


def test_once_its_handoff_is_erased_it_is_like_an_unknown_one(shop: Shop) -> None:
    token, handoff = started(shop)
    with deletions_allowed():
        handoff.delete()
    assert code(launch(token)) == (404, "not_found")
    assert code(report(token)) == (404, "not_found")


def test_it_is_no_key_of_the_server_s_api(shop: Shop) -> None:
    """The transcript, the decision and the handoff stay out of reach with it."""
    token, handoff = started(shop, f"{CANARY}: I want to talk to a human")
    client = Client(raise_request_exception=False)
    for scheme in ("Api-Key", "Bearer", "Token", "Launch"):
        for path in (f"handoffs/{handoff.pk}/", "agents/", f"agents/{shop.agent.pk}/"):
            answer = client.get(f"/api/v1/{path}", {"token": token}, headers={"authorization": f"{scheme} {token}"})
            assert answer.status_code == 401
            assert CANARY not in answer.content.decode()


def test_nothing_that_it_opens_holds_the_transcript_or_the_summary(shop: Shop) -> None:
    said = [("customer", f"{CANARY} one"), ("agent", f"{CANARY} two"), ("customer", "I want to talk to a human")]
    shop.provider.kind = "zendesk"
    shop.provider.save()
    token = shop.start(*said).json()["launch_token"]
    for answer in (launch(token), report(token), report(token, "closed"), launch(token)):
        assert CANARY not in answer.content.decode()


# A new SECRET_KEY


def test_a_new_secret_key_keeps_old_tokens_while_the_old_one_is_a_fallback(settings: Any, shop: Shop) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    token, _ = started(shop)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert launch(token).status_code == 200
    fresh, _ = started(shop)
    settings.SECRET_KEY_FALLBACKS = []
    assert code(launch(token)) == (401, "invalid_token")
    assert launch(fresh).status_code == 200


def test_a_fallback_signs_nothing(settings: Any, shop: Shop) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    token, _ = started(shop)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    assert code(launch(token)) == (401, "invalid_token")


def test_it_is_of_no_use_for_a_password_or_an_invitation(shop: Shop) -> None:
    """One secret key, and a purpose of its own for each signature."""
    token, _ = started(shop)
    client = Client(raise_request_exception=False)
    client.get(f"/admin/join/{token}/", follow=True)
    assert client.get(f"/admin/password/set/MQ/{token}/", follow=True).status_code in (200, 404)
    assert not client.get("/admin/").wsgi_request.user.is_authenticated


def test_it_lives_for_half_an_hour(shop: Shop) -> None:
    token, _ = started(shop)
    for minutes, answered in ((29, (200, "")), (31, (401, "expired_token"))):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
            assert code(launch(token)) == answered
