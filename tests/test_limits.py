"""What one caller may take of everybody's time: each limit at its edge, and nobody else held back by it."""

from __future__ import annotations

import json
import threading
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from agents import windows
from agents.addresses import SITE, network_around
from agents.models import Message
from handoff.api import guessing
from handoff.models import Handoff
from tests import builders
from tests.runtime import Runtime, Shop, assert_problem

pytestmark = pytest.mark.django_db
NOON = 1_795_348_800.0
WRONG = "Api-Key AAAAAAAAAAAA." + "b" * 43


@pytest.fixture(autouse=True)
def still(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Ten seconds into a window, which nothing was counted in."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": uuid.uuid4().hex}
    }
    monkeypatch.setattr(guessing, "_known", {})
    with time_machine.travel(NOON + 10, tick=False) as clock:
        yield clock


# Keys and Brands


def test_more_keys_are_no_more_requests(settings: Any) -> None:
    settings.LIMIT_BRAND = "4/min"
    shop, other = Shop(), Shop()
    keys = [Runtime(builders.an_api_key(shop.brand)) for _ in range(5)]
    answers = [key.get("agents/") for key in keys]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429]
    assert_problem(answers[-1], 429, "throttled")
    assert answers[-1]["Retry-After"] == "50"
    assert other.runtime.get("agents/").status_code == 200


def test_a_key_that_is_held_back_takes_nothing_from_the_brand(settings: Any) -> None:
    settings.API_THROTTLE, settings.LIMIT_BRAND = "2/min", "4/min"
    shop = Shop()
    assert [shop.runtime.get("agents/").status_code for _ in range(5)] == [200, 200, 429, 429, 429]
    assert Runtime(builders.an_api_key(shop.brand)).get("agents/").status_code == 200


def test_wrong_keys_from_an_address_are_told_to_wait_and_right_ones_are_not(settings: Any) -> None:
    settings.LIMIT_GUESSES = "3/min"
    shop = Shop()
    assert shop.runtime.get("agents/").status_code == 200
    answers = [guess() for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429, 429]
    assert_problem(answers[-1], 429, "throttled")
    assert answers[-1]["Retry-After"] == "50"
    assert shop.runtime.get("agents/").status_code == 200
    assert guess(address="192.0.2.7").status_code == 401


def test_a_guesser_is_kept_from_the_database(settings: Any, django_assert_num_queries: Any) -> None:
    settings.LIMIT_GUESSES = "1/min"
    assert guess().status_code == 401
    with django_assert_num_queries(0):
        assert guess().status_code == 429


def test_a_guesser_may_go_on_with_the_next_window(settings: Any, still: Any) -> None:
    settings.LIMIT_GUESSES = "1/min"
    guess()
    still.shift(int(guess()["Retry-After"]))
    assert guess().status_code == 401


def test_made_up_tokens_make_nobodys_limit_forgotten(settings: Any) -> None:
    """Without Redis the counters are in this process, which has room for many."""
    settings.CACHES = {"default": {**settings.LOCAL_CACHE, "LOCATION": uuid.uuid4().hex}}
    settings.LIMIT_GUESSES, settings.LIMIT_ADDRESS = "2/hour", "10000/hour"
    assert [guess().status_code for _ in range(3)] == [401, 401, 429]
    for number in range(300):
        Client(REMOTE_ADDR="192.0.2.2").get(f"/storefront/v1/launches/made-up-{number}/")
    assert guess().status_code == 429


def guess(address: str = "192.0.2.1", **headers: str) -> Any:
    return Client(REMOTE_ADDR=address).get("/api/v1/agents/", headers={"authorization": WRONG, **headers})


