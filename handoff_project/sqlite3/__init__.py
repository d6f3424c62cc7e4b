"""The connections to an SQLite file."""

from __future__ import annotations
