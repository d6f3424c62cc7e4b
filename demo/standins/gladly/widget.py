"""Gladly's chat, as seen from the browser: timeline items are never shown in it."""

from __future__ import annotations

from demo.standins.chats import Chats, plain, replied
from demo.standins.gladly.rows import begin_chat, conversations, take

widget = Chats("gladly", conversations, begin_chat, take, replied, plain)
