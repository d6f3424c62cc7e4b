"""A20: sessions. Fixed before the login, old, idle, ended elsewhere: none of them opens the admin."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agents import browsers, upkeep
from agents.models import Brand, SignIn
from tests.admin_builders import a_client
from tests.builders import a_body, an_agent, an_api_key
from tests.sign_in_builders import HOME, LOGIN, PASSWORD, a_person_with_password, is_in, log_in, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]
ROOT = Path(__file__).resolve().parent.parent
START = "2026-03-02 10:00:00+00:00"
NEW = "nine quiet lamps wander"


def cookie_of(client: Client) -> str:
    return client.cookies["sessionid"].value


def with_cookie(value: str) -> Client:
    client = Client()
    client.cookies["sessionid"] = value
    return client


# New keys


def test_a_key_that_was_fixed_before_the_login_is_worth_nothing_after(person: User) -> None:
    """A20: session fixation."""
    victim = Client()
    session = victim.session
    session["planted"] = True
    session.save()
    fixed = session.session_key
    victim.cookies["sessionid"] = fixed
    log_in(victim, person)
    assert cookie_of(victim) != fixed
    assert is_in(victim)
    assert not is_in(with_cookie(fixed))
    assert not Session.objects.filter(session_key=fixed).exists()


@pytest.mark.parametrize("made_up", ["", "a" * 32, "../../etc/passwd", "'; DROP TABLE--", "x" * 5000])
def test_a_key_that_nobody_gave_out_is_never_taken_over(person: User, made_up: str) -> None:
    client = with_cookie(made_up)
    log_in(client, person)
    assert cookie_of(client) != made_up
    assert not is_in(with_cookie(made_up))


def test_after_leaving_the_session_is_dead_and_the_browser_is_told_to_forget(person: User) -> None:
    """A20: the cookie of before the logout opens nothing."""
    client = logged_in(person)
    assert is_in(client)
    kept = cookie_of(client)
    answer = client.post(reverse("admin:logout"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(client)
    assert not is_in(with_cookie(kept))
    assert not SignIn.objects.exists()
    assert not Session.objects.filter(session_key=kept).exists()


def test_a_login_is_one_row_from_its_own_request_on(brand: Brand, person: User) -> None:
    client = logged_in(person)
    [row] = SignIn.objects.all()
    assert client.session["sign_in"] == str(row.pk)
    assert is_in(client)
    assert SignIn.objects.get() == row


def test_who_logs_in_as_somebody_else_is_no_longer_the_former(brand: Brand, person: User) -> None:
    other = a_person_with_password(brand)
    client = logged_in(person)
    kept = cookie_of(client)
    log_in(client, other)
    assert [row.user for row in SignIn.objects.all()] == [other]
    assert not is_in(with_cookie(kept))
    assert is_in(client)


def test_leaving_takes_a_form(person: User) -> None:
    client = logged_in(person)
    assert client.get(reverse("admin:logout")).status_code == 405
    assert is_in(client)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)
    assert strict.post(reverse("admin:logout")).status_code == 403
    assert is_in(strict)


# Ends


@pytest.mark.parametrize(("minutes", "still"), [(59, True), (60, True), (61, False), (600, False)])
def test_after_an_hour_without_a_page_it_is_over(person: User, minutes: int, still: bool) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = logged_in(person)
        is_in(client)
        clock.shift(timedelta(minutes=minutes))
        assert is_in(client) is still


def test_one_that_is_over_leaves_nothing(person: User) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = logged_in(person)
        is_in(client)
        clock.shift(timedelta(minutes=61))
        assert not is_in(client)
        assert not SignIn.objects.exists()
        assert "_auth_user_id" not in client.session
        assert "You are logged out" in client.get(LOGIN).content.decode()


def test_after_a_working_day_it_is_over_however_busy_it_was(person: User) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = logged_in(person)
        for number in range(16):
            assert is_in(client)
            session = client.session
            session["number"] = number  # as a page does that notes something: Django's own end moves with it
            session.save()
            clock.shift(timedelta(minutes=30))
        assert is_in(client)
        clock.shift(timedelta(minutes=1))
        assert Session.objects.get().expire_date > timezone.now()
        assert not is_in(client)


@pytest.mark.parametrize(("back", "still"), [(1, True), (4, True), (30, False), (24 * 60, False)])
def test_a_clock_that_was_wrong_makes_no_sign_in_endless(person: User, back: int, still: bool) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = logged_in(person)
        is_in(client)
        clock.shift(-timedelta(minutes=back))
        assert is_in(client) is still


def test_reading_pages_is_noted_once_a_minute(person: User, django_assert_max_num_queries) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = logged_in(person)
        is_in(client)
        clock.shift(timedelta(seconds=59))
        is_in(client)
        assert SignIn.objects.get().seen_at.isoformat().startswith("2026-03-02T10:00:00")
        clock.shift(timedelta(seconds=2))
        is_in(client)
        assert SignIn.objects.get().seen_at.isoformat().startswith("2026-03-02T10:01:01")


def change_password(client: Client, **fields: str):
    posted = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW, **fields}
    return client.post("/admin/password_change/", posted)


def test_a_changed_password_ends_all_other_sign_ins(person: User) -> None:
    here, elsewhere, third = logged_in(person), logged_in(person), logged_in(person)
    assert all(map(is_in, (here, elsewhere, third)))
    before = cookie_of(here)
    assert change_password(here)["Location"] == "/admin/account/"
    assert is_in(here)
    assert not is_in(elsewhere)
    assert not is_in(third)
    assert not is_in(with_cookie(before))
    assert SignIn.objects.count() == 1
    assert log_in(Client(), person, NEW).status_code == 302


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"old_password": "wrong"}, "This is not your password."),
        ({"old_password": ""}, "Write the password that you log in with."),
        ({"new_password1": "short", "new_password2": "short"}, "too short"),
        ({"new_password1": "Password1234!", "new_password2": "Password1234!"}, "would be guessed soon"),
        ({"new_password2": "another one entirely"}, "match"),
    ],
)
def test_a_password_is_changed_by_who_knows_the_old_one(person: User, fields: dict[str, str], words: str) -> None:
    client, elsewhere = logged_in(person), logged_in(person)
    html = change_password(client, **fields).content.decode()
    assert words in html
    assert NEW not in html
    assert is_in(elsewhere)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize("field", ["is_active", "is_staff"])
def test_a_closed_account_is_out_at_once_and_stays_out_when_it_is_opened_again(person: User, field: str) -> None:
    theirs, operator = logged_in(person), a_client(a_person_with_password(is_superuser=True))
    assert is_in(theirs)
    url = reverse("admin:auth_user_change", args=[person.pk])
    names = {"username": person.username, "is_active": "on", "is_staff": "on"}
    inline = {f"memberships-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    assert operator.post(url, {n: v for n, v in {**names, **inline}.items() if n != field}).status_code == 302
    assert not is_in(theirs)
    assert operator.post(url, {**names, **inline}).status_code == 302
    assert not is_in(theirs)
    assert is_in(logged_in(person))


def test_a_password_set_by_an_operator_ends_all_sign_ins(person: User) -> None:
    theirs, operator = logged_in(person), a_client(a_person_with_password(is_superuser=True))
    is_in(theirs)
    url = reverse("admin:auth_user_password_change", args=[person.pk])
    assert operator.post(url, {"password1": NEW, "password2": NEW, "usable_password": "true"}).status_code == 302
    assert not is_in(theirs)
    assert not SignIn.objects.filter(user=person).exists()


# Where you are logged in


def test_people_see_where_they_are_logged_in_and_end_it(person: User) -> None:
    phone = Client(headers={"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1"})
    log_in(phone, person)
    is_in(phone)
    here, third = logged_in(person), logged_in(person)
    assert is_in(here)
    assert is_in(third)
    html = here.get("/admin/account/").content.decode()
    assert "Safari on iPhone" in html
    assert html.count("(here)") == 1
    row = SignIn.objects.get(browser="Safari on iPhone")
    for wrong in ({}, {"password": "not the one"}):
        here.post(reverse("end_sign_in", args=[row.pk]), wrong)
        here.post(reverse("end_other_sign_ins"), wrong)
    assert is_in(phone)
    assert is_in(third)
    here.post(reverse("end_sign_in", args=[row.pk]), {"password": PASSWORD})
    assert not is_in(phone)
    assert is_in(third)
    here.post(reverse("end_other_sign_ins"), {"password": PASSWORD})
    assert not is_in(third)
    assert is_in(here)


def test_an_operator_ends_somebodys_logins(person: User) -> None:
    theirs, operator = logged_in(person), a_client(a_person_with_password(is_superuser=True))
    is_in(theirs)
    posted = {"action": "end_sign_ins", "_selected_action": [person.pk]}
    answer = operator.post(reverse("admin:auth_user_changelist"), posted, follow=True)
    assert "1 logins were ended." in answer.content.decode()
    assert not is_in(theirs)


def test_nobody_ends_or_sees_somebody_elses(brand: Brand, person: User) -> None:
    theirs, other = logged_in(person), logged_in(a_person_with_password(brand))
    is_in(theirs)
    row = SignIn.objects.get(user=person)
    assert str(row.pk) not in other.get("/admin/account/").content.decode()
    assert other.post(reverse("end_sign_in", args=[row.pk]), {"password": PASSWORD}).status_code == 404
    other.post(reverse("end_other_sign_ins"), {"password": PASSWORD})
    assert is_in(theirs)


def test_the_page_is_there_for_one_who_belongs_to_no_brand() -> None:
    assert logged_in(a_person_with_password()).get("/admin/account/").status_code == 200


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537 Edg/130", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) Gecko Firefox/130.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari", "Chrome on Android"),
        ("<script>alert(1)</script>", "Unknown browser"),
        ("", "Unknown browser"),
        ("curl/8", "Unknown browser"),
    ],
)
def test_a_browser_has_a_name_of_ours_alone(said: str, name: str) -> None:
    assert browsers.name_of(said) == name


@pytest.mark.parametrize("planted", ["", "x", 5, None, "6e0e1d5c-52a5-4a0e-9a43-6f1f6c1f7d01", ["a"]])
def test_a_session_that_names_no_sign_in_of_this_person_is_over(person: User, planted: object) -> None:
    client = logged_in(person)
    assert is_in(client)
    session = client.session
    session["sign_in"] = planted
    session.save()
    assert not is_in(client)
    assert is_in(logged_in(person))


def test_old_sessions_and_sign_ins_are_forgotten(person: User) -> None:
    is_in(logged_in(person))
    upkeep.tidy(timezone.now() + timedelta(hours=7))
    assert (SignIn.objects.count(), Session.objects.count()) == (1, 1)
    upkeep.tidy(timezone.now() + timedelta(hours=9))
    assert (SignIn.objects.count(), Session.objects.count()) == (0, 0)


# Only the admin has them


def test_the_api_and_the_storefront_set_no_cookie_and_look_nobody_up(brand: Brand, person: User) -> None:
    agent, key = an_agent(brand), an_api_key(brand)
    client = logged_in(person)
    is_in(client)
    rows = list(SignIn.objects.values_list("pk", "seen_at"))
    doors = [
        lambda: client.get("/api/v1/agents/", headers={"Authorization": f"Api-Key {key}"}),
        lambda: client.post(
            f"/api/v1/agents/{agent.pk}/decisions/",
            json.dumps(a_body()),
            content_type="application/json",
            headers={"Authorization": f"Api-Key {key}"},
        ),
        lambda: client.get("/storefront/v1/launches/nothing/"),
        lambda: client.get("/storefront/v1/handoff.js"),
        lambda: client.get("/healthz"),
        lambda: client.get("/readyz"),
    ]
    with time_machine.travel(timezone.now() + timedelta(minutes=30)):
        for door in doors:
            answer = door()
            assert answer.status_code < 500
            assert not answer.cookies
            assert "Cookie" not in answer.headers.get("Vary", "")
    assert list(SignIn.objects.values_list("pk", "seen_at")) == rows


def test_a_health_check_costs_no_query(person: User, django_assert_num_queries) -> None:
    client = logged_in(person)
    with django_assert_num_queries(0):
        client.get("/healthz")


COOKIES = """
import django, json, sys
django.setup()
from django.conf import settings
names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
         "SESSION_COOKIE_PATH", "SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN",
         "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE",
         "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY", "TWO_FACTOR_REQUIRED")
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


