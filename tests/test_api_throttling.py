from __future__ import annotations

import time
import uuid

import pytest
import time_machine
from django.test import Client

from agents import windows
from tests import builders
from tests.runtime import Runtime, Shop, assert_problem

LOCAL = "django.core.cache.backends.locmem.LocMemCache"
REDIS = "django.core.cache.backends.redis.RedisCache"
NOON = 1_795_348_800.0  # the start of a window of any length


@pytest.fixture(autouse=True)
def own_cache(settings):
    settings.CACHES = {"default": {"BACKEND": LOCAL, "LOCATION": uuid.uuid4().hex}}


@pytest.fixture
def still():
    with time_machine.travel(NOON + 10, tick=False):
        yield


@pytest.mark.django_db
def test_a_key_may_ask_so_often_and_is_told_when_again(settings, still):
    settings.API_THROTTLE = "3/min"
    shop = Shop()
    assert [shop.runtime.get("agents/").status_code for _ in range(3)] == [200, 200, 200]
    response = shop.runtime.get("agents/")
    assert_problem(response, 429, "throttled")
    assert response["Retry-After"] == "50"


@pytest.mark.django_db
def test_after_that_time_it_may_ask_again(settings):
    settings.API_THROTTLE = "1/min"
    shop = Shop()
    with time_machine.travel(NOON + 10, tick=False) as clock:
        shop.runtime.get("agents/")
        retry_after = int(shop.runtime.get("agents/")["Retry-After"])
        clock.shift(retry_after)
        assert shop.runtime.get("agents/").status_code == 200


@pytest.mark.django_db
def test_another_key_is_not_held_back(settings, still):
    settings.API_THROTTLE = "1/min"
    shop = Shop()
    other = Runtime(builders.an_api_key(shop.brand))
    shop.runtime.get("agents/")
    assert shop.runtime.get("agents/").status_code == 429
    assert other.get("agents/").status_code == 200


@pytest.mark.django_db
def test_a_browser_is_held_back_where_its_page_can_read_it(settings, still):
    settings.STOREFRONT_THROTTLE = "2/min"
    token = Shop().start().json()["launch_token"]
    headers = {"origin": builders.SHOP_ORIGIN}
    statuses = [Client().get(f"/storefront/v1/launches/{token}/", headers=headers).status_code for _ in range(2)]
    response = Client().get(f"/storefront/v1/launches/{token}/", headers=headers)
    assert statuses == [200, 200]
    assert_problem(response, 429, "throttled")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Expose-Headers"] == "Retry-After"
    other = Shop().start().json()["launch_token"]
    assert Client().get(f"/storefront/v1/launches/{other}/", headers=headers).status_code == 200


@pytest.mark.django_db
def test_throttling_asks_no_database(django_assert_num_queries, settings):
    settings.API_THROTTLE = "5/min"
    with django_assert_num_queries(0):
        assert windows.count_in("throttle:test", 60) == 1
        assert windows.count_in("throttle:test", 60) == 2


@pytest.mark.django_db
def test_when_redis_is_gone_nobody_is_held_back_and_nobody_waits(settings, monkeypatch):
    monkeypatch.setattr(windows, "_paused_until", 0.0)
    settings.CACHES = {"default": {"BACKEND": REDIS, "LOCATION": "redis://127.0.0.1:9/0"}}
    settings.API_THROTTLE = "1/min"
    shop = Shop()
    began = time.monotonic()
    assert [shop.runtime.get("agents/").status_code for _ in range(5)] == [200] * 5
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(("rate", "parsed"), [("600/min", (600, 60)), ("5/s", (5, 1)), ("1/hour", (1, 3600))])
def test_rates_are_read(rate, parsed):
    assert windows.parse_rate(rate) == parsed
