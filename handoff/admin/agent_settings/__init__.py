"""How one Agent decides and speaks: a section of its page, and the page of its sentences."""

from __future__ import annotations
