"""Gorgias' chat, as seen from the browser: never an internal note."""

from __future__ import annotations

from demo.standins.chats import Chats
from demo.standins.gorgias.rows import begin_chat, reply, seen, take, tickets

widget = Chats("gorgias", tickets, begin_chat, take, reply, seen)
