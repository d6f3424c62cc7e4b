"""Deleting Playbooks, with their versions: never in the middle of somebody's saving or publishing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from agents import audit
from agents.models import Action
from playbooks.models import Playbook, PlaybookAssignment


@transaction.atomic
def remove(playbooks: Iterable[Playbook]) -> None:
    """Locked first, in the order in which saving locks them: else a version could appear while its playbook goes."""
    keys = [playbook.pk for playbook in playbooks]
    rows = Playbook.objects.filter(pk__in=keys)
    gone = list(rows.select_for_update(of=("self",)).select_related("brand").order_by("pk"))
    list(PlaybookAssignment.objects.filter(playbook__in=keys).select_for_update().order_by("pk"))
    rows.delete()
    for playbook in gone:
        audit.record(Action.PLAYBOOK_REMOVED, playbook.brand, playbook)
