"""A16: what platforms tell of their own accord is proved over its raw body, fresh, and heard once."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from agents import windows
from agents.models import Brand
from handoff import notices, sweeping
from handoff.models import Handoff, HandoffEvent, HeardNotice, NoticeSource
from tests.admin_builders import a_started_handoff
from tests.builders import a_brand, a_notice_source, a_provider
from tests.notice_senders import CLOSING, SHOPIFY, Sent, intercom, shopify, zendesk

pytestmark = pytest.mark.django_db
SECRET = "a-secret-of-the-webhook"
CONVERSATION = "5017"
PLATFORMS = sorted(CLOSING)


@pytest.fixture(autouse=True)
def nobody_was_counted() -> None:
    cache.clear()


def url_of(source: NoticeSource) -> str:
    return f"/webhooks/v1/{source.platform}/{source.address}/"


def with_people(brand: Brand, platform: str, conversation: str = CONVERSATION) -> Handoff:
    """A handoff whose context is in this conversation of the platform."""
    if not hasattr(brand, "support_provider"):
        a_provider(brand, platform)
    handoff = a_started_handoff(brand)
    Handoff.objects.filter(pk=handoff.pk).update(provider_ref=conversation)
    return handoff


def is_open(handoff: Handoff) -> bool:
    return Handoff.objects.get(pk=handoff.pk).ended_at is None


def closing(platform: str, secret: str = SECRET, **more: Any) -> Sent:
    return CLOSING[platform](CONVERSATION, secret, **more)


# What it is for


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_chat_that_the_team_closes_gives_the_conversation_back(platform: str) -> None:
    brand = a_brand()
    handoff, source = with_people(brand, platform), a_notice_source(brand, platform)
    answer = closing(platform).to(url_of(source))
    assert (answer.status_code, answer.json()) == (200, {"heard": True, "repeated": False})
    handoff.refresh_from_db()
    assert (handoff.chat_status, handoff.chat_reason, handoff.end_reason) == ("closed", "closed_by_team", "chat_closed")
    source.refresh_from_db()
    assert source.heard_at is not None


def test_a_subscription_to_ticket_events_is_read_as_well() -> None:
    brand = a_brand()
    handoff, source = with_people(brand, "zendesk"), a_notice_source(brand)
    told = {"type": "zen:event-type:ticket.status_changed", "id": "01H", "detail": {"id": CONVERSATION}}
    for status, still_open in (("OPEN", True), ("SOLVED", False)):
        told["detail"] = {"id": CONVERSATION, "status": status}
        told["id"] = f"01H-{status}"
        sent = zendesk("", SECRET, **told)
        assert sent.to(url_of(source)).status_code == 200
        assert is_open(handoff) is still_open


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("conversation", ["999", "", "../", "x" * 10_000, "5017\n"])
def test_a_conversation_that_is_none_of_ours_is_answered_and_changes_nothing(platform: str, conversation: str) -> None:
    brand = a_brand()
    handoff, source = with_people(brand, platform), a_notice_source(brand, platform)
    assert CLOSING[platform](conversation, SECRET).to(url_of(source)).status_code == 200
    assert is_open(handoff)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_same_conversation_id_of_another_brand_is_not_closed(platform: str) -> None:
    """A28: ids are the platform account's, and another Brand's account may have the same."""
    brand, other = a_brand(), a_brand()
    handoff, theirs = with_people(brand, platform), with_people(other, platform)
    assert closing(platform).to(url_of(a_notice_source(brand, platform))).status_code == 200
    assert not is_open(handoff)
    assert is_open(theirs)


def test_the_same_conversation_id_at_another_platform_is_not_closed() -> None:
    brand = a_brand()
    handoff = with_people(brand, "intercom")
    assert closing("zendesk").to(url_of(a_notice_source(brand, "zendesk"))).status_code == 200
    assert is_open(handoff)


def test_what_had_ended_stays_as_it_ended() -> None:
    brand = a_brand()
    handoff, source = with_people(brand, "zendesk"), a_notice_source(brand)
    Handoff.objects.filter(pk=handoff.pk).update(ended_at=datetime.now(UTC), end_reason="returned")
    before = HandoffEvent.objects.count()
    assert closing("zendesk").to(url_of(source)).status_code == 200
    handoff.refresh_from_db()
    assert (handoff.end_reason, HandoffEvent.objects.count()) == ("returned", before)


# A16: what proves nothing


def refused(sent: Sent, url: str, handoff: Handoff) -> None:
    answer = sent.to(url)
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_signature")
    assert is_open(handoff)
    assert not HeardNotice.objects.exists()


def without(sent: Sent, name: str) -> Sent:
    return replace(sent, headers={key: value for key, value in sent.headers.items() if key != name})


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_missing_wrong_empty_or_cut_proof_is_refused(platform: str) -> None:
    brand = a_brand()
    handoff, source = with_people(brand, platform), a_notice_source(brand, platform)
    good = closing(platform)
    wrong = [without(good, name) for name in good.headers]
    for name, value in good.headers.items():
        others = ("", value[:-1], value + "A", value.swapcase(), value[::-1], "ü", "sha1=", "null", "A" * 10_000)
        wrong += [replace(good, headers={**good.headers, name: other}) for other in others]
    wrong += [closing(platform, secret) for secret in ("", "another", SECRET.upper(), SECRET + " ")]
    for sent in wrong:
        cache.clear()
        refused(sent, url_of(source), handoff)
    assert good.to(url_of(source)).status_code == 200


@pytest.mark.parametrize("platform", ["intercom", "zendesk"])
def test_each_changed_byte_is_noticed(platform: str) -> None:
    brand = a_brand()
    handoff, source = with_people(brand, platform), a_notice_source(brand, platform)
    good = closing(platform)
    for place in range(len(good.raw)):
        cache.clear()
        changed = good.raw[:place] + bytes([good.raw[place] ^ 1]) + good.raw[place + 1 :]
        refused(replace(good, raw=changed), url_of(source), handoff)
    for raw in (b"", good.raw + b" ", b" " + good.raw, good.raw[:-1]):
        refused(replace(good, raw=raw), url_of(source), handoff)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_another_brands_secret_or_address_proves_nothing(platform: str) -> None:
    brand, other = a_brand(), a_brand()
    handoff, source = with_people(brand, platform), a_notice_source(brand, platform)
    theirs = a_notice_source(other, platform, "the-other-brand's-secret")
    refused(closing(platform, "the-other-brand's-secret"), url_of(source), handoff)
    refused(closing(platform), url_of(theirs), handoff)
    refused(closing(platform), f"/webhooks/v1/{platform}/{'x' * 43}/", handoff)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_source_without_a_secret_proves_nothing(platform: str) -> None:
    brand = a_brand()
    handoff = with_people(brand, platform)
    refused(closing(platform, ""), url_of(a_notice_source(brand, platform, "")), handoff)


@pytest.mark.parametrize("slug", ["gladly", "sprinklr", "no-such", "zendesk"])
def test_an_address_at_another_or_no_platform_is_like_an_unknown_one(slug: str) -> None:
    brand = a_brand()
    handoff, source = with_people(brand, "intercom"), a_notice_source(brand, "intercom")
    refused(closing("intercom"), f"/webhooks/v1/{slug}/{source.address}/", handoff)


@pytest.mark.parametrize("address", ["%00" * 30, "a" * 30 + "%00", "a" * 30 + "%ED%A0%80", "a" * 65, "a%2F" * 20, "a"])
def test_an_address_that_can_be_nobodys_is_not_found(address: str) -> None:
    """PostgreSQL cannot even be asked for a NUL."""
    assert closing("intercom").to(f"/webhooks/v1/intercom/{address}/").status_code == 404


@pytest.mark.parametrize("customer", [{"email": "a\x00@b.example"}, {"email": "\ud800@b.example"}])
@pytest.mark.parametrize("topic", ["customers/redact", "customers/data_request"])
def test_text_that_no_database_holds_is_of_nobody(topic: str, customer: dict[str, str]) -> None:
    source = a_notice_source(a_brand(), "shopify_inbox")
    assert shopify(topic, SECRET, customer=customer).to(url_of(source)).status_code == 200


@pytest.mark.parametrize("minutes", [-6, -60, -60 * 24 * 365, 6, 60])
def test_a_signed_time_of_more_than_five_minutes_ago_or_ahead_is_refused(minutes: int) -> None:
    brand = a_brand()
    handoff, source = with_people(brand, "zendesk"), a_notice_source(brand)
    refused(closing("zendesk", at=datetime.now(UTC) + timedelta(minutes=minutes)), url_of(source), handoff)


@pytest.mark.parametrize("minutes", [-4, 4])
def test_a_clock_that_is_a_little_off_does_no_harm(minutes: int) -> None:
    brand = a_brand()
    handoff, source = with_people(brand, "zendesk"), a_notice_source(brand)
    sent = closing("zendesk", at=datetime.now(UTC) + timedelta(minutes=minutes))
    assert sent.to(url_of(source)).status_code == 200
    assert not is_open(handoff)


@pytest.mark.parametrize("told", ["", "now", "1764288000", "2026-11-28", "2026-11-28T12:00:00", "9" * 400, "-", "٢٠٢٦"])
def test_a_time_that_is_none_is_refused(told: str) -> None:
    brand = a_brand()
    handoff, source = with_people(brand, "zendesk"), a_notice_source(brand)
    good = closing("zendesk")
    signed = replace(good, headers={**good.headers, "X-Zendesk-Webhook-Signature-Timestamp": told})
    refused(signed, url_of(source), handoff)


@pytest.mark.parametrize("hours", [-25, 25, -24 * 365])
def test_a_notice_that_is_older_than_ids_are_kept_is_refused(hours: int) -> None:
    brand = a_brand()
    handoff, source = with_people(brand, "intercom"), a_notice_source(brand, "intercom")
    refused(closing("intercom", at=datetime.now(UTC) + timedelta(hours=hours)), url_of(source), handoff)


def test_a_platform_that_tries_again_for_hours_is_still_heard() -> None:
    brand = a_brand()
    handoff, source = with_people(brand, "intercom"), a_notice_source(brand, "intercom")
    assert closing("intercom", at=datetime.now(UTC) - timedelta(hours=3)).to(url_of(source)).status_code == 200
    assert not is_open(handoff)


# A16: replay


def reopened(handoff: Handoff) -> None:
    Handoff.objects.filter(pk=handoff.pk).update(ended_at=None, end_reason="", chat_status="opened")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_same_notice_again_changes_nothing(platform: str) -> None:
    brand = a_brand()
    handoff, source = with_people(brand, platform), a_notice_source(brand, platform)
    sent = closing(platform)
    assert sent.to(url_of(source)).json()["repeated"] is False
    reopened(handoff)
    before = HandoffEvent.objects.count()
    again = sent.to(url_of(source))
    assert (again.status_code, again.json()) == (200, {"heard": True, "repeated": True})
    assert is_open(handoff)
    assert HandoffEvent.objects.count() == before


def test_an_event_s_id_counts_and_not_what_else_is_in_the_body() -> None:
    brand = a_brand()
    handoff, source = with_people(brand, "intercom"), a_notice_source(brand, "intercom")
    assert closing("intercom", delivery_attempts=1).to(url_of(source)).json()["repeated"] is False
    reopened(handoff)
    assert closing("intercom", delivery_attempts=2).to(url_of(source)).json()["repeated"] is True
    assert is_open(handoff)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_same_event_at_two_brands_is_heard_by_both(platform: str) -> None:
    brand, other = a_brand(), a_brand()
    for one in (brand, other):
        assert closing(platform).to(url_of(a_notice_source(one, platform))).json()["repeated"] is False


def test_a_source_made_anew_with_the_same_secret_does_not_hear_old_notices_again() -> None:
    brand = a_brand()
    handoff, source = with_people(brand, "intercom"), a_notice_source(brand, "intercom")
    sent = closing("intercom")
    sent.to(url_of(source))
    source.delete()
    reopened(handoff)
    assert sent.to(url_of(a_notice_source(brand, "intercom"))).json()["repeated"] is True
    assert is_open(handoff)


def test_ids_are_kept_for_longer_than_a_notice_may_be_repeated() -> None:
    brand, now = a_brand(), datetime.now(UTC)
    assert timedelta(hours=24) < notices.KEPT
    for hours in (47, 49):
        HeardNotice.objects.create(brand=brand, platform="zendesk", event=str(hours), at=now - timedelta(hours=hours))
    sweeping.tidy()
    assert [row.event for row in HeardNotice.objects.all()] == ["47"]


# Hostile bodies


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 30 + b"1" + b"}" * 30, 400),
        (b'{"n": ' + b"9" * 5_000 + b"}", 400),
        (b'{"n": NaN}', 400),
        (b"{}", 200),
        (b'{"closed_ticket": {"a": 1}, "detail": [], "data": 7, "id": true, "type": {}}', 200),
        (b'{"closed_ticket": 1e400}', 400),
        (b'{"detail": {"id": null, "status": 7}, "type": "zen:event-type:ticket.status_changed"}', 200),
    ],
)
def test_a_proven_notice_may_say_anything(body: bytes, status: int) -> None:
    brand = a_brand()
    handoff, source = with_people(brand, "gorgias"), a_notice_source(brand, "gorgias")
    assert Sent(body, {"X-Handoff-Secret": SECRET}).to(url_of(source)).status_code == status
    assert is_open(handoff)


@pytest.mark.parametrize("created", ["soon", -1, 10**30, 1e300, None, True, {}])
def test_a_strange_time_in_the_body_fails_nowhere(created: Any) -> None:
    brand = a_brand()
    source = a_notice_source(brand, "intercom")
    assert intercom("1", SECRET, created_at=created).to(url_of(source)).status_code in (200, 401)


def test_what_is_too_large_is_refused_before_it_is_looked_at() -> None:
    """A15: neither proof nor database is asked."""
    source = a_notice_source(a_brand(), "gorgias")
    sent = Sent(b'{"a": "' + b"x" * 300_000 + b'"}', {"X-Handoff-Secret": SECRET})
    answer = sent.to(url_of(source))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "head"])
def test_a_notice_is_posted(method: str) -> None:
    source = a_notice_source(a_brand())
    assert getattr(Client(), method)(url_of(source)).status_code == 405


# Limits


def test_only_what_proves_nothing_is_limited_by_where_it_comes_from(settings: Any) -> None:
    settings.LIMIT_UNPROVEN_NOTICES = "3/min"
    brand = a_brand()
    source = a_notice_source(brand)
    wrong = zendesk("1", "another")
    answers = [wrong.to(url_of(source)) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    other = Client(REMOTE_ADDR="192.0.2.9")
    assert zendesk("1", SECRET).to(url_of(source), other).status_code == 200


def guessed_urls(number: int, client: Client | None = None) -> list[int]:
    return [zendesk("1", "x").to(f"/webhooks/v1/zendesk/{n:043}/", client).status_code for n in range(number)]


def test_somebody_elses_account_at_the_platform_does_not_shut_out_this_brand(settings: Any) -> None:
    """It sends from the platform's own addresses, but does not know the URL."""
    settings.LIMIT_UNPROVEN_NOTICES = "3/min"
    source = a_notice_source(a_brand())
    assert zendesk("1", SECRET).to(url_of(source)).status_code == 200
    assert guessed_urls(6) == [401, 401, 401, 429, 429, 429]
    assert zendesk("2", SECRET).to(url_of(source)).status_code == 200


