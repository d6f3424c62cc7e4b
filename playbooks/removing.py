"""Deleting Playbooks, with their versions: never in the middle of somebody's saving or publishing."""

from __future__ import annotations

from collections.abc import Iterable

from agents import audit
from agents.models import Action
from agents.purging import deletions_allowed
from playbooks.models import Playbook, PlaybookAssignment
from playbooks.switching import InUse, is_referred_to


@deletions_allowed()
def remove(playbooks: Iterable[Playbook]) -> None:
    """Raises InUse for one that conversations may have been led by.

    Locked first, in the order in which saving locks them: else a version could appear while its playbook goes.
    """
    keys = [playbook.pk for playbook in playbooks]
    rows = Playbook.objects.filter(pk__in=keys)
    gone = list(rows.select_for_update(of=("self",)).select_related("brand").order_by("pk"))
    list(PlaybookAssignment.objects.filter(playbook__in=keys).select_for_update().order_by("pk"))
    if any(is_referred_to(playbook) for playbook in rows):
        raise InUse
    rows.delete()
    for playbook in gone:
        audit.record(Action.PLAYBOOK_REMOVED, playbook.brand, playbook)
