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
    "COLORS": {
        "primary": {
            "50": "oklch(97.5% .015 195)",
            "100": "oklch(94% .04 195)",
            "200": "oklch(89% .07 195)",
            "300": "oklch(81% .1 195)",
            "400": "oklch(70% .11 195)",
            "500": "oklch(58% .1 195)",
            "600": "oklch(48% .085 195)",
            "700": "oklch(42% .075 195)",
            "800": "oklch(36% .06 195)",
            "900": "oklch(32% .05 195)",
            "950": "oklch(22% .04 195)",
        },
    },
}
