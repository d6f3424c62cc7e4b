"""What is logged, and what must not reach a log."""

from __future__ import annotations

import logging
import re
from typing import Any

# A launch, an invitation, a new password; also where the address stands inside another one, as after `?next=`.
_TOKEN = re.compile(
    r"((?:/|%2F)(?:launches|join|password(?:/|%2F)set(?:/|%2F)[^/%]+)(?:/|%2F))[^/\s\"'%&]+", re.IGNORECASE
)
FORMATS = {"plain": "handoff_project.log_lines.PlainLines", "json": "handoff_project.log_lines.JsonLines"}


class HideLinkTokens(logging.Filter):
    """Some links hold a token, and whoever reads it in a log could open a chat, or join in somebody's name."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if _TOKEN.search(message):
            record.msg, record.args = _TOKEN.sub(r"\1…", message), ()
        return True


class HideTaskErrors(logging.Filter):
    """Celery writes an exception's text into its message; the name says enough, as the traceback follows."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "celery.app.trace" and isinstance(record.args, dict) and "exc" in record.args:
            record.args = {**record.args, "exc": str(record.args["exc"]).partition("(")[0]}
        return True


class HideBeatStack(logging.Filter):
    """Beat tells its whole stack each time that it can't reach the broker, which is every other second."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "celery.beat" and record.exc_info and record.exc_info[1]:
            record.msg, record.args = "Beat could not send a sweep: %s", (type(record.exc_info[1]).__name__,)
            record.exc_info = None
        return True


def logging_config(level: str, log_format: str, *, with_texts: bool) -> dict[str, Any]:
    """`with_texts`: for developers, exceptions in full."""
    formatter = FORMATS.get(log_format, FORMATS["plain"])
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "link_tokens": {"()": "handoff_project.logs.HideLinkTokens"},
            "task_errors": {"()": "handoff_project.logs.HideTaskErrors"},
            "beat_stack": {"()": "handoff_project.logs.HideBeatStack"},
        },
        "formatters": {"lines": {"()": formatter, "with_texts": with_texts}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "lines",
                "filters": ["link_tokens", "task_errors", "beat_stack"],
            },
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "handoff": {"level": level},
            "agents": {"level": level},
            # Said once, here; Django's own handlers would say it again. A caller's mistake is told to the caller.
            "django": {"handlers": [], "propagate": True},
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
            # A pool that can't reach its database says so with each try; whoever needed the connection says it too.
            "psycopg.pool": {"level": "ERROR"},
        },
    }
