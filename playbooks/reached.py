"""Whether a directive that a runtime names is one that its Agent was told."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from playbooks import directives
from playbooks.directives import Directive
from playbooks.models import PlaybookVersion

# A conversation may go on for a day with the instructions that it began with.
GRACE = timedelta(hours=24)
NO_VERSION = UUID(int=0)
# A text of the largest size holds fewer directives than that.
LONGEST_NUMBER = 5


def text_told(reference: str, now: datetime) -> Subquery:
    """For a query of Agents: the text that `<version id>.<n>` stands in, null where the Agent does not follow it."""
    followed = PlaybookVersion.objects.filter(
        pk=_version(reference),
        playbook__switched_off_at=None,
        playbook__assignments__agent=OuterRef("pk"),
        playbook__assignments__enabled=True,
    )
    in_use = followed.filter(Q(retired_at=None) | Q(retired_at__gt=now - GRACE))
    return Subquery(in_use.values("text")[:1])


def directive_in(text: str, reference: str) -> Directive | None:
    """The n-th directive of the text, or None where it has no such."""
    number = reference.partition(".")[2]
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER):
        return None
    found = directives.find(text)
    return found[int(number) - 1] if 0 < int(number) <= len(found) else None


def _version(reference: str) -> UUID:
    try:
        return UUID(reference.partition(".")[0])
    except ValueError:
        return NO_VERSION
