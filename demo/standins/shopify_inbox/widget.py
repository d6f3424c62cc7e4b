"""Shopify Inbox, as seen from the browser."""

from __future__ import annotations

from demo.standins.chats import Chats, plain, replied
from demo.standins.shopify_inbox.rows import begin_chat, chats, take

widget = Chats("shopify_inbox", chats, begin_chat, take, replied, plain)
