"""The banner over a page while something is broken."""

from __future__ import annotations

from typing import Any

from django import template

from agents.access import access_of
from handoff.alarms.alarm_state import brand_alarm

register = template.Library()


@register.inclusion_tag("handoff/admin/alarm.html", takes_context=True)
def show_alarm(context: dict[str, Any], here: bool = False) -> dict[str, Any]:
    """`here`: on the very page that mends it, so that no link leads there."""
    access = access_of(context["request"])
    if access is None:
        return {}
    return {"alarm": brand_alarm(access.brand), "may_configure": access.may_configure, "here": here}
