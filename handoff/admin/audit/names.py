"""What the ids in the log are called today: for so many entries a query for each kind of thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet

from agents.models import Agent, ApiKey, AuditEntry, Brand, Invitation
from agents.people import name_of
from playbooks.models import Playbook

Names = dict[tuple[str, str], str]
# By kind: the Brand's rows, what each is called, and what is said of one that is gone.
_KINDS: dict[str, tuple[Callable[[Brand], QuerySet[Any]], Callable[[Any], str], str]] = {
    "agent": (Agent.objects.for_brand, lambda row: f"the Agent “{row.name}”", "an Agent that is gone"),
    "apikey": (ApiKey.objects.for_brand, lambda row: f"the API key “{row.name}” ({row.prefix}…)", "an API key"),
    "invitation": (Invitation.objects.for_brand, lambda row: row.email, "somebody"),
    "playbook": (Playbook.objects.for_brand, lambda row: f"the playbook “{row.name}”", "a playbook that is gone"),
}
_PERSON = "user"


def names_of(entries: Iterable[AuditEntry], brand: Brand) -> Names:
    """By kind and id. Only what this Brand's own entries name is looked up, and only among its own rows."""
    entries = list(entries)
    found: Names = {}
    for kind, (rows, called, _gone) in _KINDS.items():
        ids = {entry.object_id for entry in entries if entry.object_kind == kind}
        found |= {(kind, str(row.pk)): _on_a_line(called(row)) for row in rows(brand).filter(pk__in=ids)} if ids else {}
    people = {int(entry.object_id) for entry in entries if entry.object_kind == _PERSON and entry.object_id.isdigit()}
    people |= {entry.actor_id for entry in entries if entry.actor_id is not None}
    return found | {(_PERSON, str(pk)): name for pk, name in people_called(people).items()}


def people_called(ids: Iterable[int]) -> dict[int, str]:
    """Those that still have an account."""
    return {pk: _on_a_line(name_of(user)) for pk, user in User.objects.in_bulk(ids).items()}


def what_of(entry: AuditEntry, names: Names) -> str:
    kind, key = entry.object_kind, entry.object_id
    if kind == _PERSON:
        return names.get((kind, key)) or former(key)
    gone = _KINDS[kind][2] if kind in _KINDS else "a name that nobody has"
    return names.get((kind, key), gone)


def former(key: object) -> str:
    return f"a former account (no. {key})"


def _on_a_line(name: str) -> str:
    """People choose names: none may begin another line, or turn the text around."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
