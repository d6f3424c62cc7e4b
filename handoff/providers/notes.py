"""The note that human agents read: as HTML in which nothing that anybody said is HTML, or as plain text. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape

from agents.transcripts import Turn
from handoff.fitting import fitting, fitting_lines
from handoff.providers.base import HandoffContext
from handoff.providers.texts import size_in_bytes
from handoff.summary.words import ALL_LABELS, HANDED_OVER, SummaryWords, words_in

_TURN_CHARACTERS = 2_000
_TAG = re.compile(r"</?[a-z]+>")
_BOLD = len("<b></b>")


def note_html(context: HandoffContext, most_bytes: int) -> str:
    """The summary whole, then as much of the conversation's end as fits."""
    head = f"<p><b>{_html(title(context))}</b> Ref {_html(context.ref)}</p>"
    summary = _summary_html(context.summary, most_bytes // 2)
    told = f"<p>{summary}</p>" if summary else ""
    room = most_bytes - size_in_bytes(head + told)
    return head + told + _conversation_html(context.transcript, words_in(context.language), room)


def title(context: HandoffContext) -> str:
    mark = "[Test] " if context.is_test else ""
    words = words_in(context.language)
    return f"{mark}{words.handed_over_by} {context.agent or words.speakers['agent']}"


def is_ours(text: str, ref: str) -> bool:
    """Whether a note that agents alone see is ours. The ref alone proves nothing: others quote the customer's words."""
    return ref in text and any(heading in text for heading in HANDED_OVER)


def note_text(context: HandoffContext, most_characters: int) -> str:
    """The same as plain text, its paragraphs apart. HTML is never shorter, so what fits as HTML fits as text."""
    return "\n\n".join(paragraphs_of(note_html(context, most_characters)))


def paragraphs_of(note: str) -> tuple[str, ...]:
    """The note's words, without its few tags: all that anybody said is escaped in it."""
    plain = (_TAG.sub("", part.replace("<br>", "\n")) for part in note.split("</p>"))
    return tuple(unescape(part) for part in plain if part)


def fitting_html(text: str, most_bytes: int) -> str:
    """The text as HTML, cut in the text so that no tag or entity is ever cut."""
    return _html(fitting_lines(text, most_bytes, _html_size))


def _summary_html(text: str, most_bytes: int) -> str:
    """Its labels bold."""
    shown = _html(fitting_lines(text, most_bytes - _BOLD, _labelled_size))
    return "<br>".join(map(_with_bold_label, shown.split("<br>")))


def _has_label(line: str) -> bool:
    return line.partition(": ")[0] in ALL_LABELS


def _with_bold_label(line: str) -> str:
    label, colon, rest = line.partition(": ")
    return f"<b>{label}:</b> {rest}" if colon and unescape(label) in ALL_LABELS else line


def _conversation_html(turns: Sequence[Turn], words: SummaryWords, room: int) -> str:
    """Its end, each turn with the number by which the summary cites it."""
    heading, left_out = f"<p><b>{words.conversation}</b></p>", f"<p>{words.left_out}</p>"
    room -= size_in_bytes(heading + left_out)
    kept: list[str] = []
    for number in range(len(turns), 0, -1):
        line = _turn_html(number, turns[number - 1], words)
        room -= size_in_bytes(line)
        if room < 0:
            break
        kept.append(line)
    if not kept:
        return ""
    return heading + (left_out if len(kept) < len(turns) else "") + "".join(reversed(kept))


def _turn_html(number: int, turn: Turn, words: SummaryWords) -> str:
    return f"<p><b>[{number}] {words.speakers[turn.role]}:</b> {_html(fitting(turn.text, _TURN_CHARACTERS))}</p>"


def _html(text: str) -> str:
    return escape(text).replace("\r\n", "\n").replace("\n", "<br>")


def _html_size(text: str) -> int:
    return size_in_bytes(_html(text))


def _labelled_size(text: str) -> int:
    return _html_size(text) + _BOLD * sum(map(_has_label, text.split("\n")))
