"""What a save of the provider's page changed, for the audit log: names of fields, never what stands in them."""

from __future__ import annotations

from typing import Any

from agents import audit
from agents.models import Action
from handoff.models import SupportProvider

HOURS = ("timezone", "hours_restricted", "closing_margin_minutes")
OTHERS = ("contact_email", "contact_phone", "contact_page", "team_language", "daily_model_budget")
Seen = dict[str, Any]


def seen(row: SupportProvider) -> Seen:
    """As it stands now, to be compared with later."""
    return {
        "kind": row.kind,
        "settings": dict(row.settings),
        "secrets": dict(row.secrets),
        "windows": sorted(row.windows.values_list("weekday", "opens", "closes")),
        "closures": sorted(row.closures.values_list("first", "last", "yearly", "label", "hours"), key=str),
        **{name: getattr(row, name) for name in (*HOURS, *OTHERS)},
    }


def record(row: SupportProvider, before: Seen) -> None:
    """One entry for each kind of change."""
    after, brand, kind = seen(row), row.brand, row.kind
    if after["kind"] != before["kind"]:
        audit.record(Action.PROVIDER_CHOSEN, brand, row, before=before["kind"], after=kind)
    if changed := _changed("secrets", kind, before, after):
        audit.record(Action.PROVIDER_SECRET_CHANGED, brand, row, provider=kind, changed=changed)
    if changed := [*_changed("settings", kind, before, after), *_differing(OTHERS, before, after)]:
        audit.record(Action.PROVIDER_CHANGED, brand, row, provider=kind, changed=changed)
    if changed := _differing((*HOURS, "windows", "closures"), before, after):
        audit.record(Action.HOURS_CHANGED, brand, row, changed=changed)


def _changed(what: str, kind: str, before: Seen, after: Seen) -> list[str]:
    """Of the chosen platform: what is stored for the others stays as it is."""
    old, new = before[what].get(kind, {}), after[what].get(kind, {})
    return sorted(name for name in {*old, *new} if old.get(name) != new.get(name))


def _differing(names: tuple[str, ...], before: Seen, after: Seen) -> list[str]:
    return [name for name in names if before[name] != after[name]]
