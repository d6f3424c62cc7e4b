"""Names for numbers."""

from __future__ import annotations

MICRO = 1e6
MINUTE, DAY = 60.0, 86_400.0
KB, GB = 1e3, 1e9
