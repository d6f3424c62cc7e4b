"""Strangers' words made fit for a note that a person reads: visible, without secrets, and inert. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from handoff.fitting import fitting
from handoff.redaction import redact

# Invisible, though Unicode counts them as marks and letters: variation selectors, joiners and fillers.
_IGNORABLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\(\s*([^()\s]{1,2000})[^()]{0,500}\)")
_TAG = re.compile(r"<([A-Za-z/!?%][^<>]{0,2000})>")
_TAG_START = re.compile(r"<(?=[A-Za-z/!?%])")
_PLACEHOLDER = re.compile(r"\{(?=[{%])|(?<=[%}])\}")
# Not in an e-mail address.
_CALL_BY_NAME = re.compile(r"(?<![\w.+-])@(?=\w)")
_PLACEHOLDER_SIGN = re.compile(r"[$#](?=\{)")
# Anything that a platform may turn into a link: with a scheme, an e-mail address, or a bare domain.
_LINK = re.compile(
    r"\b(?:https?://|ftp://|www\.|javascript:|data:|vbscript:|mailto:|tel:)\S+"
    r"|[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}\w{2,24}"
    r"|\b(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}\b(?::\d{1,5})?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_LINK_PREFIX = re.compile(r"^(?:https?://)?(?:www\.)?")


def visible(text: str) -> str:
    """On one line, without control, direction-changing, zero-width or otherwise unseen characters."""
    shown = (char if char.isprintable() else " " if char.isspace() else "" for char in text)
    return " ".join(_IGNORABLE.sub("", unicodedata.normalize("NFC", "".join(shown))).split())


def safe(text: str) -> str:
    """Visible, and without secrets. Unseen characters go first, since they could hide a number's digits.

    Never of a part: where a text is cut through a secret, the rest of it is none.
    """
    return redact(visible(text))


def inert(text: str) -> str:
    """Nothing that a platform would run as HTML, Markdown or a template, and nobody called by name; no word is lost."""
    text = _MARKDOWN_LINK.sub(lambda link: f"{link[1]} ({link[2]})".strip(), text)
    text = _TAG_START.sub("‹", _TAG.sub(r"‹\1›", text))
    text = _CALL_BY_NAME.sub("@ ", text)
    text = _PLACEHOLDER_SIGN.sub(lambda sign: f"{sign[0]} ", text)
    return _PLACEHOLDER.sub(lambda brace: "{ " if brace[0] == "{" else " }", text)


def shortened(text: str, limit: int) -> str:
    """Cut between words, and in no fact."""
    return fitting(text, limit)


def plain(text: str, limit: int) -> str:
    return shortened(inert(safe(text)), limit)


def links(texts: Iterable[str]) -> frozenset[str]:
    """Every link in the texts, and the domain of each."""
    found = {_link_key(link) for text in texts for link in _LINK.findall(visible(text))}
    return frozenset(found | {re.split(r"[/?#]", link)[0] for link in found})


def new_links(text: str, known: frozenset[str]) -> bool:
    """Whether there is a link in the text that is not known."""
    return any(_link_key(link[0]) not in known for link in _LINK.finditer(text))


def _link_key(link: str) -> str:
    return _LINK_PREFIX.sub("", link.casefold()).rstrip("/.,;:!?)]}>›'\"…")
