"""What an author may add to a command: `(reason: damaged order; ask first: yes; collect: email)`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

REASON, ASK_FIRST, COLLECT = "reason", "ask first", "collect"
NAMES = (REASON, ASK_FIRST, COLLECT)
YES_OR_NO = {"yes": True, "no": False}

SPACES = "[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_WORD = r"[^\W\d_]++(?:[-_'\u2019][^\W\d_]++)*+"
_NAME = re.compile(rf"\s*+{_WORD}(?:{SPACES}++{_WORD}){{0,3}}+\s*+")
_SIGN = re.compile("[();]")


@dataclass(frozen=True, slots=True)
class Arguments:
    """`ask_first` is None where the author did not say."""

    reason: str = ""
    ask_first: bool | None = None
    collect: tuple[str, ...] = ()


NONE = Arguments()


def understood(inside: str) -> Arguments | None:
    """What stands between the parentheses, or None where that is plain text.

    What is not understood counts as not written: the linter tells the author.
    """
    values: dict[str, str] = {}
    for part in parts(inside):
        name, value = name_and_value(part)
        if name:
            values.setdefault(key(name), value.strip())
    if not values:
        return None
    items = (item.strip() for item in values.get(COLLECT, "").split(","))
    ask_first = YES_OR_NO.get(values.get(ASK_FIRST, "").casefold())
    return Arguments(values.get(REASON, ""), ask_first, tuple(item for item in items if item))


def parts(inside: str) -> list[str]:
    """What semicolons separate; joined by semicolons, they are the text again."""
    return inside.split(";") if "(" not in inside else list(_parts_around_parentheses(inside))


def name_and_value(part: str) -> tuple[str, str]:
    """As they are written; the name is empty where there is none."""
    name, colon, value = part.partition(":")
    if not colon or not name:
        return "", part
    # The slashes of an address follow its colon: that is no name.
    named = key(name) in NAMES or (_NAME.fullmatch(name) and not value.startswith("//"))
    return (name, value) if named else ("", part)


@lru_cache(1_024)
def key(name: str) -> str:
    return " ".join(name.casefold().split())


def _parts_around_parentheses(inside: str) -> Iterator[str]:
    """A semicolon in parentheses within separates nothing."""
    depth = begun = 0
    for sign in _SIGN.finditer(inside):
        if sign[0] == ";" and depth == 0:
            yield inside[begun : sign.start()]
            begun = sign.end()
        else:
            depth += (sign[0] == "(") - (sign[0] == ")")
    yield inside[begun:]
