"""Closures from elsewhere: public holidays, and calendar files."""

from __future__ import annotations
