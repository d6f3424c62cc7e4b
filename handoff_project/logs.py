"""What must not reach a log."""

from __future__ import annotations

import logging
import re

# A launch, an invitation, a new password; also where the address stands inside another one, as after `?next=`.
_TOKEN = re.compile(
    r"((?:/|%2F)(?:launches|join|password(?:/|%2F)set(?:/|%2F)[^/%]+)(?:/|%2F))[^/\s\"'%&]+", re.IGNORECASE
)


class HideLinkTokens(logging.Filter):
    """Some links hold a token, and whoever reads it in a log could open a chat, or join in somebody's name."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if _TOKEN.search(message):
            record.msg, record.args = _TOKEN.sub(r"\1…", message), ()
        return True