def test_who_tries_many_urls_has_none_looked_up_after_so_many(settings: Any, django_assert_num_queries: Any) -> None:
    settings.LIMIT_UNPROVEN_NOTICES = "3/min"
    guessed_urls(3)
    with django_assert_num_queries(0):
        assert guessed_urls(2) == [429, 429]
    new = a_notice_source(a_brand())
    answer = zendesk("1", SECRET).to(url_of(new))
    assert answer.status_code == 429, "that it is no stranger's URL cannot be known without looking"
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    elsewhere = Client(REMOTE_ADDR="192.0.2.9")
    assert zendesk("1", SECRET).to(url_of(new), elsewhere).status_code == 200
    assert zendesk("2", SECRET).to(url_of(new)).status_code == 200, "now it is known, wherever it is sent from"


def test_while_the_cache_is_away_no_notice_is_held_back(settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(windows, "_paused_until", 0.0)
    settings.LIMIT_UNPROVEN_NOTICES = "3/min"
    settings.CACHES = {"default": {**settings.REDIS_CACHE, "LOCATION": "redis://127.0.0.1:1/0"}}
    assert guessed_urls(5) == [401] * 5
    assert zendesk("1", SECRET).to(url_of(a_notice_source(a_brand()))).status_code == 200


def test_a_platform_s_own_limit_counts_what_is_proved(settings: Any) -> None:
    settings.LIMIT_NOTICES = "3/min"
    source, other = a_notice_source(a_brand()), a_notice_source(a_brand())
    answers = [zendesk(str(n), SECRET).to(url_of(source)).status_code for n in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    assert zendesk("1", SECRET).to(url_of(other)).status_code == 200


# Nothing of it is told


def test_neither_the_secret_nor_the_address_nor_the_body_reaches_a_log(caplog: pytest.LogCaptureFixture) -> None:
    """A22."""
    brand = a_brand()
    source = a_notice_source(brand, "gorgias")
    with caplog.at_level(logging.DEBUG):
        closing("gorgias", customer="ana@example.com").to(url_of(source))
        closing("gorgias", "another-secret-canary").to(url_of(source))
    told = caplog.text
    for canary in (SECRET, "another-secret-canary", "ana@example.com"):
        assert canary not in told


def test_the_secret_is_not_in_the_row_s_words() -> None:
    source = a_notice_source(a_brand())
    assert SECRET not in f"{source!r}{source}{HeardNotice(event='e')!r}"


# Shopify's privacy notices


@pytest.mark.parametrize("topic", SHOPIFY)
def test_what_nobody_acts_on_is_sent_again_and_not_taken_for_done(topic: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(notices, "_ACTS", {})
    source = a_notice_source(a_brand(), "shopify_inbox")
    answer = shopify(topic, SECRET).to(url_of(source))
    assert (answer.status_code, answer.json()["code"]) == (503, "not_ready")
    assert not HeardNotice.objects.exists()


@pytest.mark.parametrize("topic", SHOPIFY)
def test_a_privacy_notice_reaches_its_service_once_with_whom_it_is_about(topic: str, monkeypatch: Any) -> None:
    heard: list[tuple[Brand, str, str, str]] = []

    def act(brand: Brand, platform: str, notice: Any) -> None:
        heard.append((brand, notice.kind, notice.customer_id, notice.customer_email))

    kinds = ("export_customer", "erase_customer", "erase_shop")
    monkeypatch.setattr(notices, "_ACTS", dict.fromkeys(kinds, act))
    brand = a_brand()
    source = a_notice_source(brand, "shopify_inbox")
    sent = shopify(topic, SECRET)
    assert [sent.to(url_of(source)).status_code for _ in range(2)] == [200, 200]
    about = ("", "") if topic == "shop/redact" else ("191167", "ana@example.com")
    kind = dict(zip(SHOPIFY, kinds, strict=True))[topic]
    assert heard == [(brand, kind, *about)]


@pytest.mark.parametrize("topic", SHOPIFY)
@pytest.mark.parametrize("other", [*SHOPIFY, "orders/create", ""])
def test_a_topic_that_does_not_fit_the_signed_body_asks_nothing(topic: str, other: str, monkeypatch: Any) -> None:
    """The header is not signed: a caught request for data must not become one to erase it."""
    heard: list[str] = []
    kinds = ("export_customer", "erase_customer", "erase_shop")
    monkeypatch.setattr(notices, "_ACTS", dict.fromkeys(kinds, lambda brand, platform, told: heard.append(told.kind)))
    source = a_notice_source(a_brand(), "shopify_inbox")
    sent = shopify(topic, SECRET)
    sent = replace(sent, headers={**sent.headers, "X-Shopify-Topic": other})
    assert sent.to(url_of(source)).status_code == 200
    assert len(heard) == (topic == other)


@pytest.mark.parametrize("topic", SHOPIFY)
def test_shopify_is_answered_401_where_the_proof_is_wrong(topic: str) -> None:
    source = a_notice_source(a_brand(), "shopify_inbox")
    good = shopify(topic, SECRET)
    for sent in (shopify(topic, "another"), replace(good, raw=good.raw + b" "), without(good, "X-Shopify-Hmac-Sha256")):
        assert sent.to(url_of(source)).status_code == 401


def test_a_new_webhook_id_does_not_make_a_caught_notice_new(monkeypatch: Any) -> None:
    heard: list[str] = []
    monkeypatch.setattr(
        notices, "_ACTS", {"erase_customer": lambda brand, platform, told: heard.append(told.customer_id)}
    )
    source = a_notice_source(a_brand(), "shopify_inbox")
    sent = shopify("customers/redact", SECRET)
    for number in range(3):
        replace(sent, headers={**sent.headers, "X-Shopify-Webhook-Id": str(number)}).to(url_of(source))
    assert heard == ["191167"]


def test_what_fails_on_the_way_is_not_kept_as_heard(monkeypatch: Any) -> None:
    def fails(brand: Brand, platform: str, told: Any) -> None:
        raise RuntimeError("the database went away")

    monkeypatch.setattr(notices, "_ACTS", {"closed": fails})
    source = a_notice_source(a_brand())
    assert zendesk("1", SECRET).to(url_of(source)).status_code == 500
    assert not HeardNotice.objects.exists()


def test_the_body_is_read_whatever_its_content_type() -> None:
    brand = a_brand()
    handoff, source = with_people(brand, "zendesk"), a_notice_source(brand)
    sent = closing("zendesk")
    answer = Client().post(url_of(source), sent.raw, content_type="text/plain", headers=sent.headers)
    assert answer.status_code == 200
    assert not is_open(handoff)
    assert json.loads(sent.raw)["closed_ticket"] == CONVERSATION
