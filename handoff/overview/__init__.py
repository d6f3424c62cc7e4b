"""The first page: first steps, figures, and what keeps an Agent from handing off."""

from __future__ import annotations
