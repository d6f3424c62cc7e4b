"""What must not reach a log."""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(r"(/launches/)[^/\s\"']+")


class HideLaunchTokens(logging.Filter):
    """A launch token stands in the URL that the browser asks for, and whoever reads it could open the chat."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "/launches/" in message:
            record.msg, record.args = _TOKEN.sub(r"\1…", message), ()
        return True
