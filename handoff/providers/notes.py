"""The note that human agents read: as HTML in which nothing that anybody said is HTML, or as plain text. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape

from agents.transcripts import AGENT, CUSTOMER, HUMAN, Turn
from handoff.providers.base import HandoffContext

_HEADING = "Handed over by"
_SPEAKERS = {CUSTOMER: "Customer", AGENT: "AI agent", HUMAN: "Human agent"}
_LEFT_OUT = "<p>(Earlier messages are left out.)</p>"
_CUT = "…"
_TURN_CHARACTERS = 2_000
_TAG = re.compile(r"</?[a-z]+>")


def note_html(context: HandoffContext, most_bytes: int) -> str:
    """The summary whole, then as much of the conversation's end as fits."""
    head = f"<p><b>{_html(title(context))}</b> Ref {_html(context.ref)}</p>"
    summary = fitting_html(context.summary, most_bytes // 2)
    told = f"<p>{summary}</p>" if summary else ""
    return head + told + _conversation_html(context.transcript, most_bytes - _size(head + told))


def title(context: HandoffContext) -> str:
    mark = "[Test] " if context.is_test else ""
    return f"{mark}{_HEADING} {context.agent or 'the AI agent'}"


def is_ours(text: str, ref: str) -> bool:
    """Whether a note that agents alone see is ours. The ref alone proves nothing: others quote the customer's words."""
    return _HEADING in text and ref in text


def note_text(context: HandoffContext, most_characters: int) -> str:
    """The same as plain text, its paragraphs apart. HTML is never shorter, so what fits as HTML fits as text."""
    return "\n\n".join(paragraphs_of(note_html(context, most_characters)))


def paragraphs_of(note: str) -> tuple[str, ...]:
    """The note's words, without its few tags: all that anybody said is escaped in it."""
    plain = (_TAG.sub("", part.replace("<br>", "\n")) for part in note.split("</p>"))
    return tuple(unescape(part) for part in plain if part)


def fitting_html(text: str, most_bytes: int) -> str:
    """The text as HTML, cut in the text so that no tag or entity is ever cut."""
    whole = _html(text)
    if _size(whole) <= most_bytes:
        return whole
    kept, room = [], most_bytes - _size(_CUT)
    for piece in map(_html, text):
        room -= _size(piece)
        if room < 0:
            break
        kept.append(piece)
    return "".join(kept) + _CUT


def _conversation_html(turns: Sequence[Turn], room: int) -> str:
    heading = "<p><b>The conversation</b></p>"
    room -= _size(heading) + _size(_LEFT_OUT)
    kept: list[str] = []
    for turn in reversed(turns):
        line = _turn_html(turn)
        room -= _size(line)
        if room < 0:
            break
        kept.append(line)
    if not kept:
        return ""
    left_out = _LEFT_OUT if len(kept) < len(turns) else ""
    return heading + left_out + "".join(reversed(kept))


def _turn_html(turn: Turn) -> str:
    said = turn.text if len(turn.text) <= _TURN_CHARACTERS else turn.text[:_TURN_CHARACTERS] + _CUT
    return f"<p><b>{_SPEAKERS[turn.role]}:</b> {_html(said)}</p>"


def _html(text: str) -> str:
    return escape(text).replace("\r\n", "\n").replace("\n", "<br>")


def _size(text: str) -> int:
    return len(text.encode())
