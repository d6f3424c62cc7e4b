"""Tests of the handoff that merchants start from the admin."""

from __future__ import annotations
