"""A shop left its platform, which asks to erase all its customers. The wish is an entry of the audit log, and the purge
of the hour does it: no web request could erase a whole Brand. What was told after the wish is a new beginning.
"""

from __future__ import annotations

from agents import audit
from agents.models import Action, AuditEntry, Brand
from handoff.privacy.erasing import Erased, erase_until


def note(brand: Brand, platform: str) -> None:
    audit.record(Action.SHOP_LEFT, brand, platform=platform)


def erase_some(brand: Brand, most: int | None = None) -> Erased:
    """So many conversations; the next run goes on. The Brand's settings, playbooks and people stay."""
    wishes = AuditEntry.objects.for_brand(brand).filter(action=Action.SHOP_LEFT)
    newest = wishes.values_list("at", flat=True).first()
    return erase_until(brand, newest, most) if newest else Erased()
