"""What the hours on the page mean, as they are edited: the same form is read, and nothing is saved."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from handoff.availability import Hours, Schedule
from handoff.forms.provider_form import SupportProviderForm
from handoff.meaning import Meaning, meaning_of
from handoff.models import SupportProvider

PANEL = "handoff/admin/meaning.html"
INCOMPLETE = "Not yet clear: something is missing or wrong in the hours"


def preview(request: HttpRequest, provider: SupportProvider) -> JsonResponse:
    now = timezone.now()
    found = panel(SupportProviderForm(provider, now, request.POST), now)
    meaning: Meaning | None = found["meaning"]
    answer = JsonResponse(
        {
            "state": meaning.state if meaning else INCOMPLETE,
            "open_now": meaning.availability.open_now if meaning else None,
            "next_change_at": meaning.availability.next_change_at if meaning else None,
            "problems": found["problems"],
            "html": render_to_string(PANEL, found, request),
        }
    )
    answer["Cache-Control"] = "no-store"
    return answer


def panel(form: SupportProviderForm, now: datetime) -> dict[str, Any]:
    """For the template: of the posted form, or of what is stored where none was posted."""
    provider = form.provider
    stored = _meaningful(provider.schedule()), provider.closing_margin_minutes
    if not form.is_bound:
        return _panel(*stored, now, saved=True)
    form.full_clean()
    if problems := form.hours_problems():
        return {"meaning": None, "problems": problems, "saved": False}
    posted = form.schedule(), form.margin()
    return _panel(*posted, now, saved=(_meaningful(posted[0]), posted[1]) == stored)


def _panel(schedule: Schedule, margin: int, now: datetime, *, saved: bool) -> dict[str, Any]:
    meaning = meaning_of(Hours(schedule), timedelta(minutes=margin), now)
    return {"meaning": meaning, "problems": [], "saved": saved}


def _meaningful(schedule: Schedule) -> Schedule:
    """Without what a team that is always there does not use."""
    return schedule if schedule.restricted else Schedule(schedule.timezone, restricted=False)
