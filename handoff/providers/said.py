"""A refusing platform's own words, fit for a merchant's page: plain, cut, and without anything of ours. Pure."""

from __future__ import annotations

import binascii
import json
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import groupby
from typing import Any

from handoff.plain_text import inert, safe, shortened, visible

MOST_CHARACTERS = 500
EMAIL_REMOVED = "[e-mail address removed]"
LEFT_OUT = "…"
# No more of a page, and of what is said for people, is looked at.
_OF_A_PAGE, _OF_WORDS = 8_000, 4_000
# What platforms call the words that are meant for people.
_FOR_PEOPLE = frozenset("message msg description detail details title error errors reason error_description".split())
# So many characters in a row, that we have sent, are a quotation: of a credential, or of what it was about.
_OF_A_CREDENTIAL, _OF_A_BODY = 8, 24
# Headers that hold nothing of the merchant's.
_PUBLIC = frozenset(("Accept", "Accept-Encoding", "Content-Type", "User-Agent"))
# Also as it stands in an address, such as that of a search.
_EMAIL = re.compile(r"[\w.+%'-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_NOT_TEXT = re.compile(r"<(script|style|head)\b.{0,8000}?(?:</\1\s{0,9}>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>")


def words_of(body: bytes, headers: Mapping[str, str], sent: bytes) -> str:
    """What stands in `body`, the answer to a request of ours with these headers and that body; "" if nothing does."""
    text = visible("; ".join(dict.fromkeys(_texts(body))))[:_OF_WORDS]
    # Addresses first: of one whose end is the credentials' too, the rest would stay.
    text = _without(_EMAIL.sub(EMAIL_REMOVED, text), _credentials(headers), _OF_A_CREDENTIAL)
    text = _without(text, _bodies(sent), _OF_A_BODY)
    return shortened(inert(safe(text)), MOST_CHARACTERS)


def _texts(body: bytes) -> Iterator[str]:
    text = body.decode("utf-8", "replace")
    try:
        yield from _for_people(json.loads(text), "errors")
    except (ValueError, RecursionError):
        # An answer that began as JSON and was cut off is no text for people.
        if not text.lstrip().startswith(("{", "[")):
            yield unescape(_TAG.sub(" ", _NOT_TEXT.sub(" ", text[:_OF_A_PAGE])))


def _for_people(said: Any, name: str) -> Iterator[str]:
    if isinstance(said, str):
        if name in _FOR_PEOPLE and said.strip():
            yield said.strip()
    elif isinstance(said, dict):
        for key, value in said.items():
            yield from _for_people(value, key)
    elif isinstance(said, list):
        for value in said:
            yield from _for_people(value, name)


def repeats_credentials(text: str, headers: Mapping[str, str]) -> bool:
    """Whether this short text is of what we proved ourselves with."""
    return any(text.lower() in ours.lower() for ours in _credentials(headers))


def _credentials(headers: Mapping[str, str]) -> Iterator[str]:
    """Each header as it was sent, without the word before it, and what it stands for."""
    for name, value in headers.items():
        if name in _PUBLIC:
            continue
        last = value.rpartition(" ")[2]
        yield last
        try:
            yield b64decode(last, validate=True).decode()
        except (binascii.Error, ValueError):
            continue


def _bodies(sent: bytes) -> Iterator[str]:
    """What we wrote, word for word and as it stands in JSON."""
    if sent:
        yield sent.decode()
        yield from _leaves(json.loads(sent))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield visible(value)
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner)


def _without(text: str, ours: Iterable[str], run: int) -> str:
    """The text with an ellipsis wherever `run` characters in a row are ours."""
    lines, marks = "\n".join(ours), bytearray(len(text))
    for at in range(len(text) - run + 1):
        if text[at : at + run] in lines:
            marks[at : at + run] = b"\1" * run
    parts = groupby(zip(text, marks, strict=True), key=lambda pair: pair[1])
    return "".join(LEFT_OUT if is_ours else "".join(char for char, _ in pairs) for is_ours, pairs in parts)
