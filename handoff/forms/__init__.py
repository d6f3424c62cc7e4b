"""The forms of the Platform Services page, and of an Agent's."""

from __future__ import annotations
