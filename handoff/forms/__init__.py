"""The forms of the Platform Services page."""

from __future__ import annotations
