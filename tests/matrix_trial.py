"""One attempt: asked with B's id and with one that is nobody's, and what gave B away, if anything did."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote, urlencode

import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.utils import timezone

from tests.matrix_askers import Asker
from tests.matrix_attempts import FORM, JSON, Attempt
from tests.matrix_given import Given
from tests.two_brands import TwoBrands, Watch, canaries

# What differs from answer to answer, whatever was asked for.
NEW_EACH_TIME = re.compile(
    r"[\w-]+:[\w-]{6}:[\w-]{40,}"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\b[0-9a-f]{32}\b|\bH[2-9A-Z]{9}\b|\b[A-Za-z0-9]{64}\b"
    r"|(?<=nonce-)[\w+/=-]+|(?<=nonce=\")[^\"]+|\b\w+\.[\w-]{40,}|(?<=/join/)[\w-]{40,}|csrftoken=\w+|sessionid=\w+|messages=\S+"
    r"|[Xx]-[Rr]equest-[Ii]d: \S+|[Cc]ontent-[Ll]ength: \d+"
)
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)
Finding = tuple[str, str]


@dataclass
class Trial:
    brands: TwoBrands
    asker: Asker
    tried: int = 0
    findings: list[Finding] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    _unknown: dict[object, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.canaries = canaries(self.brands)
        self.watch = Watch(self.brands.b)
        self.asker.client.raise_request_exception = False
        # The first request begins a sign-in, which each attempt would otherwise do anew.
        with quiet():
            self.asker.client.get("/admin/")
        self.cookies = self.asker.client.cookies.output(header="", sep=";")
        self.may_see = re.compile("|".join(self.asker.may_see) or r"(?!)")

    def run(self, attempts: Iterable[Attempt]) -> None:
        """The clock stands still: two answers must not differ by the second in which they were given.

        And the log is off: each refusal would be a line of it, or many.
        """
        with time_machine.travel(timezone.now(), tick=False), quiet():
            for attempt in attempts:
                self.tried += 1
                self.findings += [(kind, f"{attempt}: {what}"[:1500]) for kind, what in self.compare(attempt)]

    def compare(self, attempt: Attempt) -> list[Finding]:
        answer, changed = self.ask(attempt, known=True)
        self.answers[answer[:3]] += 1
        shown = self.shown(answer, attempt, known=True)
        found = [("changed", changed)] if changed else []
        if answer.startswith("5"):
            found.append(("fault", answer[:3]))
        if leaked := self.canaries.search(shown):
            found.append(("canary", shown[max(0, leaked.start() - 100) : leaked.end() + 60]))
        shown, nobodys = NEW_EACH_TIME.sub("<new>", shown), self.answer_to_unknown(attempt)
        if shown != nobodys:
            found.append(("differs", first_difference(shown, nobodys)))
        return found

    def shown(self, answer: str, attempt: Attempt, known: bool) -> str:
        return masked(self.may_see.sub("<id>", answer), attempt.given, known)

    def answer_to_unknown(self, attempt: Attempt) -> str:
        key = (attempt.method, attempt.path, attempt.given.kind, attempt.query, attempt.form, attempt.body)
        # Texts are each compared to one of their own form; ids are all alike.
        key = (*key, attempt.given.unknown)
        if key not in self._unknown:
            answer, _ = self.ask(attempt, known=False)
            self._unknown[key] = NEW_EACH_TIME.sub("<new>", self.shown(answer, attempt, known=False))
        return self._unknown[key]

    def ask(self, attempt: Attempt, known: bool) -> tuple[str, str]:
        """The whole answer as text, and what it changed of B's. Afterwards nothing has happened."""
        written = Written()
        self.asker.client.cookies = SimpleCookie(self.cookies)
        cache.clear()
        with transaction.atomic(), connection.execute_wrapper(written):
            answer = self.send(attempt, known)
            text = text_of(answer)
            # A page that failed between its statements is rolled back as a whole, and changed nothing.
            changed = self.watch.changed() if written.any and not connection.needs_rollback else ""
            transaction.set_rollback(True)
        return text, changed

    def send(self, attempt: Attempt, known: bool) -> Any:
        pairs = list(attempt.given.pairs(known))
        path = filled(attempt.path, [(mark, quote(value, safe="")) for mark, value in pairs])
        query, form = (
            urlencode([(n, filled(t, pairs)) for n, t in fields]) for fields in (attempt.query, attempt.form)
        )
        kind = JSON if attempt.body or "/v1/" in path else FORM
        content, address = filled(attempt.body, pairs) or form, f"{path}?{query}" if query else path
        return self.asker.client.generic(attempt.method, address, content, kind, headers=self.asker.headers)


@contextmanager
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


class Written:
    """Whether anything was; sessions apart, which are no Brand's."""

    any = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.any |= bool(WRITES.match(sql)) and "django_session" not in sql
        return execute(sql, params, many, context)


# The secret that a second step is set up with, as a QR code and in letters: another one each time.
SECRET_TO_SCAN = re.compile(r"data:image/svg\+xml[^\"']*|\b(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}\b")


def filled(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    for mark, value in pairs:
        text = text.replace(mark, value)
    return text


def text_of(answer: HttpResponseBase) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined, arg-type]
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(answer.items()))
    cookies = answer.cookies.output(header="set-cookie:")
    return SECRET_TO_SCAN.sub(
        "<secret to scan>", f"{answer.status_code}\n{headers}\n{cookies}\n\n{content.decode(errors='replace')}"
    )


def masked(text: str, given: Given, known: bool) -> str:
    """Without what the asker gave, in each spelling that an answer may give it back in."""
    lowered = text.lower()
    for spelling in spellings(given, known):
        if spelling in lowered:
            text = re.sub(re.escape(spelling), "<id>", text, flags=re.IGNORECASE)
    return text


@lru_cache(maxsize=1024)
def spellings(given: Given, known: bool) -> list[str]:
    values = dict.fromkeys(value for _, value in given.pairs(known))
    each = ((quote(quote(v, safe="")), quote(v, safe=""), quote(v), v, v.replace("-", "")) for v in values)
    return list(dict.fromkeys(spelling.lower() for of_one in each for spelling in of_one))


def first_difference(one: str, other: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"{one[max(0, at - 60) : at + 120]!r} / unknown: {other[max(0, at - 60) : at + 120]!r}"
