"""Zendesk's messenger, as seen from the browser: its chats are tickets, and no internal note is ever shown."""

from __future__ import annotations

from demo.standins.chats import Chats, plain, replied
from demo.standins.zendesk.rows import begin_chat, chats, take

widget = Chats("zendesk", chats, begin_chat, take, replied, plain)
