"""Publishing a Playbook's draft: the only writer of versions."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from playbooks.models import Playbook, PlaybookVersion


@transaction.atomic
def publish(playbook: Playbook) -> PlaybookVersion:
    """Make the draft what the Agents follow. Publishing the same text again changes nothing."""
    playbook = Playbook.objects.select_for_update(of=("self",)).select_related("published").get(pk=playbook.pk)
    current = playbook.published
    if current and current.text == playbook.draft:
        return current
    retire(playbook)
    number = playbook.versions.count() + 1
    version = PlaybookVersion.objects.create(playbook=playbook, number=number, text=playbook.draft)
    Playbook.objects.filter(pk=playbook.pk).update(published=version)
    return version


def retire(playbook: Playbook) -> None:
    """Agents no longer follow any text of this Playbook."""
    playbook.versions.filter(retired_at=None).update(retired_at=timezone.now())
    Playbook.objects.filter(pk=playbook.pk).update(published=None)
