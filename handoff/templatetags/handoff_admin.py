"""Pieces of the admin's frame, the same under either look."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from agents.access import access_of
from handoff.overview.figures import overview

register = template.Library()


@register.inclusion_tag("handoff/admin/overview.html", takes_context=True)
def show_overview(context: dict[str, Any]) -> dict[str, Any]:
    access = access_of(context["request"])
    found = overview(access.brand) if access else {}
    return {"access": access, "request": context["request"], **found}


@register.inclusion_tag("handoff/admin/brand_menu.html", takes_context=True)
def brand_menu(context: dict[str, Any]) -> dict[str, Any]:
    """The Brand's name, and what it opens. Django's own sidebar knows models alone: there the menu leads on."""
    has_sidebar = "unfold" in settings.INSTALLED_APPS
    access = access_of(context["request"])
    return {"access": access, "csrf_token": context.get("csrf_token"), "has_sidebar": has_sidebar}
