"""A20: guessing is stopped, and who guesses learns nothing: not whether there is such an account, nor by the time."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from redis.exceptions import ConnectionError

from agents import attempts, second_step, upkeep
from agents.models import Action, AuditEntry, Brand
from handoff_project.log_lines import PlainLines
from tests.admin_builders import a_client
from tests.audit_builders import worker_tells
from tests.sign_in_builders import (
    ASK,
    LOGIN,
    PASSWORD,
    a_person_with_password,
    code_of,
    is_in,
    log_in,
    logged_in,
    with_phone,
    wrong_code,
)

pytestmark = pytest.mark.django_db
WRONG = "There is no account with this username and this password."
LOCKED = re.compile(r"Too many wrong tries\. Nothing is tried any more for now: come back in (\d+ minutes|a minute)\.")


class Counting(MD5PasswordHasher):
    """Django's own, which says how often a password was hashed."""

    algorithm = "counting"
    done = 0

    def encode(self, password, salt):
        Counting.done += 1
        return super().encode(password, salt).replace("md5$", "counting$", 1)

    def decode(self, encoded):
        return super().decode(encoded)


@pytest.fixture(autouse=True)
def _quick(settings) -> None:
    settings.PASSWORD_HASHERS = ["tests.test_lock_out.Counting"]
    cache.clear()


def said(answer) -> str:
    html = answer.content.decode()
    found = LOCKED.search(html)
    return found[0] if found else (WRONG if WRONG in html else "")


def tries(name: str, times: int, password: str = "not the one", **extra: str) -> list[str]:
    return [said(Client().post(LOGIN, {"username": name, "password": password}, **extra)) for _ in range(times)]


def test_twenty_wrong_passwords_lock_out_also_the_right_one(person: User) -> None:
    """A20."""
    answers = tries(person.username, 20)
    assert answers[:9] == [WRONG] * 9
    assert all(LOCKED.fullmatch(answer) for answer in answers[9:])
    client = Client()
    assert "15 minutes" in said(log_in(client, person)) or "16 minutes" in said(log_in(client, person))
    assert not is_in(client)


def test_an_unknown_name_is_answered_word_for_word_the_same(person: User) -> None:
    """A20: no one learns who has an account. The page differs in the name that was typed alone."""
    unknown = "nobody@example.com"
    pages = []
    for name in (person.username, unknown):
        bodies = [
            Client().post(LOGIN, {"username": name, "password": "not the one"}).content.decode() for _ in range(12)
        ]
        pages.append([re.sub(r'value="[A-Za-z0-9]{64}"', "", body).replace(name, "NAME") for body in bodies])
    assert pages[0] == pages[1]


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": False}])
def test_a_closed_account_is_answered_the_same_also_for_the_right_password(person: User, fields) -> None:
    User.objects.filter(pk=person.pk).update(**fields)
    answers = tries(person.username, 11, PASSWORD)
    assert answers[:9] == [WRONG] * 9
    assert all(LOCKED.fullmatch(answer) for answer in answers[9:])


def test_as_much_is_hashed_for_an_unknown_name_and_nothing_for_who_is_locked_out(person: User, settings) -> None:
    """A20: the time tells of no account, since nearly all of it is hashing; and trying on costs little."""
    settings.AXES_FAILURE_LIMIT = 2
    work = []
    for name in (person.username, "nobody@example.com"):
        for _ in range(4):
            before = Counting.done
            tries(name, 1)
            work.append(Counting.done - before)
    assert work == [1, 1, 0, 0] * 2


def test_as_much_is_asked_of_the_database_for_a_locked_out_name_that_nobody_has(person: User) -> None:
    asked = []
    for name in (person.username, "nobody@example.com"):
        tries(name, 10)
        with CaptureQueriesContext(connection) as queries:
            tries(name, 1, PASSWORD)
        asked.append([re.sub(r"'[^']*'", "?", query["sql"]) for query in queries.captured_queries])
    assert asked[0] == asked[1]


