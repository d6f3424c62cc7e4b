"""What the stored credentials are worth: asked of the platform, for a test of the handoff, by a harmless read."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from agents import owned, scopes
from handoff.log_safety import without_text
from handoff.models import CredentialStatus, HandoffTrial, SupportProvider
from handoff.providers import http
from handoff.providers.base import ProviderError

logger = logging.getLogger(__name__)

# Somebody looks at the page meanwhile.
DEADLINE_SECONDS = 8.0
DETAIL_LENGTH = 300
PATIENCE = timedelta(seconds=30)
GIVEN_UP = timedelta(hours=1)
OUR_FAULT = "Something went wrong on our side. Start another test."
REFUSED = (
    "{platform} does not accept what is saved. Copy it from {platform} again, the whole of it, "
    "and save it on Platform Services."
)
FORBIDDEN = (
    "{platform} knows what is saved, but does not let it be used. "
    "Give it the permissions that it lacks in {platform}, or save another one on Platform Services."
)
SLOW = "{platform} did not answer in time. Start another test in a few minutes."
AWAY = "{platform} could not be reached. Start another test in a few minutes."
TOO_OFTEN = "{platform} asks for fewer requests. Start another test in a few minutes."
IN_TROUBLE = (
    "{platform} has a fault of its own (it answered {status}). Start another test in a few minutes; "
    "if this stays, look at its status page."
)
GARBLED = "{platform} gave no answer that can be read. Start another test in a few minutes."
ODD = "{platform} answered {status}, which says nothing of what is saved. Look over its settings on Platform Services."


@scopes.across_brands("checks whose wake-up was lost")
def due(now: datetime, limit: int) -> Iterable[UUID]:
    """Checks that no worker has heard of, while somebody may still be looking at the page."""
    made = (now - GIVEN_UP, now - PATIENCE)
    waiting = HandoffTrial.objects.filter(credentials=CredentialStatus.PENDING, created_at__range=made)
    return list(waiting.values_list("pk", flat=True)[:limit])


@owned.works_for_owner_of(HandoffTrial)
def check(trial_id: UUID) -> None:
    """Once for each test; a second wake-up finds nothing to do."""
    unchecked = HandoffTrial.objects.filter(pk=trial_id, credentials=CredentialStatus.PENDING)
    trial = unchecked.select_related("brand__support_provider").first()
    if trial is not None:
        status, detail = _asked(trial)
        unchecked.update(credentials=status, credentials_detail=detail[:DETAIL_LENGTH])


def _asked(trial: HandoffTrial) -> tuple[CredentialStatus, str]:
    row: SupportProvider = trial.brand.support_provider
    platform = trial.get_provider_display()
    try:
        whose = row.adapter(trial.provider).check(http.door(settings.STAND_IN_URL, DEADLINE_SECONDS))
    except ProviderError as error:
        return understood(platform, error)
    except Exception as error:
        logger.exception("Check of the credentials for %s", trial.pk, exc_info=without_text(error))
        return CredentialStatus.UNREACHABLE, OUR_FAULT
    if whose is None:
        return CredentialStatus.NONE, ""
    return CredentialStatus.ACCEPTED, f"{platform}: {whose}" if whose else ""


def understood(platform: str, error: ProviderError) -> tuple[CredentialStatus, str]:
    """What the platform's refusal or silence means, and how to mend it."""
    if error.status in (401, 403):
        words = REFUSED if error.status == 401 else FORBIDDEN
        return CredentialStatus.REJECTED, words.format(platform=platform)
    if error.permanent and error.status is None:
        return CredentialStatus.REJECTED, str(error)
    return CredentialStatus.UNREACHABLE, _unreachable(error).format(platform=platform, status=error.status)


def _unreachable(error: ProviderError) -> str:
    if error.status is None:
        return SLOW if error.ambiguous else AWAY
    if error.status == 429:
        return TOO_OFTEN
    if error.status < 300:
        return GARBLED
    return IN_TROUBLE if error.status >= 500 else ODD
