"""Numbers as Japanese and Chinese write them in words: 五十, 三百二十. Pure."""

from __future__ import annotations

import re

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TEN_THOUSAND = 10_000
# One sign alone is a number where something is counted; 万一, 十分 and 千万 are words of another kind.
_NUMBER = re.compile(
    "(?!万一|十分|千万)(?:[〇一二三四五六七八九两十百千万]{2,12}|[二三四五六七八九两十](?=[元円块日天年月周週個个件点點時时回次]))"
)


def han_numbers(text: str) -> list[str]:
    """Their values in digits."""
    return [str(_value(found[0])) for found in _NUMBER.finditer(text)]


def _value(signs: str) -> int:
    total = part = digit = 0
    for sign in signs:
        if sign in _UNITS:
            part, digit = part + (digit or 1) * _UNITS[sign], 0
        elif sign == "万":
            total, part, digit = total + (part + digit or 1) * _TEN_THOUSAND, 0, 0
        else:
            digit = digit * 10 + _DIGITS[sign]
    return total + part + digit
