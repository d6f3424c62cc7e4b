"""What unfold asks for on each page: the sidebar, the Brand's name, our icon."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

from agents.access import Access, access_of, brand_of

PRODUCT = "Handoff"


def brand_name(request: HttpRequest) -> str:
    brand = brand_of(request)
    return brand.name if brand else PRODUCT


def icon(request: HttpRequest) -> str:
    return static("handoff/admin/icon.svg")


def colours(request: HttpRequest) -> str:
    return static("handoff/admin/colours.css")


def no_colours(request: HttpRequest) -> dict[str, Any]:
    return {}


def htmx_rules(request: HttpRequest) -> str:
    return static("handoff/admin/htmx_rules.js")


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    access = access_of(request)
    if access is None:
        return [_group("", [_item(request, "Overview", "home", "admin:index")])]
    return [
        _group("", [_item(request, *entry) for entry in _PAGES]),
        _group("Settings", [_item(request, *entry) for entry in _settings_pages(access)]),
        _group("Developer Settings", [_item(request, *entry) for entry in _DEVELOPER_PAGES]),
        *([_group("Operators", [_item(request, *_ACCOUNTS)])] if _is_operator(request) else []),
    ]


_PAGES = (
    ("Overview", "home", "admin:index"),
    ("Agents", "smart_toy", "admin:agents_agent_changelist"),
    ("Playbooks", "menu_book", "admin:playbooks_playbook_changelist"),
    ("Handoffs", "forum", "admin:handoff_handoff_changelist"),
)
_SETTINGS_PAGES = (
    ("General", "tune", "admin:agents_brand_changelist"),
    ("People", "group", "admin:people"),
    ("Privacy", "shield_person", "admin:privacy"),
)
_AUDIT_LOG = ("Audit log", "history", "admin:agents_auditentry_changelist")
_DEVELOPER_PAGES = (
    ("Platform Services", "support_agent", "admin:handoff_supportprovider_changelist"),
    ("Storefront", "code", "admin:storefront"),
)
_ACCOUNTS = ("Accounts", "manage_accounts", "admin:auth_user_changelist")
# Their addresses begin with that of the Brand's own page.
_WITHIN_THE_BRAND = ("admin:storefront", "admin:people", "admin:privacy")


def _settings_pages(access: Access) -> tuple[tuple[str, str, str], ...]:
    return (*_SETTINGS_PAGES, _AUDIT_LOG) if access.may_configure else _SETTINGS_PAGES


def _group(title: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"title": title, "items": items}


def _item(request: HttpRequest, title: str, icon: str, name: str) -> dict[str, Any]:
    link = reverse(name)
    return {"title": title, "icon": icon, "link": link, "active": _is_active(request.path, link)}


def _is_active(path: str, link: str) -> bool:
    """Overview's address is the beginning of all others."""
    if link == reverse("admin:index"):
        return path == link
    if link == reverse("admin:privacy") and path.startswith(reverse("admin:handoff_disclosure_changelist")):
        return True
    inner = [address for address in map(reverse, _WITHIN_THE_BRAND) if path.startswith(address)]
    return link in inner if inner else path.startswith(link)


def _is_operator(request: HttpRequest) -> bool:
    return request.user.is_superuser