@pytest.mark.parametrize(
    ("address", "prefix", "network"),
    [
        ("192.0.2.1", 64, "192.0.2.1"),
        ("::ffff:192.0.2.1", 64, "192.0.2.1"),
        (" 192.0.2.1 ", 64, "192.0.2.1"),
        ("2001:db8:1:2:3::4", 64, "2001:db8:1:2::/64"),
        ("2001:0DB8:0001:0002::9", 64, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:3::4", SITE, "2001:db8:1::/48"),
        ("fe80::1%eth0", 64, "fe80::/64"),
        ("192.0.2.1:50123", 64, "192.0.2.1"),
        ("[2001:db8:1:2:3::4]:50123", 64, "2001:db8:1:2::/64"),
        ("[2001:db8:1:2:3::4]", 64, "2001:db8:1:2::/64"),
        ("unix:", 64, "unix:"),
        ("", 64, ""),
    ],
)
def test_an_address_however_it_is_written(address: str, prefix: int, network: str) -> None:
    assert network_around(address, prefix) == network


def test_all_addresses_of_a_network_guess_together(settings: Any) -> None:
    settings.LIMIT_GUESSES = "2/min"
    statuses = [guess(f"2001:db8:1:{number:x}::1").status_code for number in range(4)]
    assert statuses == [401, 401, 429, 429]


# A7: what a client writes of its own address


SPOOFED = ("10.0.0.{n}", "10.0.0.{n}, 10.0.0.1", "unknown, {n}", "::{n}", '"{n}', ",,,{n}", "10.0.0.{n}:80", "\t{n}")


@pytest.mark.parametrize(
    "header", ["x-forwarded-for", "forwarded", "x-real-ip", "client-ip", "true-client-ip", "x-client-ip"]
)
@pytest.mark.parametrize("spoofed", SPOOFED)
def test_a_made_up_address_gets_nobody_past_a_limit(settings: Any, header: str, spoofed: str) -> None:
    """A7: without a proxy of ours, only the address of the connection counts."""
    settings.LIMIT_GUESSES = "2/min"
    statuses = [guess(**{header: spoofed.format(n=n)}).status_code for n in range(4)]
    assert statuses == [401, 401, 429, 429]


@pytest.mark.parametrize("spoofed", SPOOFED)
def test_behind_our_proxy_only_what_the_proxy_adds_counts(settings: Any, spoofed: str) -> None:
    """A7: a proxy adds the address that it sees to whatever was there."""
    settings.LIMIT_GUESSES = "2/min"
    settings.BEHIND_PROXY = True
    statuses = [
        guess("127.0.0.1", **{"x-forwarded-for": f"{spoofed.format(n=n)}, 192.0.2.1"}).status_code for n in range(4)
    ]
    assert statuses == [401, 401, 429, 429]
    assert guess("127.0.0.1", **{"x-forwarded-for": "10.9.9.9, 192.0.2.2"}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"x-http-method-override": "DELETE"},
        {"x-original-url": "/admin/"},
        {"x-rewrite-url": "/admin/"},
        {"x-request-from": "internal"},
        {"x-forwarded-host": "evil.example"},
        {"x-forwarded-proto": "https"},
        {"x-forwarded-user": "admin"},
    ],
)
def test_headers_that_other_servers_obey_change_nothing(headers: dict[str, str]) -> None:
    """A7."""
    shop = Shop()
    plain, odd = shop.runtime.get("agents/"), shop.runtime.client.get("/api/v1/agents/", {"limit": 1}, headers=headers)
    assert (odd.status_code, odd.content) == (plain.status_code, plain.content)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost@evil.example", "[::", "a" * 5000]
)
def test_an_unknown_host_is_refused(host: str) -> None:
    """A7."""
    shop = Shop()
    response = shop.runtime.client.get("/api/v1/agents/", headers={"host": host})
    assert_problem(response, 400, "bad_request")


# The storefront


def test_one_handoff_s_token_from_many_addresses(settings: Any) -> None:
    settings.LIMIT_TOKEN = "3/min"
    shop = Shop()
    body = builders.a_body(conversation="chat-1")
    tokens = [shop.runtime.post(shop.path("handoffs/"), body).json()["launch_token"] for _ in range(5)]
    statuses = [launch(token, f"192.0.2.{number}").status_code for number, token in enumerate(tokens)]
    assert statuses == [200, 200, 200, 429, 429]
    assert launch(Shop().start().json()["launch_token"], "192.0.2.1").status_code == 200


def test_many_tokens_from_one_address(settings: Any) -> None:
    settings.LIMIT_ADDRESS = "3/min"
    statuses = [launch(f"{number}:made:up", "192.0.2.1").status_code for number in range(5)]
    assert statuses == [401, 401, 401, 429, 429]
    assert launch(Shop().start().json()["launch_token"], "192.0.2.2").status_code == 200


def launch(token: str, address: str) -> Any:
    return Client(REMOTE_ADDR=address).get(f"/storefront/v1/launches/{token}/")


# Starts: people's attention


def started(shop: Shop, conversation: str, **fields: Any) -> Any:
    """A handoff that has ended again, so that the next one is a new one."""
    answer = shop.start(conversation=conversation, **fields)
    if answer.status_code == 201:
        shop.runtime.post(f"handoffs/{answer.json()['id']}/return/")
    return answer


def test_a_conversation_can_begin_so_many_handoffs(settings: Any) -> None:
    settings.LIMIT_STARTS_CONVERSATION = "3/hour"
    shop = Shop()
    answers = [started(shop, "chat-1") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 429, 429]
    body = assert_problem(answers[-1], 429, "too_many_starts")
    assert body["limit"] == "conversation"
    assert 0 < int(answers[-1]["Retry-After"]) <= 3600
    assert started(shop, "chat-2").status_code == 201


def test_a_repeated_request_is_no_new_start(settings: Any) -> None:
    settings.LIMIT_STARTS_CONVERSATION = "1/hour"
    shop = Shop()
    answers = [shop.start(conversation="chat-1").status_code for _ in range(5)]
    assert answers == [201, 200, 200, 200, 200]


