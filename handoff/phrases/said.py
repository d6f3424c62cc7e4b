"""What one turn says of a human, in any of the languages that are read: English first, then the others."""

from __future__ import annotations

import re

from handoff.phrases import languages, offers, people
from handoff.phrases.plain import without_quotes

# A playbook's command. In a customer's mouth it is no wish: who writes it tries what it does.
_COMMAND = re.compile(r"[/\N{FULLWIDTH SOLIDUS}]\s?hand[\W_]?off(?:\W{1,3}to\W{1,3}support)?", re.IGNORECASE)
_WORD = re.compile(r"\w")


def asks_for_human(text: str) -> str:
    """The words that ask, as they stand in the text; "" where none do."""
    return _wish(_own_words(text))


def may_ask_for_human(text: str) -> str:
    """Words from which a wish for a human can't be told for sure, such as a wish in quotes."""
    said = _without_command(text)
    return people.may_ask_for_human(said) or (_wish(said) if without_quotes(said) != said else "")


def _wish(said: str) -> str:
    return people.asks_for_human(said) or languages.asks_for_human(said)


def _own_words(text: str) -> str:
    """What the writer says in their own name; a message that is nothing but a quote is the writer's."""
    said = _without_command(text)
    own = without_quotes(said)
    return own if _WORD.search(own) else said


def _without_command(text: str) -> str:
    return _COMMAND.sub(" ", text)


def refuses_human(text: str) -> str:
    """The words that refuse, as they stand in the text; "" where none do."""
    return people.refuses_human(text) or languages.refuses_human(text)


def accepts(text: str) -> bool:
    return bool(offers.accepts(text)) or (languages.accepts(text) and not declines(text))


def declines(text: str) -> bool:
    return bool(offers.declines(text) or languages.declines(text) or languages.refuses_human(text))


def offers_human(text: str) -> bool:
    return offers.offers_human(text) or languages.offers_human(text)


def answering_words(text: str) -> str:
    """Of an answer to an offer; "" where it is the whole turn."""
    return people.asks_for_human(text) or offers.accepts(text) or offers.declines(text)
