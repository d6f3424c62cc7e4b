"""What people tried that their role does not allow: an entry of the audit log for each, within bounds."""

from __future__ import annotations

import logging

from django.contrib.auth.models import User
from django.db import DatabaseError
from django.http import HttpRequest

from agents import audit, windows
from agents.access import brand_of
from agents.models import Action

logger = logging.getLogger(__name__)


def note(request: HttpRequest) -> None:
    """Once the answer is certain, outside the transaction that was given up. Never in the way of that answer."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or windows.seconds_to_wait(windows.OF_PEOPLE, "refused", user.pk):
        return
    try:
        audit.record(Action.ACCESS_REFUSED, brand_of(request), page=_page_of(request), method=request.method or "")
    except DatabaseError as error:
        logger.warning("A refusal could not be recorded: %s", type(error).__name__)


def _page_of(request: HttpRequest) -> str:
    """Its name among our addresses: what stands in the address itself was typed by somebody."""
    return request.resolver_match.view_name if request.resolver_match else ""
