"""Drafts of Playbooks: written here and nowhere else, and never over what somebody else has saved meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Max

from agents import audit
from agents.models import Action, Agent, Brand
from playbooks.models import NAME_LENGTH, Playbook, PlaybookAssignment, PlaybookVersion

NAME_TAKEN = "You already have a playbook of this name."


class Changed(Exception):
    """Somebody else has saved since the person who saves now opened the page. Nothing was written."""


class NameTaken(Exception):
    """Another Playbook of the Brand has this name. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an author wrote, and who is to follow it once it is published."""

    name: str
    text: str
    agents: tuple[Agent, ...] = ()


def create(brand: Brand, wanted: Draft, user: User | None = None) -> Playbook:
    return _written(Playbook(brand=brand), wanted, user)


@transaction.atomic
def save_draft(playbook: Playbook, wanted: Draft, user: User | None = None, revision: UUID | None = None) -> Playbook:
    """`revision` is the one that the author saw; None means whichever it is. Raises Changed and NameTaken."""
    row = _locked(playbook)
    if _says(row, wanted):
        return row
    if revision not in (None, row.revision):
        raise Changed
    return _written(row, wanted, user)


@transaction.atomic
def restore(
    playbook: Playbook, version: PlaybookVersion, user: User | None = None, revision: UUID | None = None
) -> Playbook:
    """The text of a version becomes the draft. What Agents follow stays as it is until somebody publishes."""
    row = _locked(playbook)
    if revision not in (None, row.revision):
        raise Changed
    row.draft, row.saved_by, row.revision = version.text, user, uuid4()
    row.save()
    return row


def keep_aside(playbook: Playbook, user: User | None = None) -> Playbook:
    """A playbook of its own for the draft, which no Agent follows."""
    taken = set(Playbook.objects.filter(brand=playbook.brand_id).values_list("name", flat=True))
    number, name = 1, _aside(playbook.name, 1)
    while name in taken:
        number += 1
        name = _aside(playbook.name, number)
    return create(playbook.brand, Draft(name, playbook.draft), user)


def follow(playbook: Playbook, agents: Iterable[Agent]) -> None:
    """Who follows already keeps its place; a new one gets it behind the Agent's other playbooks."""
    wanted = {agent.pk: agent for agent in agents}
    there = set(playbook.assignments.values_list("agent", flat=True))
    added, removed = [pk for pk in wanted if pk not in there], there - set(wanted)
    playbook.assignments.filter(agent__in=removed).delete()
    PlaybookAssignment.objects.bulk_create(
        PlaybookAssignment(playbook=playbook, agent=wanted[pk], position=_behind(wanted[pk])) for pk in added
    )
    if added or removed:
        new, gone = map(str, added), map(str, removed)
        audit.record(Action.FOLLOWERS_CHANGED, playbook.brand, playbook, added=new, removed=gone)


@transaction.atomic
def _written(row: Playbook, wanted: Draft, user: User | None) -> Playbook:
    row.name, row.draft, row.saved_by, row.revision = wanted.name, wanted.text, user, uuid4()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise NameTaken from None
    follow(row, wanted.agents)
    return row


def _locked(playbook: Playbook) -> Playbook:
    return Playbook.objects.select_for_update().get(pk=playbook.pk)


def _says(row: Playbook, wanted: Draft) -> bool:
    """Who saves the same twice is in nobody's way."""
    agents = set(row.assignments.values_list("agent", flat=True))
    return (row.name, row.draft, agents) == (wanted.name, wanted.text, {agent.pk for agent in wanted.agents})


def _behind(agent: Agent) -> int:
    last: int | None = agent.assignments.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _aside(name: str, number: int) -> str:
    suffix = " (former draft)" if number == 1 else f" (former draft {number})"
    return name[: NAME_LENGTH - len(suffix)] + suffix