@pytest.mark.parametrize("https", [True, False])
def test_with_https_the_cookies_belong_to_this_host_alone_and_a_second_step_is_asked_for(
    tmp_path: Path, https: bool
) -> None:
    environ = {"HTTPS": str(int(https)), "LOCAL_DIR": str(tmp_path), "DATABASE_URL": "sqlite://:memory:"}
    done = subprocess.run(
        [sys.executable, "-c", COOKIES],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "handoff_project.settings", **environ},
        capture_output=True,
        text=True,
        check=True,
    )
    said = json.loads(done.stdout)
    prefix = "__Host-" if https else ""
    assert said == {
        "SESSION_COOKIE_NAME": f"{prefix}sessionid",
        "CSRF_COOKIE_NAME": f"{prefix}csrftoken",
        "SESSION_COOKIE_SECURE": https,
        "CSRF_COOKIE_SECURE": https,
        "SESSION_COOKIE_PATH": "/",
        "SESSION_COOKIE_DOMAIN": None,
        "CSRF_COOKIE_DOMAIN": None,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "TWO_FACTOR_REQUIRED": https,
    }


def test_the_cookie_that_a_browser_gets_is_out_of_reach_for_scripts(person: User) -> None:
    client = Client()
    client.get(LOGIN)
    log_in(client, person)
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["domain"], cookie["path"]) == (True, "Lax", "", "/")
    assert client.get(HOME)["Cache-Control"].find("no-store") >= 0
