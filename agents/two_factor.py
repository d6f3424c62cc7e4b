"""Codes from a phone (TOTP, RFC 6238) and recovery codes, as values: no clock, no database. Pure."""

from __future__ import annotations

import hmac
import re
import secrets

import pyotp

STEP_SECONDS = 30
DIGITS = 6
# A phone's clock may be one step off.
NEIGHBOURS = (0, -1, 1)
SEED_LENGTH = 32  # letters of base32: 160 bits, as RFC 4226 recommends
ISSUER = "Handoff"

# Without letters that are mistaken for others. 28 of 32 letters are 140 bits.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_GROUPS, _GROUP_LENGTH = 7, 4
RECOVERY_CODES = 10


def new_seed() -> str:
    return pyotp.random_base32(SEED_LENGTH)


def code_at(seed: str, step: int) -> str:
    return pyotp.TOTP(seed).generate_otp(step)


def step_at(seconds: float) -> int:
    return int(seconds // STEP_SECONDS)


def step_of(code: str, seed: str, seconds: float, after: int) -> int | None:
    """The time step whose code this is. Only one later than `after` counts, so that no code is taken twice."""
    now, typed = step_at(seconds), "".join(code.split())
    fitting = [step for step in (now + n for n in NEIGHBOURS) if step >= 0 and _is_same(typed, code_at(seed, step))]
    return next((step for step in fitting if step > after), None)


def address_for_phone(seed: str, username: str) -> str:
    """What the QR code says; a phone's app opens it."""
    return pyotp.TOTP(seed).provisioning_uri(name=username, issuer_name=ISSUER)


def in_groups(seed: str) -> str:
    """For those who type it."""
    return " ".join(seed[at : at + 4] for at in range(0, len(seed), 4))


def new_recovery_codes() -> list[str]:
    return [_new_recovery_code() for _ in range(RECOVERY_CODES)]


def looks_like_recovery_code(typed: str) -> bool:
    return len(plain(typed)) == _GROUPS * _GROUP_LENGTH


def plain(typed: str) -> str:
    """However it was typed: small letters, blanks or none between the groups."""
    return re.sub(r"[^A-Z0-9]", "", typed.upper())


def _new_recovery_code() -> str:
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


def _is_same(typed: str, code: str) -> bool:
    return hmac.compare_digest(typed.encode(errors="replace"), code.encode())