def test_the_lock_opens_by_itself_and_trying_on_does_not_make_it_longer(person: User) -> None:
    with time_machine.travel("2026-03-02 10:00:00+00:00", tick=False) as clock:
        tries(person.username, 10)
        clock.shift(timedelta(minutes=14))
        assert tries(person.username, 3) == [LOCKED_FOR.format(wait="2 minutes")] * 3
        clock.shift(timedelta(minutes=1, seconds=1))
        client = Client()
        log_in(client, person)
        assert is_in(client)


LOCKED_FOR = "Too many wrong tries. Nothing is tried any more for now: come back in {wait}."


def test_a_right_password_forgets_the_wrong_ones(person: User) -> None:
    tries(person.username, 9)
    assert is_in(logged_in(person))
    assert tries(person.username, 9) == [WRONG] * 9


@pytest.mark.parametrize("spelt", ["PERSON", " {name} ", "{name}"])
def test_another_spelling_is_the_same_person(person: User, spelt: str) -> None:
    name = person.username.upper() if spelt == "PERSON" else spelt.format(name=person.username)
    tries(name, 10)
    assert LOCKED.fullmatch(said(log_in(Client(), person)))


# From where


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2", True),
    ],
)
def test_a_person_is_locked_out_from_one_network(person: User, first: str, second: str, same: bool) -> None:
    """A colleague elsewhere is not locked out by somebody who guesses; nobody gets round it within their own /64."""
    tries(person.username, 10, REMOTE_ADDR=first)
    answer = said(log_in(Client(), person, REMOTE_ADDR=second))
    assert bool(LOCKED.fullmatch(answer)) is same


