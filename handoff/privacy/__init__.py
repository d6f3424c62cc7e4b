"""Whose data is kept for how long, and what a customer may ask for: purge, export, erase.

Also for doors of other rooms, such as a platform's webhook: `hand_out(brand, who)`, `erase(brand, who)`.
"""

from __future__ import annotations

from handoff.privacy.erasing import Erased, erase
from handoff.privacy.exporting import export, hand_out
from handoff.privacy.who import Nobody, Who

__all__ = ["Erased", "Nobody", "Who", "erase", "export", "hand_out"]
