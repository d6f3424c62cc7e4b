"""How a record becomes one line: nothing in it can begin another line, colour a terminal or turn its text around."""

from __future__ import annotations

import json
import logging
import re
import traceback
from types import TracebackType

from handoff import request_ids

LONGEST = 4000
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
# Control characters, line ends of every kind, marks of direction, and what has no width.
_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def on_one_line(text: str) -> str:
    clipped = text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text)} characters)"
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", clipped)


class _Lines(logging.Formatter):
    """`with_texts`: also what an exception says. It may quote a customer or a secret, so only a developer sees it."""

    def __init__(self, *, with_texts: bool) -> None:
        super().__init__()
        self.with_texts = with_texts

    def formatException(self, ei: ExcInfo) -> str:
        chain = traceback.TracebackException(*ei) if ei[1] is not None else None
        return "" if chain is None else "\n".join(self._told(chain))

    def _told(self, error: traceback.TracebackException) -> list[str]:
        """The cause first, as Python prints it."""
        before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        lines = [*self._told(before), "then:"] if before else []
        last = "".join(error.format_exception_only()).strip() if self.with_texts else _name_of(error)
        return [*lines, *"".join(error.stack.format()).rstrip().splitlines(), last]


class PlainLines(_Lines):
    """For people. What follows an event, such as a traceback, is marked as belonging to it."""

    def format(self, record: logging.LogRecord) -> str:
        about = f" [{request_id}]" if (request_id := request_ids.current()) else ""
        head = f"{self.formatTime(record)} {record.levelname} {record.name}{about} "
        trace = self.formatException(record.exc_info) if record.exc_info else ""
        return "\n".join(
            [head + on_one_line(record.getMessage()), *(f"  | {on_one_line(t)}" for t in trace.splitlines())]
        )


class JsonLines(_Lines):
    """For machines. Only these fields: what a library adds to a record may hold the arguments of its caller."""

    def format(self, record: logging.LogRecord) -> str:
        event = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S") + f".{int(record.msecs):03d}",
            "level": record.levelname,
            "logger": record.name,
            "message": on_one_line(record.getMessage()),
            "request_id": request_ids.current(),
        }
        if record.exc_info:
            event["traceback"] = "\n".join(map(on_one_line, self.formatException(record.exc_info).splitlines()))
        return json.dumps({name: value for name, value in event.items() if value})


def _name_of(error: traceback.TracebackException) -> str:
    return str(error.exc_type.__qualname__) if error.exc_type else "an exception"
