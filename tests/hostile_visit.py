"""A visit to a page: its address, what is posted to it, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

NOBODY = ""
ADMIN = "admin"
CSRF = "a" * 32
# As much as what is typed takes.
TYPED = 200
# The lists that are told page by page hold so many rows on one.
ON_A_PAGE = 50

Posted = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Upload:
    field: str
    name: str
    text: str


@dataclass(frozen=True)
class Visit:
    """`page` is what it is called in docs/hostile-texts.md; several addresses may be one page. `who`: of the People."""

    page: str
    path: str
    posted: Posted | None = None
    upload: Upload | None = None
    who: str = ADMIN

    def fields(self) -> list[tuple[str, str]]:
        """What is posted, with the token that the browser's cookie has: the last of two counts."""
        given = [(name, [one] if isinstance(one, str) else one) for name, one in (self.posted or {}).items()]
        return [("csrfmiddlewaretoken", CSRF), *((name, one) for name, several in given for one in several)]


def a_page(page: str, name: str, *args: Any, query: str = "", **more: Any) -> Visit:
    return Visit(page, reverse(name, args=args) + query, **more)


def the_pages(page: str, name: str, count: int) -> Iterator[Visit]:
    """A list that goes on over so many rows."""
    for number in range(1, -(-count // ON_A_PAGE) + 1):
        yield a_page(page, name, query=f"?page={number}")


def quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())
