"""The storefront's script is asked for by a page: which Brand sees it, what it costs, what changes nothing."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from celery import current_app
from celery.app.utils import Settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from kombu import pools

from agents import sightings, windows
from agents.models import StorefrontSighting
from handoff import tasks
from handoff_project import queues
from tests.builders import SHOP_ORIGIN, a_brand

pytestmark = pytest.mark.django_db
SCRIPT = "/storefront/v1/handoff.js"
NOW = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
GONE_REDIS = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def woken(monkeypatch):
    """The origins that the worker was told of."""
    told: list[str] = []
    monkeypatch.setattr(tasks, "wake", lambda _task, origin: told.append(origin))
    return told


def ask(origin=SHOP_ORIGIN, **headers):
    return Client().get(SCRIPT, headers={"origin": origin, **headers})


def seen():
    return list(StorefrontSighting.objects.order_by("pk").values_list("brand__name", "origin"))


def test_the_brand_that_lists_the_origin_has_seen_it():
    a_brand("Shop", origins=["https://other.example", SHOP_ORIGIN])
    a_brand("Canary of another Brand", origins=["https://canary.example"])
    tasks.note_sighting(SHOP_ORIGIN)
    assert seen() == [("Shop", SHOP_ORIGIN)]


def test_each_brand_that_lists_it_has_seen_it():
    a_brand("One")
    a_brand("Two")
    tasks.note_sighting(SHOP_ORIGIN)
    assert seen() == [("One", SHOP_ORIGIN), ("Two", SHOP_ORIGIN)]


@pytest.mark.parametrize(
    "listed",
    [
        "https://shop.example.org",
        "https://shop.example:8443",
        "http://shop.example",
        "https://my.https://shop.example",
        "https://shop_example",
    ],
)
def test_an_origin_that_is_only_part_of_another_is_forgotten(listed):
    a_brand(origins=[listed])
    tasks.note_sighting(SHOP_ORIGIN)
    assert seen() == []


def test_a_later_sighting_moves_the_last_time_alone():
    a_brand("Shop")
    with time_machine.travel(NOW, tick=False):
        tasks.note_sighting(SHOP_ORIGIN)
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        tasks.note_sighting(SHOP_ORIGIN)
    row = StorefrontSighting.objects.get()
    assert (row.first_at, row.last_at) == (NOW, NOW + timedelta(days=2))


def test_the_worker_hears_of_an_origin_once_an_hour(woken):
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(5):
            assert ask().status_code == 200
        assert woken == [SHOP_ORIGIN]
        ask("https://second.example")
        assert woken == [SHOP_ORIGIN, "https://second.example"]
        clock.shift(timedelta(hours=1))
        ask()
        assert woken == [SHOP_ORIGIN, "https://second.example", SHOP_ORIGIN]


def test_a_page_that_has_the_script_already_is_seen_too(woken):
    etag = ask("https://first.example")["ETag"]
    assert ask(**{"if-none-match": etag}).status_code == 304
    assert woken == ["https://first.example", SHOP_ORIGIN]


def told(response):
    """All but the request's own number."""
    return {name: value for name, value in response.headers.items() if name != "X-Request-ID"}


def test_the_answer_is_the_same_for_every_page_and_can_be_kept_for_minutes():
    with_origin, without = ask(), Client().get(SCRIPT)
    assert with_origin.content == without.content
    assert told(with_origin) == told(without)
    assert with_origin["Cache-Control"] == "public, max-age=300"
    assert with_origin["Access-Control-Allow-Origin"] == "*"
    assert not with_origin.cookies


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "https://shop.example/",
        "https://SHOP.example",
        "https://shop.example:443",
        "https://user:secret@shop.example",
        "ftp://shop.example",
        "javascript:alert(1)",
        "https://shop.example, https://canary.example",
        "https://[::1",
        "https://[zzz]",
        "https://%00.example",
        "https://*.example",
        "https://shop.example:99999",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "https://" + "a" * 10_000,
        "https://\u00e9t\u00e9.example",
        "\x00",
    ],
)
def test_an_odd_origin_changes_nothing(woken, origin):
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(SCRIPT, HTTP_ORIGIN=origin).status_code == 200
    assert woken == []
    assert len(queries) == 0


@pytest.mark.parametrize("origin", ["https://shop.example", "http://localhost:3000", "http://[::1]:8000"])
def test_addresses_as_browsers_send_them_are_origins(origin):
    assert sightings.is_origin(origin)


def test_the_script_itself_asks_the_database_nothing(woken):
    a_brand()
    with CaptureQueriesContext(connection) as queries:
        ask()
    assert (woken, len(queries)) == ([SHOP_ORIGIN], 0)


def test_a_million_origins_share_so_many_places():
    places = {sightings.place_of(f"https://shop-{number}.example", NOW) for number in range(40_000)}
    assert len(places) <= sightings.PLACES
    later = NOW + timedelta(hours=1)
    assert sightings.place_of(SHOP_ORIGIN, NOW) != sightings.place_of(SHOP_ORIGIN, later)


@pytest.fixture
def broker_gone():
    before = current_app.conf.broker_url, current_app.conf.broker_transport_options
    use_broker(current_app.conf, GONE_REDIS, queues.REDIS)
    yield
    use_broker(current_app.conf, *before)


def use_broker(conf: Settings, url, options):
    """Celery keeps its connections; the next message opens a new one."""
    conf.broker_url, conf.broker_transport_options = url, options
    pools.reset()
    current_app._pool = None


def test_a_broker_that_is_gone_neither_slows_nor_fails_the_script(broker_gone, caplog):
    began = time.monotonic()
    assert ask().status_code == 200
    assert time.monotonic() - began < 4
    assert SHOP_ORIGIN not in caplog.text


def test_a_cache_that_is_gone_neither_slows_nor_fails_the_script(settings, monkeypatch, woken):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": GONE_REDIS}}
    monkeypatch.setattr(windows, "_paused_until", 0.0)
    began = time.monotonic()
    for _ in range(20):
        assert ask().status_code == 200
    assert time.monotonic() - began < 10  # each for itself would wait a second
    assert woken == []
