"""Passwords that would be guessed soon: whoever tries knows lists, names, keyboards and the year (zxcvbn)."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

# Of 4. From 3 on, ten thousand guesses a second take years.
GOOD_ENOUGH = 3
# Of a long one it would think for seconds; what follows can only make a password better.
LOOKED_AT = 32
PRODUCT = ("handoff", "support")
TOO_EASY = "This password would be guessed soon. Add a few words that have nothing to do with each other."
WHY = {
    "Repeats": "What is repeated is guessed at once.",
    "Sequences": "Letters or numbers in a row are guessed at once.",
    "Straight rows": "Neighbouring keys are guessed at once.",
    "Short keyboard": "Neighbouring keys are guessed at once.",
    "Dates": "Dates and years are guessed soon.",
    "Recent years": "Dates and years are guessed soon.",
    "Names": "Names are guessed soon.",
    "Common names": "Names are guessed soon.",
}


class HardToGuess:
    """A validator among Django's own."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if not password:
            return  # an empty one is told to be too short
        found = zxcvbn(password[:LOOKED_AT], user_inputs=[*PRODUCT, *_known_of(user)], max_length=LOOKED_AT)
        if found["score"] < GOOD_ENOUGH:
            raise ValidationError(_told(found["feedback"]["warning"]), code="password_easy_to_guess")

    def get_help_text(self) -> str:
        return "It must not be easy to guess: no names, dates, or letters in a row."


def _known_of(user: AbstractBaseUser | None) -> list[str]:
    fields = ("username", "email", "first_name", "last_name")
    texts = [str(getattr(user, field, "") or "")[:LOOKED_AT] for field in fields]
    return [part for text in texts for part in {text, *text.replace("@", " ").replace(".", " ").split()} if part]


def _told(warning: str) -> str:
    """In our words: a warning of the library's may change, and is written for programmers."""
    why = next((why for begins, why in WHY.items() if warning.startswith(begins)), "")
    return f"{why} {TOO_EASY}".strip()
