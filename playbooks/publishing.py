"""Publishing a Playbook's draft: the only writer of versions."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from agents import audit
from agents.models import Action
from agents.people import name_of
from playbooks.models import Playbook, PlaybookVersion


@transaction.atomic
def publish(playbook: Playbook, user: User | None = None, note: str = "") -> PlaybookVersion:
    """Make the draft what the Agents follow. Publishing the same text again changes nothing."""
    # Without a join: PostgreSQL reads a row anew that it had to wait for, but not the rows that are joined to it.
    playbook = Playbook.objects.select_for_update().get(pk=playbook.pk)
    current = playbook.published
    if current and current.text == playbook.draft:
        return current
    retire(playbook)
    version = PlaybookVersion.objects.create(
        playbook=playbook,
        number=_last_number(playbook) + 1,
        text=playbook.draft,
        note=note,
        published_by=user,
        published_by_name=name_of(user) if user else "",
    )
    Playbook.objects.filter(pk=playbook.pk).update(published=version)
    audit.record(Action.PLAYBOOK_PUBLISHED, playbook.brand, playbook, by=user, version=version.number)
    return version


def retire(playbook: Playbook) -> None:
    """Agents no longer follow any text of this Playbook."""
    playbook.versions.filter(retired_at=None).update(retired_at=timezone.now())
    Playbook.objects.filter(pk=playbook.pk).update(published=None)


def _last_number(playbook: Playbook) -> int:
    last: int | None = playbook.versions.aggregate(last=Max("number"))["last"]
    return last or 0
