"""How the admin looks: django-unfold's settings. Dotted names only, since settings load before any app."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Handoff",
    "SITE_HEADER": "handoff.admin.navigation.brand_name",
    "SITE_URL": None,
    "SITE_SYMBOL": "forum",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "handoff.admin.navigation.icon"}],
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "BORDER_RADIUS": "8px",
    "ACCOUNT": {"navigation": [{"title": "Your account", "link": reverse_lazy("account")}]},
    "SIDEBAR": {"navigation": "handoff.admin.navigation.sidebar"},
    # In colours.css: unfold would write them into each page as a style element, which the policy forbids.
    "COLORS": "handoff.admin.navigation.no_colours",
    "STYLES": ["handoff.admin.navigation.colours"],
    "SCRIPTS": ["handoff.admin.navigation.htmx_rules"],
}
