"""API keys: what each opens, when it ends, how it is replaced, and that no trace of it can be used."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from agents import credentials, keys, scopes
from agents.models import ApiKey, Brand
from handoff.api import server_urls
from handoff.api.doors import RuntimeDoor
from handoff_project.logs import HideApiKeys
from tests.admin_builders import a_client_of
from tests.builders import a_body, a_brand, an_agent, an_api_key
from tests.runtime import Runtime, Shop, assert_problem
from tests.test_admin_storefront import KEY, a_key_post

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture
def brand() -> Brand:
    return a_brand()


# What a key opens


def doors() -> list[type[RuntimeDoor]]:
    views = [pattern.callback for pattern in server_urls.urlpatterns if isinstance(pattern, URLPattern)]
    found = [getattr(view, "cls", None) for view in views]
    return [door for door in found if door is not None and issubclass(door, RuntimeDoor)]


def test_each_door_names_a_scope_that_there_is() -> None:
    assert len(doors()) == 12
    assert {door.scope for door in doors()} == set(keys.SCOPES)


DOORS = [
    ("get", "agents/", "read"),
    ("get", "agents/{agent}/", "read"),
    ("get", "agents/{agent}/instructions/", "read"),
    ("get", "agents/{agent}/availability/", "read"),
    ("post", "agents/{agent}/playbooks/check/", "read"),
    ("post", "agents/{agent}/decisions/", "decide"),
    ("post", "agents/{agent}/replies/check/", "decide"),
    ("post", f"decisions/{NOBODY}/decline/", "decide"),
    ("post", "agents/{agent}/handoffs/", "handoff"),
    ("post", f"decisions/{NOBODY}/accept/", "handoff"),
    ("get", f"handoffs/{NOBODY}/", "handoff"),
    ("post", f"handoffs/{NOBODY}/return/", "handoff"),
]


@pytest.mark.parametrize(("method", "path", "needed"), DOORS)
def test_a_key_opens_only_what_its_scopes_say(method: str, path: str, needed: str) -> None:
    shop = Shop()
    for scope in keys.SCOPES:
        runtime = Runtime(str(credentials.create_api_key(shop.brand, scope, scopes=[scope])[1]))
        body = [a_body()] if method == "post" else []
        answer = getattr(runtime, method)(path.format(agent=shop.agent.pk), *body)
        if scope == needed:
            assert answer.status_code != 403
        else:
            assert assert_problem(answer, 403, "missing_scope")["scope"] == needed


def test_a_key_without_a_scope_learns_nothing_of_what_there_is() -> None:
    """The refusal of a row that is there is the same, byte for byte, as of one that is not."""
    shop = Shop()
    handoff = shop.start().json()["id"]
    runtime = Runtime(str(credentials.create_api_key(shop.brand, "Reader", scopes=["read"])[1]))
    assert runtime.get(f"handoffs/{handoff}/").content == runtime.get(f"handoffs/{NOBODY}/").content


def test_keys_of_an_earlier_release_open_everything(brand: Brand) -> None:
    assert ApiKey.objects.create(brand=brand, name="Old", prefix="a" * 12).scopes == list(keys.SCOPES)


# Its end


def test_a_key_ends_at_its_moment(brand: Brand) -> None:
    key = credentials.create_api_key(brand, "Live", expires_at=NOON)[1]
    runtime = Runtime(str(key))
    with time_machine.travel(NOON - timedelta(seconds=1), tick=False):
        assert runtime.get("agents/").status_code == 200
    for late in (timedelta(), timedelta(days=400)):
        with time_machine.travel(NOON + late, tick=False):
            assert_problem(runtime.get("agents/"), 401, "invalid_key")


@pytest.mark.django_db(transaction=True)
def test_a_key_that_another_process_revokes_or_ends_is_refused_at_once() -> None:
    """A17: nothing keeps a key but its row."""
    brand = a_brand()
    row, key = credentials.create_api_key(brand, "Live")
    ended, short = credentials.create_api_key(brand, "Short")
    one, two = Runtime(str(key)), Runtime(str(short))
    assert (one.get("agents/").status_code, two.get("agents/").status_code) == (200, 200)

    def elsewhere() -> None:
        with scopes.brand(brand.pk):
            credentials.revoke(row)
            ApiKey.objects.filter(pk=ended.pk).update(expires_at=timezone.now())
        connection.close()

    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert (one.get("agents/").status_code, two.get("agents/").status_code) == (401, 401)


# Replacing it


def test_a_second_key_works_beside_the_first_until_that_one_ends(brand: Brand) -> None:
    agent = an_agent(brand)
    old, first = credentials.create_api_key(brand, "Live", agent, ["read"])
    new, second = credentials.rotate(old, NOON + timedelta(hours=1), NOON)
    assert (new.name, new.agent, new.scopes, new.expires_at) == ("Live", agent, ["read"], None)
    with time_machine.travel(NOON, tick=False):
        assert [credentials.api_key_in(str(key)) is not None for key in (first, second)] == [True, True]
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        assert [credentials.api_key_in(str(key)) is not None for key in (first, second)] == [False, True]


def test_replacing_never_makes_the_old_key_live_longer(brand: Brand) -> None:
    old, _ = credentials.create_api_key(brand, "Live", expires_at=NOON + timedelta(minutes=1))
    credentials.rotate(old, NOON + timedelta(days=7), NOON)
    old.refresh_from_db()
    assert old.expires_at == NOON + timedelta(minutes=1)


@pytest.mark.parametrize("old_until", [None, NOON + timedelta(hours=1), NOON + timedelta(days=90)])
def test_the_second_key_ends_when_the_first_would_have(brand: Brand, old_until: datetime | None) -> None:
    """Nobody gets a key for good by replacing one that was to end."""
    end = NOON + timedelta(days=30)
    old, _ = credentials.create_api_key(brand, "Live", expires_at=end)
    new, _ = credentials.rotate(old, old_until, NOON)
    old.refresh_from_db()
    new.refresh_from_db()
    assert new.expires_at == end
    assert old.expires_at == min(end, old_until or end)


def test_two_keys_of_a_name_are_the_most(brand: Brand) -> None:
    old, _ = credentials.create_api_key(brand, "Live")
    new, _ = credentials.rotate(old, None, NOON)
    with pytest.raises(credentials.NotRotated, match="two keys"):
        credentials.rotate(new, None, NOON)
    credentials.revoke(old)
    credentials.rotate(new, None, NOON)
    with pytest.raises(credentials.NotRotated, match="no longer works"):
        credentials.rotate(old, None, NOON)


def test_the_page_makes_the_second_key_and_says_how_long_the_first_works(brand: Brand) -> None:
    client, key = a_client_of(brand), an_api_key(brand, name="Live")
    row = ApiKey.objects.get(brand=brand)
    url = reverse("admin:rotate_key", args=[row.pk])
    assert "for 1 day more" in client.get(url).content.decode()
    assert "Choose one of these." in client.post(url, {"hours": "5"}).content.decode()
    assert "Choose one of these." in client.post(url).content.decode()
    assert ApiKey.objects.count() == 1
    answer = client.post(url, {"hours": "24"})
    [shown] = set(KEY.findall(answer.content.decode()))
    assert "no-store" in answer["Cache-Control"]
    assert shown != key
    assert [credentials.api_key_in(one) is not None for one in (key, shown)] == [True, True]
    row.refresh_from_db()
    assert row.expires_at is not None
    assert timedelta(hours=23) < row.expires_at - timezone.now() <= timedelta(hours=24)
    assert "two keys" in client.post(url, {"hours": "0"}).content.decode()


def test_another_brands_key_is_neither_replaced_nor_revoked(brand: Brand) -> None:
    """A5."""
    an_api_key(a_brand(), name="Canary")
    row, client = ApiKey.objects.get(), a_client_of(brand)
    for name in ("rotate_key", "revoke_key"):
        url = reverse(f"admin:{name}", args=[row.pk])
        assert (client.get(url).status_code, client.post(url, {"hours": "1"}).status_code) == (404, 404)
    assert ApiKey.objects.filter(revoked_at=None, expires_at=None).count() == 1


# The form


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"scopes": []}, "Tick at least one"),
        ({"scopes": ["everything"]}, "everything is not one of the available choices"),
        ({"last_day": "2020-01-01"}, "This day is over."),
        ({"last_day": "2999-01-01"}, "within the next ten years"),
        ({"last_day": "tomorrow"}, "Write a day such as"),
    ],
)
def test_what_is_wrong_is_said_and_no_key_is_made(brand: Brand, fields: dict[str, Any], said: str) -> None:
    answer = a_client_of(brand).post(reverse("admin:create_key"), a_key_post(**fields))
    assert said in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_a_key_may_have_one_scope_and_a_last_day(brand: Brand) -> None:
    with time_machine.travel(NOON, tick=False):
        client = a_client_of(brand)
        client.post(reverse("admin:create_key"), a_key_post(scopes=["read"], last_day="2026-11-30"))
        row = ApiKey.objects.get()
        assert (row.scopes, row.expires_at) == (["read"], datetime(2026, 12, 1, tzinfo=UTC))
        html = client.get(reverse("admin:storefront")).content.decode()
    assert f"{row.prefix}…" in html
    assert "1 Dec 2026, 00:00" in html
    assert '<td data-label="May do">Read</td>' in html


# No trace of it


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    with caplog.at_level(logging.DEBUG):
        yield caplog.messages


@pytest.mark.parametrize("where", ["query", "referer", "cookie", "other header", "body"])
def test_a_key_counts_in_its_header_alone_and_stands_in_no_log(brand: Brand, where: str, lines: list[str]) -> None:
    """A17: neither in an address nor anywhere else."""
    key = an_api_key(brand)
    sent: dict[str, Any] = {
        "query": {"query_params": {"api_key": key, "Authorization": f"Api-Key {key}"}},
        "referer": {"headers": {"referer": f"https://shop.example/?key={key}"}},
        "cookie": {"headers": {"cookie": f"Authorization=Api-Key {key}; api_key={key}"}},
        "other header": {"headers": {"x-api-key": key, "proxy-authorization": f"Api-Key {key}"}},
        "body": {"data": {"api_key": key}, "content_type": "application/json"},
    }[where]
    client, url = Client(), "/api/v1/agents/"
    answer = client.post(url, **sent) if where == "body" else client.get(url, **sent)
    assert_problem(answer, 401, "invalid_key")
    assert key.partition(".")[2] not in answer.content.decode() + "".join(map(str, answer.items())) + "".join(lines)


@pytest.mark.parametrize("text", ["Not Found: /api/v1/{key}/", "GET /api/v1/agents/?api_key={key} 401", "x={key}&y=1"])
def test_a_key_that_came_into_a_line_is_hidden_there(text: str) -> None:
    """A17: as where somebody wrote it into an address."""
    key = keys.new_key()
    record = logging.makeLogRecord({"msg": "%s", "args": (text.format(key=key),)})
    assert HideApiKeys().filter(record)
    assert record.getMessage() == text.format(key=f"{key.prefix}.…")


def test_a_dump_of_the_database_holds_no_usable_key(brand: Brand, tmp_path: Any) -> None:
    """A17: nor does the page that it was made on stay anywhere."""
    answer = a_client_of(brand).post(reverse("admin:create_key"), a_key_post())
    [key] = set(KEY.findall(answer.content.decode()))
    call_command("dumpdata", output=str(tmp_path / "dump.json"), verbosity=0)
    dump = (tmp_path / "dump.json").read_text()
    assert key.partition(".")[2] not in dump
    row = ApiKey.objects.get()
    assert row.prefix in dump
    for stolen in (f"{row.prefix}.{row.secret_hash}", f"{row.prefix}.{row.secret_hash[:43]}"):
        assert credentials.api_key_in(stolen) is None


def test_every_refusal_compares_one_hash(brand: Brand) -> None:
    """A17: an unknown prefix, a revoked and an ended key take the time of a wrong secret."""
    live, key = credentials.create_api_key(brand, "Live")
    revoked, dead = credentials.create_api_key(brand, "Revoked")
    credentials.revoke(revoked)
    _, over = credentials.create_api_key(brand, "Over", expires_at=timezone.now())
    wrong = f"{live.prefix}.{keys.new_key().secret}"
    for text in (wrong, str(keys.new_key()), str(dead), str(over)):
        with patch("hmac.compare_digest", wraps=keys.hmac.compare_digest) as compared:
            assert credentials.api_key_in(text) is None
        [call] = compared.call_args_list
        assert {len(argument) for argument in call.args} == {64}
    assert credentials.api_key_in(str(key)) == live


def test_an_empty_hash_matches_no_secret() -> None:
    assert not keys.matches("", "")
    assert not keys.matches(keys.new_key().secret, "")


def test_the_last_use_is_written_once_a_minute(brand: Brand, django_assert_num_queries: Any) -> None:
    row, _ = credentials.create_api_key(brand, "Live")
    with time_machine.travel(NOON, tick=False):
        credentials.note_use(row.pk)
    with time_machine.travel(NOON + timedelta(seconds=59), tick=False):
        credentials.note_use(row.pk)
        row.refresh_from_db()
        assert row.last_used_at == NOON
        assert not credentials.is_use_news(row)
    with time_machine.travel(NOON + timedelta(seconds=61), tick=False):
        assert credentials.is_use_news(row)
        credentials.note_use(row.pk)
        row.refresh_from_db()
        assert row.last_used_at == NOON + timedelta(seconds=61)
