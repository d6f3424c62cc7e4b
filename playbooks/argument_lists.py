"""Where the arguments behind a command begin and end in a playbook's text. Pure."""

from __future__ import annotations

import re

from playbooks.arguments import NONE, SPACES, Arguments, understood

# A longer parenthesis is prose, and not somebody's arguments.
MOST_CHARACTERS = 1_000
_OPENS = re.compile(rf"{SPACES}*+\(")
_SIGN_OR_LINE_END = re.compile("[()\r\n]")


def opening(text: str, position: int) -> int:
    """Where a parenthesis opens behind a command that ends at `position`, or -1."""
    opens = _OPENS.match(text, position)
    return opens.end() - 1 if opens else -1


class ArgumentLists:
    """The lists of one text. Each of its lines is read at most once, however many commands ask."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._closing: dict[int, int] = {}
        self._read_to = -1

    def behind(self, position: int) -> tuple[Arguments, int]:
        """Of the command that ends at `position`: what it is given, and where that ends."""
        opens = opening(self._text, position)
        if opens < 0:
            return NONE, position
        closes = self.closing(opens)
        given = understood(self._text[opens + 1 : closes]) if closes >= 0 else None
        return (given, closes + 1) if given else (NONE, position)

    def closing(self, opens: int) -> int:
        """The place of the parenthesis that closes the one at `opens`, on the same line and not too far, or -1."""
        limit = opens + MOST_CHARACTERS
        closes = self._text.find(")", opens, limit)
        if closes >= 0 and self._text.find("(", opens + 1, closes) >= 0:
            closes = self._closing_of_nested(opens)
        if not 0 <= closes < limit:
            return -1
        inside = self._text[opens:closes]
        return -1 if "\n" in inside or "\r" in inside else closes

    def _closing_of_nested(self, opens: int) -> int:
        if opens > self._read_to:
            self._read_line(opens)
        return self._closing.get(opens, -1)

    def _read_line(self, start: int) -> None:
        open_ones: list[int] = []
        for sign in _SIGN_OR_LINE_END.finditer(self._text, start):
            if sign[0] == "(":
                open_ones.append(sign.start())
            elif sign[0] != ")":
                self._read_to = sign.start()
                return
            elif open_ones:
                self._closing[open_ones.pop()] = sign.start()
        self._read_to = len(self._text)
