"""The second step of logging in: a code from a phone, or a recovery code. Each counts once, whoever sends it twice."""

from __future__ import annotations

import logging
from datetime import datetime
from enum import Enum

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from agents import audit, ciphers, keys, session_ends, sign_ins, two_factor
from agents.models import Action, RecoveryCode, SecondStep, SignIn

logger = logging.getLogger(__name__)

# In the session: the seed that waits for its first code, encrypted.
WAITING_SEED = "second_step_seed"


class Need(Enum):
    """What a person must still do before anything of the admin shows."""

    NOTHING = "nothing"
    CODE = "code"
    SET_UP = "set up"


def confirmed(user: User) -> SecondStep | None:
    return SecondStep.objects.filter(user=user, confirmed_at__isnull=False).first()


def need_of(user: User, row: SignIn | None) -> Need:
    if row is not None and row.second_step_at:
        return Need.NOTHING
    if confirmed(user):
        return Need.CODE
    return Need.SET_UP if settings.TWO_FACTOR_REQUIRED else Need.NOTHING


def seed_to_set_up(request: HttpRequest) -> str:
    """The same until it is confirmed: who opens the page again, with the phone still in hand, finds it. Each sign-in
    has its own: who noted one with nothing but the password would have the owner's second step later."""
    seed = ciphers.decrypt(request.session.get(WAITING_SEED, ""))
    if seed is None:  # none yet, or no key opens it any more
        seed = two_factor.new_seed()
        request.session[WAITING_SEED] = ciphers.encrypt(seed)
    return seed


@transaction.atomic
def confirm(user: User, seed: str, code: str, now: datetime) -> list[str] | None:
    """The recovery codes in clear: show them once. None where the code is wrong, or another was confirmed before."""
    step = two_factor.step_of(code, seed, now.timestamp(), after=0)
    if step is None:
        return None
    made = {"seed": ciphers.encrypt(seed), "last_step": step, "confirmed_at": now}
    if not SecondStep.objects.get_or_create(user=user, defaults=made)[1]:
        return None
    logger.info("Person %s set up a second step.", user.pk)
    audit.record_of_person(Action.TWO_FACTOR_SET_UP, user)
    return _new_codes(user)


def takes(user: User, typed: str, now: datetime) -> bool:
    if two_factor.looks_like_recovery_code(typed):
        return _is_used_up(user, keys.hash_of(two_factor.plain(typed)), now)
    row = confirmed(user)
    return row is not None and _is_taken(row, typed, now)


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """The old ones are worth nothing any more."""
    audit.record_of_person(Action.RECOVERY_MADE, user)
    return _new_codes(user)


def _new_codes(user: User) -> list[str]:
    codes = two_factor.new_recovery_codes()
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, code_hash=keys.hash_of(two_factor.plain(code))) for code in codes
    )
    return codes


def recovery_codes_left(user: User) -> int:
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


@transaction.atomic
def switch_off(user: User) -> bool:
    """False where there was nothing."""
    RecoveryCode.objects.filter(user=user).delete()
    was_on = SecondStep.objects.filter(user=user).delete()[0]
    logger.info("The second step of person %s is off.", user.pk)
    if was_on:
        audit.record_of_person(Action.TWO_FACTOR_RESET, user)
    return bool(was_on)


@transaction.atomic
def reset_by_operator(user: User) -> bool:
    """For one whose phone and codes are lost: who is signed in as them is so no longer, wherever."""
    was_on = switch_off(user)
    session_ends.end_all(user)
    return was_on


@transaction.atomic
def begin(request: HttpRequest, user: User, now: datetime) -> None:
    """After the password. The audit log is told whether that was all: one whose password is known elsewhere sees it."""
    is_in = need_of(user, sign_ins.begin(request, user, now)) is Need.NOTHING
    audit.record_of_person(Action.SIGNED_IN if is_in else Action.PASSWORD_TAKEN, user, by=user)


@transaction.atomic
def passed(request: HttpRequest, user: User, now: datetime, *, lets_in: bool) -> None:
    """A session key that was known before this moment is worth nothing after it. `lets_in`: they stood outside."""
    sign_ins.second_step_done(request, user, now)
    if lets_in:
        audit.record_of_person(Action.SIGNED_IN, user, by=user)
    request.session.pop(WAITING_SEED, None)
    request.session.cycle_key()
    rotate_token(request)


@transaction.atomic
def _is_used_up(user: User, code_hash: str, now: datetime) -> bool:
    if not RecoveryCode.objects.filter(user=user, code_hash=code_hash, used_at=None).update(used_at=now):
        return False
    logger.info("Person %s used a recovery code.", user.pk)
    audit.record_of_person(Action.RECOVERY_USED, user)
    return True


def _is_taken(row: SecondStep, code: str, now: datetime) -> bool:
    """Of two that send the same code at once, one changes the row."""
    seed = ciphers.decrypt(row.seed)
    step = two_factor.step_of(code, seed, now.timestamp(), row.last_step) if seed else None
    return step is not None and bool(
        SecondStep.objects.filter(pk=row.pk, seed=row.seed, last_step__lt=step).update(last_step=step)
    )
