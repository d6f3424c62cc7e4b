"""Test the handoff: how a test goes, and where its chat can be opened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from agents.admin.base import NOBODY, BrandScopedAdmin, required_access
from agents.admin.form_targets import let_forms_lead_to
from agents.admin.pages import page
from agents.models import Brand
from handoff import chats, contexts, services, tokens, words
from handoff.admin.trial_new import TITLE, TRIAL, new, require_admin
from handoff.models import ChatStatus, HandoffTrial, Summary
from handoff.storefronts import Place, places
from handoff.trials import starting, trial_steps

IS_OVER = "This test is over. Start another one to open the chat."


class TrialAdmin(BrandScopedAdmin):
    """No list and no form: the pages below are all there is."""

    may_view = NOBODY
    may_change = NOBODY

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("new/", wrap(new), name="trial_new"),
            path("<uuid:pk>/", wrap(trial), name="trial"),
            path("<uuid:pk>/progress/", wrap(progress), name="trial_progress"),
            path("<uuid:pk>/open/", wrap(open_chat), name="trial_open"),
            path("<uuid:pk>/end/", wrap(end), name="trial_end"),
        ]


@require_GET
def trial(request: HttpRequest, pk: UUID) -> HttpResponse:
    access = required_access(request)
    row = _trial(access.brand, pk)
    known = places(access.brand, row.handoff) if access.may_configure else []
    customer = row.handoff.conversation.customer
    shown = page(request, "handoff/admin/trial.html", TITLE, **_progress(row), places=known, customer=customer)
    let_forms_lead_to(shown, [place.origin for place in known])
    return shown


@require_GET
@never_cache
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _trial(required_access(request).brand, pk)
    return render(request, "handoff/admin/trial_progress.html", _progress(row))


@require_POST
@never_cache
def open_chat(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leads to the shop, with a fresh token behind the #: it stands in no page, and reaches no server's log."""
    access = required_access(request)
    require_admin(access)
    row = _trial(access.brand, pk)
    place = _place(places(access.brand, row.handoff), request.POST.get("origin", ""))
    if row.handoff.ended_at is not None:
        messages.error(request, IS_OVER)
        return redirect(TRIAL, pk)
    return HttpResponse(status=303, headers={"Location": place.address(tokens.mint(row.handoff_id))})


def _place(known: list[Place], origin: str) -> Place:
    found = next((place for place in known if place.origin == origin), None)
    if found is None:
        raise Http404
    return found


@require_POST
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    access = required_access(request)
    require_admin(access)
    services.return_to_agent(access.brand, _trial(access.brand, pk).handoff_id)
    messages.success(request, "The test was ended.")
    return redirect(TRIAL, pk)


def _progress(row: HandoffTrial) -> dict[str, Any]:
    handoff = row.handoff
    summary = Summary.objects.filter(handoff=handoff).first()
    waits_for_chat = handoff.chat_status == ChatStatus.PENDING and handoff.ended_at is None
    context = contexts.context_of(handoff, summary.text) if summary else None
    return {
        "trial": row,
        "started": words.moment(row.created_at, handoff.brand.support_provider.timezone),
        "headline": trial_steps.headline(row),
        "steps": trial_steps.steps(row, summary),
        "pending": starting.under_way(row) or waits_for_chat,
        "written": summary is not None,
        "seen": chats.adapter_of(handoff).team_sees(context) if context else (),
    }


def _trial(brand: Brand, pk: UUID) -> HandoffTrial:
    related = ("agent", "handoff__conversation__agent", "handoff__brand__support_provider")
    return get_object_or_404(HandoffTrial.objects.for_brand(brand).select_related(*related), pk=pk)
