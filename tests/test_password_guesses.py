"""Which passwords are taken: long ones that nobody would guess, of any characters."""

from __future__ import annotations

import contextlib
import time
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from zxcvbn import zxcvbn

from agents import password_guesses
from agents.password_guesses import HardToGuess
from agents.people_forms import NewPasswordForm
from agents.sign_in_forms import OwnPasswordForm

PERSON = User(username="ann.wood@example.com", email="ann.wood@example.com", first_name="Annabel")


@pytest.mark.parametrize(
    "password",
    [
        "seven green kettles sing",
        "kettle-Sings-42",
        "wörter ohne jeden bezug",
        "四つの静かな青い舟",
        "🐙🦊🐢🦉🐝🦀🐌🦋🐠🦕🐫🦒",
        "no digits no capitals",
        " leading and trailing ",
        "tab\tand\nline end inside",
        "lamp quartz ferry " * 8,
        "x7!" + "harbour violin " * 100,
    ],
)
def test_a_good_password_is_taken_whatever_it_is_made_of(password: str) -> None:
    """No rules of composition, and at least 128 characters."""
    if len(password) >= 12:
        validate_password(password, PERSON)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "too short"),
        ("kettle-Sing", "too short"),
        ("password1234", "too common"),
        ("Password1234!", "would be guessed soon"),
        ("qwertyuiop1234", "would be guessed soon"),
        ("abcabcabcabcabc", "What is repeated is guessed at once."),
        ("a" * 5000, "What is repeated is guessed at once."),
        ("12345678901234", "would be guessed soon"),
        ("handoffsupport", "would be guessed soon"),
        ("annabel12345", "would be guessed soon"),
        ("ann.wood@example.com", "too similar"),
        ("march02031984", "would be guessed soon"),
        ("\x00" * 20, "guessed"),
        ("\ud800" * 20, "guessed"),
    ],
)
def test_one_that_is_guessed_soon_is_refused_in_plain_words(password: str, words: str) -> None:
    with pytest.raises(ValidationError) as raised:
        validate_password(password, PERSON)
    assert words in " ".join(raised.value.messages)


def test_nothing_that_is_typed_takes_long() -> None:
    began = time.perf_counter()
    for password in ("pa5sw0rd@1lqwe" * 50_000, "a1" * 100_000, "([{4l!|" * 10_000, "qwertyuiop" * 10_000):
        with contextlib.suppress(ValidationError):
            HardToGuess().validate(password, User(username="a" * 150, first_name="b" * 150))
    assert time.perf_counter() - began < 5


HOSTILE = "4@8({[<369!1|70$5+%2" * 4


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the library was given."""
    seen: list[str] = []

    def noting(password: str, **told: Any) -> Any:
        seen.extend([password, *told["user_inputs"]])
        return zxcvbn(password, **told)

    monkeypatch.setattr(password_guesses, "zxcvbn", noting)
    return seen


def test_a_few_characters_alone_are_thought_about(looked_at: list[str]) -> None:
    """Each of these could be several letters: of 72 the library would think for seconds."""
    with contextlib.suppress(ValidationError):
        HardToGuess().validate(HOSTILE, User(username=HOSTILE, first_name=HOSTILE))
    assert HOSTILE[:32] in looked_at
    assert max(map(len, looked_at)) == 32


@pytest.mark.django_db
@pytest.mark.parametrize(("old", "is_looked_at"), [("not the one", False), ("seven green kettles sing", True)])
def test_nothing_is_thought_about_for_who_does_not_know_the_old_one(
    looked_at: list[str], old: str, is_looked_at: bool
) -> None:
    user = User(username="ann")
    user.set_password("seven green kettles sing")
    user.save()
    posted = {"old_password": old, "new_password1": HOSTILE, "new_password2": HOSTILE}
    form = OwnPasswordForm(RequestFactory().post("/"), user, posted)
    assert ("old_password" in form.errors) is not is_looked_at
    assert bool(looked_at) is is_looked_at


@pytest.mark.parametrize("user", [None, User(), User(username="")])
def test_it_needs_to_know_nobody(user: User | None) -> None:
    HardToGuess().validate("seven green kettles sing", user)


def test_a_form_says_it_beside_the_field_and_lets_browsers_help() -> None:
    form = NewPasswordForm(PERSON, {"new_password1": "Password1234!", "new_password2": "Password1234!"})
    assert "guessed soon" in str(form.errors["new_password1"])
    html = str(form)
    assert html.count('autocomplete="new-password"') == 2
    assert "maxlength" not in html
    assert "onpaste" not in html
    assert "Password1234!" not in html
