"""The page of the documentation that shows every sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from handoff import sentences
from handoff.contacts import Contacts
from handoff.language_names import NAMES
from handoff.sentences.kinds import Kind, Wording

_INTRO = """\
# What customers are told

Written by `python3 dev.py manage sentences --write`. Each sentence is said in the language of the conversation: what
the customer wrote decides, then the locale that the runtime gave, then English. An Agent's merchant may put their own
text in its place, for each language apart, under **Agents > an Agent > What customers are told**.

| sentence | when it is said |
| --- | --- |
{whens}
Closed, No humans and Not opened end with the other ways to reach the team, as far as the merchant names some.

## The merchant's own text

- Several offers stand on a line each, and replace all of ours in that language.
- `{{back}}` in Closed becomes when the team is back, `{{contacts}}` in Closed, No humans and Not opened the other ways
  to reach it. Where there is nothing to fill in, the sentence around it is left out.
- It is refused, with the words that are wrong, when it is longer than 500 characters, holds another placeholder, or
  promises what nobody keeps: a person, a transfer or a call back where none follows, a time, or an offer that says that
  it happens already.

In the examples it is Friday 21:00 in Berlin, the team is back on Monday, and the customer is in New York or in no
known zone.
"""
_WHENS = {
    "An offer": "The customer is stuck, a playbook asks for a person, or the AI agent does. The same customer is never "
    "asked twice in the same words; when all were said, no more is offered.",
    "Handing over": "Just before the support chat opens.",
    "Declined": "The customer said no to an offer.",
    "Goes on helping": "A person would be needed, nobody can be reached, and the customer didn't ask for one: not a "
    "word about people.",
    "Closed": "The customer asked for a person while the team is away. By the customer's own clocks where their time "
    "zone is known, else by the team's, whose zone is named. Today and tomorrow are those of the clocks shown.",
    "No humans": "The customer asked for a person, and the merchant's chat has none.",
    "Not opened": "The customer was handed over, and the browser could not open the chat.",
}
_NOW = datetime(2026, 11, 27, 20, tzinfo=UTC)
_BACK = datetime(2026, 11, 30, 8, 30, tzinfo=UTC)
_CONTACTS = Contacts("help@shop.example", "+49 30 5550100")
_LABELS = {
    Kind.HAND_OFF: "Handing over",
    Kind.DECLINED: "Declined",
    Kind.GOES_ON: "Goes on helping",
    Kind.NO_HUMANS: "No humans",
    Kind.FAILED: "Not opened",
}


def markdown() -> str:
    whens = "".join(f"| {label} | {when} |\n" for label, when in _WHENS.items())
    return _INTRO.format(whens=whens) + "".join(f"\n## {NAMES[code]}\n\n{_table(Wording(code))}" for code in NAMES)


def _table(wording: Wording) -> str:
    rows = (f"| {label} | {text} |\n" for label, text in _rows(wording))
    return f"| sentence | {NAMES[wording.language]} |\n| --- | --- |\n{''.join(rows)}"


def _rows(wording: Wording) -> Iterator[tuple[str, str]]:
    yield from (("An offer, to one who is stuck", text) for text in sentences.offers(wording, stuck=True))
    yield from (("An offer for another reason", text) for text in sentences.offers(wording, stuck=False))
    yield _LABELS[Kind.HAND_OFF], sentences.hand_off(wording)
    yield _LABELS[Kind.DECLINED], sentences.declined(wording)
    yield _LABELS[Kind.GOES_ON], sentences.goes_on(wording)
    for place, zone in (("the customer's zone known", "America/New_York"), ("not known", "")):
        yield f"Closed, {place}", sentences.closed(wording, _NOW, _BACK, "Europe/Berlin", _CONTACTS, zone)
    yield "Closed, no next opening", sentences.closed(wording, _NOW, None, "Europe/Berlin", _CONTACTS)
    yield _LABELS[Kind.NO_HUMANS], sentences.no_humans(wording, _CONTACTS)
    yield _LABELS[Kind.FAILED], sentences.failed(wording, _CONTACTS)
