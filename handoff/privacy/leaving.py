"""A platform tells that a shop left, and asks to erase all its customers.

Nothing is erased for that alone: what proves it is the app's secret, which all shops of an app share, so that it may
have been another shop. It is an entry of the audit log, stands on the page "A customer's data", and an operator who
knows that it was this one runs `manage purge --brand ... --shop-left`.
"""

from __future__ import annotations

from datetime import datetime

from agents import audit
from agents.models import Action, AuditEntry, Brand
from handoff.privacy.asking import WAITS
from handoff.privacy.erasing import Erased, begun_until, erase_until


def note(brand: Brand, platform: str) -> None:
    audit.record(Action.SHOP_LEFT, brand, platform=platform)


def waiting(brand: Brand, now: datetime) -> datetime | None:
    """When it was last asked for, while anything of that time is still kept."""
    asked = _newest(brand)
    return asked if asked and asked >= now - WAITS and begun_until(brand, asked).exists() else None


def erase(brand: Brand) -> Erased:
    """What had begun when it was last asked for. The Brand's settings, playbooks and people stay."""
    asked = _newest(brand)
    return erase_until(brand, asked) if asked else Erased()


def _newest(brand: Brand) -> datetime | None:
    asked = AuditEntry.objects.for_brand(brand).filter(action=Action.SHOP_LEFT)
    return asked.values_list("at", flat=True).first()
