"""A customer who is to be handed off and is asked for something first: the wish waits until they have answered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from demo.api import Json

EMAIL = "email"
ASK_EMAIL = "What's your e-mail address, so that our team can find you?"
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")


@dataclass(frozen=True)
class Wish:
    """What the handoff will begin with: the trigger where the transcript doesn't show it, and the words on the way."""

    named: Json = field(default_factory=dict)
    words: str = ""


def email_in(text: str) -> str:
    """The first e-mail address; "" where there is none."""
    found = _ADDRESS.search(text)
    return found[0] if found else ""