@pytest.mark.parametrize(
    "customer", [{"id": "42", "email": "{n}@example.com"}, {"email": "Ana@Example.com"}, {"phone": "+49 30 1"}]
)
def test_a_customer_who_takes_ever_new_conversations(settings: Any, customer: dict[str, str]) -> None:
    settings.LIMIT_STARTS_CUSTOMER = "3/hour"
    shop, other = Shop(), Shop()
    told = [{name: value.format(n=n) for name, value in customer.items()} for n in range(5)]
    answers = [shop.start(customer=who) for who in told]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 429, 429]
    assert assert_problem(answers[-1], 429, "too_many_starts")["limit"] == "customer"
    assert shop.start().status_code == 201
    assert other.start(customer=told[0]).status_code == 201


def test_ever_new_conversations_meet_the_brand_s_own_limit(settings: Any) -> None:
    """A14: and another Brand is not held back."""
    settings.LIMIT_STARTS_BRAND = "5/min"
    shop, other = Shop(), Shop()
    codes = Counter(shop.start().status_code for _ in range(20))
    assert codes == {201: 5, 429: 15}
    assert assert_problem(shop.start(), 429, "too_many_starts")["limit"] == "brand"
    assert other.start().status_code == 201


def test_a_conversation_that_is_held_back_takes_nothing_from_the_brand(settings: Any) -> None:
    settings.LIMIT_STARTS_CONVERSATION, settings.LIMIT_STARTS_BRAND = "1/hour", "3/min"
    shop = Shop()
    codes = [started(shop, "chat-1").status_code for _ in range(10)]
    assert codes == [201] + [429] * 9
    assert [shop.start().status_code for _ in range(3)] == [201, 201, 429]


def test_who_is_held_back_leaves_nothing_behind(settings: Any) -> None:
    settings.LIMIT_STARTS_BRAND = "1/min"
    shop = Shop()
    shop.start()
    before = Message.objects.count()
    assert shop.start().status_code == 429
    assert (Handoff.objects.count(), Message.objects.count()) == (1, before)


def test_an_accepted_offer_is_a_start_too(settings: Any) -> None:
    settings.LIMIT_STARTS_BRAND = "1/min"
    shop = Shop()
    shop.start()
    answer = shop.runtime.post(f"decisions/{shop.offered()['id']}/accept/")
    assert_problem(answer, 429, "too_many_starts")


def test_what_is_held_back_is_not_kept_for_a_repeat(settings: Any, still: Any) -> None:
    settings.LIMIT_STARTS_BRAND = "1/min"
    shop = Shop()
    shop.start()
    body = builders.a_body(conversation="chat-9")
    assert shop.runtime.post(shop.path("handoffs/"), body, idempotency_key="k").status_code == 429
    still.shift(60)
    assert shop.runtime.post(shop.path("handoffs/"), body, idempotency_key="k").status_code == 201


def test_a_start_that_the_backlog_refuses_uses_up_no_limit(settings: Any) -> None:
    room, settings.HANDOFF_BRAND_BACKLOG = settings.HANDOFF_BRAND_BACKLOG, 1
    settings.LIMIT_STARTS_CONVERSATION = settings.LIMIT_STARTS_CUSTOMER = settings.LIMIT_STARTS_BRAND = "20/hour"
    shop = Shop()
    shop.start(conversation="chat-0")
    refused = [shop.start(conversation="chat-1", customer={"id": "7"}) for _ in range(21)]
    assert {answer.json()["code"] for answer in refused} == {"too_many_waiting"}
    settings.HANDOFF_BRAND_BACKLOG = room
    assert shop.start(conversation="chat-1", customer={"id": "7"}).status_code == 201


def test_whom_the_brand_s_limit_holds_back_keeps_what_is_theirs(settings: Any, still: Any) -> None:
    settings.LIMIT_STARTS_CONVERSATION, settings.LIMIT_STARTS_BRAND = "1/hour", "1/min"
    shop = Shop()
    shop.start()
    assert [shop.start(conversation="chat-1").json()["limit"] for _ in range(3)] == ["brand"] * 3
    still.shift(60)
    assert shop.start(conversation="chat-1").status_code == 201


# How it is counted


def test_counts_of_all_processes_are_one() -> None:
    """Here threads: each increment is one step of the cache's own."""

    def count() -> None:
        for _ in range(50):
            windows.count_in("window:test", 60)

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert windows.count_in("window:test", 60) == 401


def test_no_address_and_no_customer_is_kept_in_the_cache() -> None:
    shop = Shop()
    shop.start(customer={"email": "ana@example.com"})
    kept = json.dumps([str(name) for name in cache._cache])  # type: ignore[attr-defined]
    assert "window:" in kept
    assert not [word for word in ("ana", "127.0.0.1") if word in kept]