def test_the_address_behind_a_proxy_is_the_one_that_the_proxy_wrote(person: User, settings) -> None:
    """A7: what the caller writes into the header itself changes nothing."""
    for number in range(10):
        tries(person.username, 1, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    assert LOCKED.fullmatch(said(log_in(Client(), person, REMOTE_ADDR="10.0.0.1")))
    AccessAttempt.objects.all().delete()
    settings.BEHIND_PROXY = True
    for number in range(10):
        tries(person.username, 1, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 203.0.113.9")
    assert LOCKED.fullmatch(said(log_in(Client(), person, HTTP_X_FORWARDED_FOR="203.0.113.9")))
    assert log_in(Client(), person, HTTP_X_FORWARDED_FOR="203.0.113.10").status_code == 302


@pytest.mark.parametrize("address", ["", "nonsense", "unix:", "1.2.3.4.5"])
def test_an_address_that_is_none_is_no_fault(person: User, address: str) -> None:
    tries(person.username, 10, REMOTE_ADDR=address)
    assert LOCKED.fullmatch(said(log_in(Client(), person, REMOTE_ADDR=address)))
    assert AccessAttempt.objects.get().ip_address == "::", "one row, also of many that come at once"


def test_a_network_that_tries_many_names_is_locked_out(person: User, settings) -> None:
    settings.LOCK_OUT_NETWORK_AFTER = 30
    for number in range(30):
        tries(f"person{number}@elsewhere.example", 1, REMOTE_ADDR="192.0.2.7")
    assert LOCKED.fullmatch(said(log_in(Client(), person, REMOTE_ADDR="192.0.2.7")))
    assert log_in(Client(), person, REMOTE_ADDR="192.0.2.8").status_code == 302


def test_nothing_is_hashed_for_a_network_that_is_locked_out(person: User, settings) -> None:
    """No name matters there, so the time tells of none; and a flood costs little."""
    settings.LOCK_OUT_NETWORK_AFTER = 3
    for number in range(3):
        tries(f"person{number}@elsewhere.example", 1)
    before = Counting.done
    for name in (person.username, "nobody@example.com"):
        assert LOCKED.fullmatch(tries(name, 1, PASSWORD)[0])
    assert Counting.done == before


# Many at once: fewer than a process has connections, so that none waits for another's


AT_ONCE, LIMIT = 8, 4


def at_once(act: Callable[[int], object]) -> None:
    def acts(which: int) -> None:
        try:
            act(which)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(acts, range(AT_ONCE)))


def comparing_takes_long(patch: pytest.MonkeyPatch, owner: object, name: str) -> list[str]:
    """What was compared. All that come at once are being compared before the first of them is known to be wrong."""
    compared: list[str] = []

    def compares(*given: object) -> bool:
        compared.append(str(given[1]))
        time.sleep(1)
        return False

    patch.setattr(owner, name, compares)
    return compared


def audited_of(person: User) -> list[str]:
    worker_tells()
    return list(AuditEntry.objects.filter(object_id=str(person.pk)).values_list("action", flat=True))


@pytest.mark.django_db(transaction=True)
def test_of_many_codes_at_once_no_more_are_compared_than_one_after_another(person: User, settings, monkeypatch) -> None:
    """From as many networks, since codes are counted wherever they come from."""
    settings.AXES_FAILURE_LIMIT = LIMIT
    with_phone(person)
    clients = [logged_in(person) for _ in range(AT_ONCE)]
    compared = comparing_takes_long(monkeypatch, second_step, "takes")
    at_once(lambda n: clients[n].post(ASK, {"code": f"{n:06}"}, REMOTE_ADDR=f"192.0.2.{n}"))
    assert len(compared) == LIMIT
    assert audited_of(person).count(Action.LOCKED_OUT) == 1
    assert LOCKED.search(clients[0].post(ASK, {"code": "123456"}).content.decode())


@pytest.mark.django_db(transaction=True)
def test_of_many_passwords_at_once_no_more_are_compared_than_one_after_another(
    person: User, settings, monkeypatch
) -> None:
    settings.AXES_FAILURE_LIMIT = LIMIT
    compared = comparing_takes_long(monkeypatch, User, "check_password")
    at_once(lambda n: tries(person.username, 1, f"password {n}"))
    assert len(compared) == LIMIT
    assert audited_of(person).count(Action.LOCKED_OUT) == 1
    assert LOCKED.fullmatch(tries(person.username, 1)[0])


def test_a_try_that_comes_between_looking_and_counting_is_not_compared(person: User, monkeypatch) -> None:
    """Each of many saw that one more was left, as no test with threads can promise."""
    request, who = RequestFactory().post("/"), attempts.credentials_of(attempts.CODE, str(person.pk))
    monkeypatch.setattr(attempts, "is_locked", lambda *_args: False)
    assert [attempts.begin(request, who) for _ in range(12)] == [*range(1, 11), 0, 0]


@pytest.mark.django_db(transaction=True)
def test_a_try_beside_a_right_one_is_the_first_again(person: User) -> None:
    """What was counted is forgotten, and this one is counted: neither is it lost, nor is somebody locked out by it."""
    request, who = RequestFactory().post("/"), attempts.credentials_of(attempts.PASSWORD, person.username)
    assert attempts.begin(request, who) == 1
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            attempts.succeeded(request, who)
            beside = pool.submit(begun, request, who)
            wait([beside], timeout=1)
        assert beside.result(timeout=20) == 1


def begun(request: HttpRequest, who: attempts.Credentials) -> int:
    try:
        return attempts.begin(request, who)
    finally:
        connections.close_all()


# Codes


def test_wrong_codes_lock_out_wherever_they_come_from(person: User) -> None:
    """A20: who is asked for a code knows the password, so here the person alone is counted."""
    with_phone(person)
    for number in range(10):
        client = Client()
        log_in(client, person, REMOTE_ADDR=f"192.0.2.{number}")
        answer = client.post(ASK, {"code": wrong_code(person)}, REMOTE_ADDR=f"192.0.2.{number}")
    assert LOCKED.search(answer.content.decode())
    client = logged_in(person)
    assert LOCKED.search(client.post(ASK, {"code": code_of(person)}).content.decode())
    assert not is_in(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        later = logged_in(person)
        later.post(ASK, {"code": code_of(person)})
        assert is_in(later)


def test_logging_in_again_does_not_forget_wrong_codes(person: User) -> None:
    with_phone(person)
    for _ in range(10):
        logged_in(person).post(ASK, {"code": wrong_code(person)})
    assert LOCKED.search(logged_in(person).post(ASK, {"code": code_of(person)}).content.decode())


def test_nobody_locks_out_somebodys_codes_by_a_name(person: User) -> None:
    with_phone(person)
    tries(str(person.pk), 15)
    client = logged_in(person)
    client.post(ASK, {"code": code_of(person)})
    assert is_in(client)


@pytest.mark.parametrize(
    ("page", "field"), [("/admin/password_change/", "old_password"), ("/admin/second-step/set-up/", "password")]
)
def test_a_password_is_not_guessed_on_other_pages_either(person: User, page: str, field: str) -> None:
    client = logged_in(person)
    for _ in range(10):
        answer = client.post(page, {field: "not the one", "code": "1"})
    assert LOCKED.search(answer.content.decode())
    assert LOCKED.search(client.post(page, {field: PASSWORD, "code": "1"}).content.decode())


# What is kept, and said


def test_nothing_that_was_typed_is_kept_and_nothing_grows(person: User) -> None:
    secret = "password-in-the-wrong-field"
    for number in range(12):
        Client().post(
            f"{LOGIN}?next=/admin/join/token-of-an-invitation/",
            {"username": secret, "password": "p-canary", "x": "y" * 1000},
            headers={"User-Agent": f"Browser {number}", "Accept": "canary/accept"},
        )
    [row] = AccessAttempt.objects.all()
    kept = " ".join(str(value) for value in vars(row).values())
    for words in (secret, "p-canary", "token-of", "yyy", "Browser", "canary", "next"):
        assert words not in kept
    assert row.failures_since_start == 10
    assert len(kept) < 800
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("name", ["a\r\nINFO all is well", "\x1b[31mred", "\u202eevil", "a@example.com", "😀" * 100])
def test_a_failure_is_logged_on_one_line_that_holds_nothing_typed(caplog, name: str) -> None:
    caplog.set_level(logging.DEBUG)
    answer = tries(name, 11, "p-canary")
    lines = [PlainLines(with_texts=False).format(record) for record in caplog.records]
    assert any("A wrong password:" in line and "from 127.0.0.1" in line for line in lines)
    assert any("Locked out: password:" in line for line in lines)
    for line in lines:
        assert "p-canary" not in line
        assert name not in line
        assert len(line.splitlines()) == 1
    assert LOCKED.fullmatch(answer[-1])


@pytest.mark.parametrize("name", ["\x00", "x" * 100_000, "'; DROP TABLE auth_user;--", "<script>alert(1)</script>"])
def test_hostile_names_are_only_wrong_ones(name: str) -> None:
    answer = Client().post(LOGIN, {"username": name, "password": "\x00" * 10})
    assert answer.status_code == 200
    assert "<script>alert(1)" not in answer.content.decode()


def test_old_failures_are_forgotten(person: User) -> None:
    tries(person.username, 3)
    upkeep.tidy(timezone.now())
    assert AccessAttempt.objects.count() == 1
    upkeep.tidy(timezone.now() + timedelta(minutes=16))
    assert not AccessAttempt.objects.exists()


def test_nobody_has_pages_about_them(brand: Brand) -> None:
    """They are of all Brands."""
    for fields in ({}, {"is_superuser": True}):
        client = a_client(a_person_with_password(brand, **fields))
        assert client.get("/admin/axes/accessattempt/").status_code == 404
        assert "axes" not in client.get("/admin/").content.decode()


def test_while_redis_is_away_people_log_in_and_are_locked_out(person: User, settings) -> None:
    settings.CACHES = {"default": {**settings.REDIS_CACHE, "LOCATION": "redis://127.0.0.1:1/0"}}
    with pytest.raises(ConnectionError):
        cache.set("a", "b")
    assert is_in(logged_in(person))
    assert LOCKED.fullmatch(tries(person.username, 10)[-1])


def test_a_name_is_kept_as_a_hash_with_a_key(settings) -> None:
    request = RequestFactory().post("/")
    first = attempts.name_of(request, {"username": "Ann@Example.com"})
    settings.SECRET_KEY = "another key of this site"
    assert first != attempts.name_of(request, {"username": "ann@example.com"})
    assert "ann" not in first
