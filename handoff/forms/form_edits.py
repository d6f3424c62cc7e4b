"""Rows added to the posted page or taken from it by a button, where no script does it: nothing is saved by that."""

from __future__ import annotations

from django.http import QueryDict

from handoff.forms.posted_rows import CLOSURES, Posted

BUTTON = "edit"


def edited(posted: QueryDict) -> QueryDict | None:
    """The form as it is after the pressed button; None where it was another one's post.

    Buttons say `add closure`, `add day-0` (times of a day), `add closure-2` (times of a closure), `remove` and a row.
    """
    verb, _, target = posted.get(BUTTON, "").partition(" ")
    if verb == "add":
        return _with_row(posted, target)
    return _without_row(posted, target) if verb == "remove" else None


def _with_row(posted: QueryDict, group: str) -> QueryDict:
    fields = ("first",) if group == CLOSURES else ("opens", "closes")
    number = max(Posted.of(posted).numbers(group), default=-1) + 1
    changed = posted.copy()
    changed.update({f"{group}-{number}-{field}": "" for field in fields})
    return changed


def _without_row(posted: QueryDict, row: str) -> QueryDict:
    changed = posted.copy()
    for name in posted:
        if name.startswith(f"{row}-"):
            del changed[name]
    return changed
