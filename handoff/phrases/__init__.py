"""How customers and agents put things in English. Pure, and linear in the text, whatever is in it."""

from __future__ import annotations
