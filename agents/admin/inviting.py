"""Settings > People: inviting somebody, making a new link, withdrawing. A link is the answer to the request itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from agents import invitations, mail
from agents.access import Access
from agents.admin import team
from agents.admin.base import configuring
from agents.admin.pages import page
from agents.models import Invitation
from agents.people_forms import InvitationForm


@require_POST
@sensitive_variables("token")
def invite(request: HttpRequest) -> HttpResponse:
    access = configuring(request)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return team.shown(request, access, form)
    if team.has_made_too_many_links(access):
        form.add_error("email", team.TOO_MANY_LINKS)
        return team.shown(request, access, form)
    email, role = form.cleaned_data["email"], form.cleaned_data["role"]
    try:
        row, token = invitations.invite(access.brand, email, role, _inviter(request), timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return team.shown(request, access, form)
    return _link_shown(request, row, token)


@require_POST
@sensitive_variables("token")
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    access = configuring(request)
    row = _waiting(access, pk)
    if team.has_made_too_many_links(access):
        messages.error(request, team.TOO_MANY_LINKS)
        return redirect(team.PAGE)
    token = invitations.renew(row, timezone.now())
    return _link_shown(request, row, token)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = _waiting(configuring(request), pk)
    invitations.withdraw(row)
    messages.success(request, f"The invitation of {row.email} was withdrawn. Its link no longer works.")
    return redirect(team.PAGE)


def _waiting(access: Access, pk: int) -> Invitation:
    return get_object_or_404(invitations.waiting(access.brand).select_related("brand"), pk=pk)


def _inviter(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


@sensitive_variables("token", "link")
def _link_shown(request: HttpRequest, row: Invitation, token: str) -> HttpResponse:
    """It goes into no session, message or redirect, and cannot be shown again."""
    link = mail.origin_of(request) + reverse("join", args=[token])
    sent = mail.send(row.email, "agents/mail/invitation", row=row, link=link, by=_inviter(request))
    context: dict[str, Any] = {"row": row, "link": link, "sent": sent, "failed": mail.is_set_up() and not sent}
    return page(request, "agents/admin/team_invited.html", "The invitation", **context)
