"""A20: nobody gets into the admin with the password alone, where a second step is set up or asked for."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agents import second_step, two_factor
from agents.gate import OPEN
from agents.models import Brand, RecoveryCode, Role, SecondStep
from tests.admin_addresses import admin_addresses, filled
from tests.admin_builders import a_client
from tests.sign_in_builders import (
    ASK,
    HOME,
    PASSWORD,
    RECOVERY_CODE,
    SET_UP,
    a_person_with_password,
    code_of,
    first_code,
    is_in,
    key_shown,
    logged_in,
    step_now,
    with_phone,
    wrong_code,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]
NOW = "2026-03-02 10:00:10+00:00"


# Nothing shows before it is done


@pytest.mark.parametrize(("has_phone", "page"), [(True, ASK), (False, SET_UP)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_of_the_admin_leads_to_the_second_step(
    brand: Brand, person: User, settings, has_phone: bool, page: str, method: str
) -> None:
    """A20. Made from the addresses that there are: a new page is under it too."""
    settings.TWO_FACTOR_REQUIRED = True
    if has_phone:
        with_phone(person)
    User.objects.filter(pk=person.pk).update(is_superuser=True)
    client = logged_in(person)
    addresses = [(filled(pattern), name) for pattern, name in admin_addresses() if name not in OPEN]
    assert len(addresses) > 60
    for url, name in addresses:
        answer = getattr(client, method)(url, HTTP_ACCEPT="application/json", HTTP_X_REQUESTED_WITH="XMLHttpRequest")
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, page), (url, name)
        assert "Northwind" not in answer.content.decode()


def test_what_is_open_meanwhile_shows_nothing_of_the_brand(brand: Brand, person: User) -> None:
    with_phone(person)
    client = logged_in(person)
    for name in OPEN - {"password_reset_confirm"}:
        answer = client.get(reverse(name), follow=True)
        assert "Northwind" not in answer.content.decode(), name
    assert answer.status_code in (200, 405)


def test_an_invitation_is_not_accepted_with_the_password_alone(brand: Brand, person: User) -> None:
    with_phone(person)
    answer = logged_in(person).post("/admin/join/some-token/")
    assert (answer.status_code, answer["Location"]) == (302, ASK)


def test_without_the_setting_nobody_is_asked_who_set_up_none(person: User) -> None:
    assert is_in(logged_in(person))


def test_the_way_leads_on_to_where_the_person_wanted_to_go(person: User) -> None:
    with_phone(person)
    client, wanted = logged_in(person), "/admin/agents/brand/people/?a=b"
    asked = client.get(wanted)["Location"]
    assert asked == f"{ASK}?next=%2Fadmin%2Fagents%2Fbrand%2Fpeople%2F%3Fa%3Db"
    assert f'value="{wanted}"' in client.get(asked).content.decode()
    answer = client.post(asked, {"code": code_of(person), "next": wanted})
    assert answer["Location"] == wanted


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "/api/docs/", "x"])
def test_it_leads_nowhere_else(person: User, wanted: str) -> None:
    with_phone(person)
    answer = logged_in(person).post(ASK, {"code": code_of(person), "next": wanted})
    assert answer["Location"] == HOME


@pytest.mark.parametrize("page", [ASK, SET_UP])
def test_leaving_is_possible_on_each_of_the_pages(person: User, settings, page: str) -> None:
    settings.TWO_FACTOR_REQUIRED = True
    if page == ASK:
        with_phone(person)
    client = logged_in(person)
    assert 'action="/admin/logout/"' in client.get(page).content.decode()
    client.post("/admin/logout/")
    assert client.get(page)["Location"].startswith("/admin/login/")


# Setting it up


def test_setting_up_shows_the_picture_the_key_and_once_the_recovery_codes(person: User, settings, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    settings.TWO_FACTOR_REQUIRED = True
    client = logged_in(person)
    answer = client.get(SET_UP)
    html = answer.content.decode()
    assert 'src="data:image/svg+xml' in html
    assert "<script" not in html
    assert "style=" not in html
    assert "no-store" in answer["Cache-Control"]
    before, key = client.session.session_key, key_shown(client)
    shown = client.post(SET_UP, {"password": PASSWORD, "code": first_code(client)})
    codes = RECOVERY_CODE.findall(shown.content.decode())
    assert (len(codes), second_step.recovery_codes_left(person)) == (10, 10)
    assert client.session.session_key != before
    assert is_in(client)
    kept = [str(session.get_decoded()) for session in Session.objects.all()] + list(
        RecoveryCode.objects.values_list("code_hash", flat=True)
    )
    assert not any(key in text or second_step.WAITING_SEED in text for text in [*kept, caplog.text])
    for code in codes:
        assert not any(code in text or code.replace("-", "") in text for text in [*kept, caplog.text])
    assert client.get(SET_UP)["Location"] == "/admin/account/"


def test_the_seed_is_kept_encrypted_and_stays_until_it_is_confirmed(person: User) -> None:
    client = logged_in(person)
    [seed] = {key_shown(client) for _ in range(3)}
    assert client.session[second_step.WAITING_SEED]
    assert seed not in str(dict(client.session.items()))
    client.post(SET_UP, {"password": PASSWORD, "code": first_code(client)})
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM agents_secondstep")
        assert seed not in str(cursor.fetchall())
    assert two_factor.code_at(seed, step_now()) == code_of(person)


def test_who_noted_a_key_with_the_password_alone_has_no_second_step_later(person: User) -> None:
    """A20: each sign-in is shown a key of its own, and the one that is confirmed is the only one that counts."""
    guesser, owner = logged_in(person), logged_in(person)
    noted = key_shown(guesser)
    assert noted != key_shown(owner)
    owner.post(SET_UP, {"password": PASSWORD, "code": first_code(owner)})
    assert is_in(owner)
    SecondStep.objects.filter(user=person).update(last_step=0)
    again = logged_in(person)
    for page in (ASK, SET_UP):
        again.post(page, {"password": PASSWORD, "code": two_factor.code_at(noted, step_now())})
        assert not is_in(again)
    again.post(ASK, {"code": code_of(person)})
    assert is_in(again)


def test_of_two_that_confirm_at_once_the_second_changes_nothing(person: User) -> None:
    with_phone(person)
    kept = SecondStep.objects.get(user=person).seed
    seed = two_factor.new_seed()
    assert second_step.confirm(person, seed, two_factor.code_at(seed, step_now()), timezone.now()) is None
    assert SecondStep.objects.get(user=person).seed == kept


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"password": "wrong", "code": "right"}, "This is not your password."),
        ({"password": PASSWORD, "code": "000"}, "This code is not right"),
        ({"password": PASSWORD, "code": ""}, "Write the code."),
        ({"password": "", "code": "right"}, "Write your password."),
        ({"password": PASSWORD, "code": "A" * 28}, "This code is not right"),
    ],
)
def test_it_takes_the_password_and_a_code_of_the_phone(person: User, posted: dict[str, str], words: str) -> None:
    client = logged_in(person)
    sent = {**posted, "code": first_code(client)} if posted["code"] == "right" else posted
    html = client.post(SET_UP, sent).content.decode()
    assert words in html
    assert 'autocomplete="one-time-code"' in html
    assert not second_step.confirmed(person)
    assert not RecoveryCode.objects.exists()


def test_a_seed_that_no_key_opens_any_more_is_made_anew(person: User, settings) -> None:
    client = logged_in(person)
    first = key_shown(client)
    settings.FIELD_ENCRYPTION_KEYS = ["MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="]
    assert key_shown(client) != first


# Codes


@pytest.mark.parametrize("late", [-1, 0, 1])
@time_machine.travel(NOW, tick=False)
def test_a_code_of_a_neighbouring_step_is_taken_once(person: User, late: int) -> None:
    with_phone(person)
    code = code_of(person, late)
    first, second = logged_in(person), logged_in(person)
    assert first.post(ASK, {"code": code}).status_code == 302
    assert is_in(first)
    assert "was used already" in second.post(ASK, {"code": code}).content.decode()
    assert not is_in(second)


@pytest.mark.parametrize("late", [-3, -2, 2, 3])
@time_machine.travel(NOW, tick=False)
def test_an_older_or_later_one_is_not(person: User, late: int) -> None:
    with_phone(person)
    client = logged_in(person)
    client.post(ASK, {"code": code_of(person, late)})
    assert not is_in(client)


def test_after_a_clock_that_was_set_back_the_old_codes_stay_used(person: User) -> None:
    with time_machine.travel("2026-03-02 12:00:00+00:00", tick=False):
        with_phone(person)
        assert second_step.takes(person, code_of(person), timezone.now())
    with time_machine.travel("2026-03-02 11:00:00+00:00", tick=False):
        assert not second_step.takes(person, code_of(person), timezone.now())
    with time_machine.travel("2026-03-02 12:01:00+00:00", tick=False):
        assert second_step.takes(person, code_of(person), timezone.now())


def test_somebody_elses_code_opens_nothing(brand: Brand, person: User) -> None:
    other = a_person_with_password(brand)
    with_phone(person)
    codes = with_phone(other)
    client = logged_in(person)
    for code in (code_of(other), codes[0], "", wrong_code(person)):
        client.post(ASK, {"code": code})
        assert not is_in(client)


@pytest.mark.django_db(transaction=True)
def test_of_many_that_send_the_same_code_at_once_one_gets_in(person: User) -> None:
    with_phone(person)
    clients, code = [logged_in(person) for _ in range(6)], code_of(person)

    def sends(client: Client) -> bool:
        try:
            return bool(client.post(ASK, {"code": code}).status_code == 302)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(sends, clients)) == 1
    assert sum(map(is_in, clients)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_that_send_the_same_recovery_code_at_once_one_gets_in(person: User) -> None:
    [code, *_] = with_phone(person)
    clients = [logged_in(person) for _ in range(6)]

    def sends(client: Client) -> bool:
        try:
            return bool(client.post(ASK, {"code": code}).status_code == 302)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(sends, clients)) == 1


def test_a_code_that_another_request_took_meanwhile_is_not_taken_again(person: User) -> None:
    """Both have read the row before either wrote it, as no test with threads can promise."""
    with_phone(person)
    code, rows = code_of(person), [second_step.confirmed(person) for _ in range(2)]
    assert [second_step._is_taken(row, code, timezone.now()) for row in rows if row] == [True, False]


def test_a_recovery_code_opens_once_however_it_is_typed(person: User) -> None:
    [code, other, *_] = with_phone(person)
    first, second = logged_in(person), logged_in(person)
    first.post(ASK, {"code": f" {code.lower().replace('-', ' ')} "})
    assert is_in(first)
    second.post(ASK, {"code": code})
    assert not is_in(second)
    second.post(ASK, {"code": other})
    assert is_in(second)
    assert second_step.recovery_codes_left(person) == 8


def test_while_no_key_opens_the_seed_a_recovery_code_still_does(person: User, settings) -> None:
    [code, *_] = with_phone(person)
    shown = code_of(person)
    settings.FIELD_ENCRYPTION_KEYS = ["MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="]
    client = logged_in(person)
    assert client.post(ASK, {"code": shown}).status_code == 200
    client.post(ASK, {"code": code})
    assert is_in(client)


@pytest.mark.parametrize("code", ["\x00", "'; DROP TABLE--", "<script>", "9" * 10_000, "٣" * 6, "😀" * 6])
def test_hostile_text_is_only_a_wrong_code(person: User, code: str) -> None:
    with_phone(person)
    client = logged_in(person)
    assert client.post(ASK, {"code": code}).status_code == 200
    assert not is_in(client)


def test_the_session_key_of_before_is_worth_nothing_after(person: User) -> None:
    """A20: neither that of before the login, nor that of before the second step."""
    with_phone(person)
    client = logged_in(person)
    before = client.cookies["sessionid"].value
    client.post(ASK, {"code": code_of(person)})
    assert client.cookies["sessionid"].value != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert thief.get(HOME)["Location"].startswith("/admin/login/")


# Changing it


def in_with_phone(person: User) -> tuple[Client, list[str]]:
    codes = with_phone(person)
    client = logged_in(person)
    client.post(ASK, {"code": codes[0]})
    assert is_in(client)
    return client, codes


@pytest.mark.parametrize("page", ["/admin/account/second-step/off/", "/admin/account/second-step/codes/"])
@pytest.mark.parametrize("posted", [{}, {"password": PASSWORD}, {"password": "wrong", "code": "right"}])
def test_changing_it_takes_the_password_and_a_code(person: User, page: str, posted: dict[str, str]) -> None:
    client, codes = in_with_phone(person)
    sent = {**posted, "code": code_of(person)} if "code" in posted else posted
    assert client.post(page, sent).status_code == 200
    assert second_step.confirmed(person)
    assert second_step.takes(person, codes[1], timezone.now())
    assert second_step.takes(person, code_of(person), timezone.now()), "a code is not used up by a wrong password"


def test_renewed_recovery_codes_end_the_old_ones_and_all_else(person: User) -> None:
    client, old = in_with_phone(person)
    elsewhere = logged_in(person)
    elsewhere.post(ASK, {"code": old[1]})
    shown = client.post("/admin/account/second-step/codes/", {"password": PASSWORD, "code": code_of(person)})
    new = RECOVERY_CODE.findall(shown.content.decode())
    assert len(new) == 10
    assert not set(new) & set(old)
    assert is_in(client)
    assert not is_in(elsewhere)
    again = logged_in(person)
    again.post(ASK, {"code": old[2]})
    assert not is_in(again)
    again.post(ASK, {"code": new[0]})
    assert is_in(again)


@pytest.mark.parametrize("required", [True, False])
def test_switching_it_off_ends_all_else_and_asks_for_a_new_one_where_one_is_required(
    person: User, settings, required: bool
) -> None:
    client, codes = in_with_phone(person)
    elsewhere = logged_in(person)
    elsewhere.post(ASK, {"code": codes[1]})
    settings.TWO_FACTOR_REQUIRED = required
    client.post("/admin/account/second-step/off/", {"password": PASSWORD, "code": code_of(person)})
    assert not second_step.confirmed(person)
    assert not RecoveryCode.objects.exists()
    assert is_in(client) is not required
    assert elsewhere.get(HOME)["Location"].startswith("/admin/login/")


# A lost phone


def reset(client: Client, *people: User):
    posted = {"action": "reset_second_step", "_selected_action": [person.pk for person in people]}
    return client.post(reverse("admin:auth_user_changelist"), posted, follow=True)


def test_an_operator_resets_it_for_somebody_else_and_never_for_themselves(person: User) -> None:
    client, _codes = in_with_phone(person)
    operator = a_person_with_password(is_superuser=True)
    theirs, _theirs = in_with_phone(operator)
    assert "ask another operator" in reset(theirs, operator, person).content.decode()
    assert second_step.confirmed(operator)
    assert second_step.confirmed(person)
    assert person.username in reset(theirs, person).content.decode()
    assert not second_step.confirmed(person)
    assert not RecoveryCode.objects.filter(user=person).exists()
    assert not is_in(client)
    assert is_in(theirs)
    assert "set up a second step" in reset(theirs, person).content.decode()


def test_nobody_else_resets_it(brand: Brand, person: User) -> None:
    with_phone(person)
    for role in Role:
        client = a_client(a_person_with_password(brand, role))
        assert reset(client, person).status_code == 403
    assert second_step.confirmed(person)


def test_the_last_operator_is_helped_by_whoever_runs_the_machine(person: User) -> None:
    client, _codes = in_with_phone(person)
    call_command("resetsecondstep", person.username)
    assert not second_step.confirmed(person)
    assert not is_in(client)
    with pytest.raises(CommandError, match="no account"):
        call_command("resetsecondstep", "nobody")
