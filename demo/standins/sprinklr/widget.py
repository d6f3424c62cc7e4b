"""Sprinklr's live chat, as seen from the browser: comments and custom properties are never shown in it."""

from __future__ import annotations

from demo.standins.chats import Chats, plain, replied
from demo.standins.sprinklr.rows import begin_chat, cases, take

widget = Chats("sprinklr", cases, begin_chat, take, replied, plain)
