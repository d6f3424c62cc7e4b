"""What is wrong with a sentence that a merchant wrote, in words for them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from handoff.promises import Promise, PromiseKind, promises_in
from handoff.sentences.kinds import Kind
from handoff.sentences.own import PLACEHOLDER

MOST_CHARACTERS = 500
_ALLOWED_PLACEHOLDERS = {
    Kind.CLOSED: ("back", "contacts"),
    Kind.NO_HUMANS: ("contacts",),
    Kind.FAILED: ("contacts",),
}
_PEOPLE = frozenset({PromiseKind.HUMAN, PromiseKind.TRANSFER})
_NO_SUCH_PROMISE = {
    PromiseKind.HUMAN: "“{words}” promises that a person acts, and nobody does when this is said. Leave it out.",
    PromiseKind.TRANSFER: "“{words}” promises a person, and nobody is on the way when this is said. Leave it out.",
    PromiseKind.CALL_BACK: "“{words}” promises that your team gets in touch, and nobody is told to. Leave it out.",
    PromiseKind.TIME: "“{words}” promises a time that nobody keeps watch over. Leave it out.",
}
_IN_AN_OFFER = "“{words}” says that it happens already. Ask, as in “Shall I connect you with our team?”."
_TIME_WHILE_CLOSED = "“{words}” is wrong as soon as your hours change. Write {{back}}: it becomes the next opening."


def problem_with(kind: Kind | str, text: str) -> str:
    """ "" where nothing is."""
    kind = Kind(kind)
    lines = text.splitlines() if kind is Kind.OFFER else [text]
    return next((problem for line in lines for problem in _problems(kind, line)), "")


def _problems(kind: Kind, text: str) -> Iterator[str]:
    if len(text) > MOST_CHARACTERS:
        yield f"Please write at most {MOST_CHARACTERS} characters; these are {len(text)}."
    for name in PLACEHOLDER.findall(text):
        if name not in _ALLOWED_PLACEHOLDERS.get(kind, ()):
            yield _unknown(kind, name)
    yield from (_refusal(kind, promise) for promise in promises_in(text) if not _may_be_promised(kind, promise))


def _unknown(kind: Kind, name: str) -> str:
    known = " and ".join(f"{{{one}}}" for one in _ALLOWED_PLACEHOLDERS.get(kind, ()))
    return f"Nothing can be filled in for {{{name}}}. {f'Here you can use {known}.' if known else 'Leave it out.'}"


def _may_be_promised(kind: Kind, promise: Promise) -> bool:
    if kind is Kind.OFFER:
        return promise.kind in _PEOPLE and _asks(promise)
    return kind is Kind.HAND_OFF and promise.kind in _PEOPLE


def _asks(promise: Promise) -> bool:
    return promise.asks or promise.words.endswith(("?", "？"))


def _refusal(kind: Kind, promise: Promise) -> str:
    if kind is Kind.OFFER and promise.kind in _PEOPLE:
        text = _IN_AN_OFFER
    elif kind is Kind.CLOSED and promise.kind is PromiseKind.TIME:
        text = _TIME_WHILE_CLOSED
    else:
        text = _NO_SUCH_PROMISE[promise.kind]
    return text.format(words=promise.words)
