"""What people type in to prove who they are: at the login, at the second step, and before they change either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from agents import attempts, second_step, wrong_tries
from agents.look import LoginForm
from agents.people_forms import NewPasswordForm
from agents.tasks import wake_telling

WRONG_LOGIN = "There is no account with this username and this password. Capital and small letters matter."
WRONG_PASSWORD = "This is not your password."  # noqa: S105 # nosec B105 # words of a page
WRONG_CODE = "This code is not right, or was used already. Wait for the next one on your phone, then write that."
WRONG = {attempts.PASSWORD: WRONG_PASSWORD, attempts.CODE: WRONG_CODE}
LOCKED = "Too many wrong tries. Nothing is tried any more for now: come back in {wait}."
CODE_HELP = "The six digits that the app on your phone shows now."


class SignInForm(LoginForm):
    """Says the same whether or not there is such an account, and takes as long."""

    error_messages = {**LoginForm.error_messages, "invalid_login": WRONG_LOGIN}

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(attempts.bare(request) if request else request, *args, **kwargs)

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        """A right password of an account that opens nothing is answered, counted and noted like a wrong one."""
        if not (user.is_active and getattr(user, "is_staff", False)):
            raise self.get_invalid_login_error()

    def get_invalid_login_error(self) -> ValidationError:
        if self.request is None:
            return ValidationError(WRONG_LOGIN, code="invalid_login")
        who, nth = self._who(), getattr(self.request, "nth_try", 0)
        if nth:
            person = User.objects.filter(username=who["username"]).first()
            _note(self.request, who, person, nth)
        if attempts.is_locked(self.request, who):
            return locked_out(self.request, who)
        return ValidationError(WRONG_LOGIN, code="invalid_login")

    def _who(self) -> attempts.Credentials:
        return attempts.credentials_of(attempts.PASSWORD, self.cleaned_data.get("username", ""))


class _OwnForm(forms.Form):
    """Of a person who is known: their password or code is compared, and counted where it is wrong."""

    def __init__(self, request: HttpRequest, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.person = request, user


class CodeForm(_OwnForm):
    code = forms.CharField(
        label="Code",
        max_length=60,
        help_text=f"{CODE_HELP} Or one of your recovery codes.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}),
        error_messages={"required": "Write the code."},
    )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        counted(self.request, self.person, attempts.CODE, self._fits, code)
        return code

    def _fits(self, code: str) -> bool:
        return second_step.takes(self.person, code, timezone.now())


class AgainForm(_OwnForm):
    """The password once more: who found an open browser does not know it."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Write your password."},
    )

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        check_password(self.request, self.person, password)
        return password


class ProofForm(AgainForm, CodeForm):
    """Both once more, before the second step is changed."""

    field_order = ("password", "code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.pop("autofocus")

    def clean_code(self) -> str:
        """A code is used up by being tried: not while the password is wrong."""
        return str(self.cleaned_data["code"]) if "password" in self.errors else super().clean_code()


class SetUpForm(ProofForm):
    """The first code of a phone: `recovery_codes` are there once it was right."""

    recovery_codes: list[str] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = CODE_HELP

    def _fits(self, code: str) -> bool:
        seed = second_step.seed_to_set_up(self.request)
        self.recovery_codes = second_step.confirm(self.person, seed, code, timezone.now())
        return self.recovery_codes is not None


class OwnPasswordForm(NewPasswordForm):
    field_order = ("old_password", "new_password1", "new_password2")
    old_password = forms.CharField(
        label="Your password until now",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": "Write the password that you log in with."},
    )

    def __init__(self, request: HttpRequest, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        password = str(self.cleaned_data["old_password"])
        check_password(self.request, self.user, password)
        return password

    def validate_password_for_user(self, user: User, password_field_name: str = "") -> None:  # nosec B107 # a field
        """Thinking about a new one takes a while: only for who knows the old one."""
        if "old_password" not in self.errors:
            super().validate_password_for_user(user, password_field_name)


def check_password(request: HttpRequest, user: User, password: str) -> None:
    counted(request, user, attempts.PASSWORD, user.check_password, password)


def counted(request: HttpRequest, user: User, kind: str, fits: Callable[[str], bool], given: str) -> None:
    """Raises where it does not fit, and where somebody is locked out: then it is not even tried."""
    who = attempts.credentials_of(kind, str(user.pk) if kind == attempts.CODE else user.get_username())
    nth = attempts.begin(request, who)
    if not nth:
        raise locked_out(request, who)
    if not fits(given):
        _note(request, who, user, nth)
        raise locked_out(request, who) if attempts.is_locked(request, who) else ValidationError(WRONG[kind])
    attempts.succeeded(request, who)


def _note(request: HttpRequest, who: attempts.Credentials, person: User | None, nth: int) -> None:
    wake_telling(wrong_tries.note(who["kind"], person, was_last=attempts.failed(request, who, nth)))


def locked_out(request: HttpRequest, who: attempts.Credentials) -> ValidationError:
    return ValidationError(LOCKED.format(wait=attempts.wait_in_words(request, who)), code="locked_out")
