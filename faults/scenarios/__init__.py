"""Faults that no kill brings about: each a short play with an expectation, on the whole product in real processes."""

from __future__ import annotations
