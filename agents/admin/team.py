"""Settings > People: who belongs to the Brand, and what they may do. Admins change it, all see their colleagues."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agents import audit, invitations, mail, passwords, people, windows
from agents.access import Access
from agents.admin.base import configuring, required_access
from agents.admin.pages import page
from agents.models import Action, Membership
from agents.people_forms import InvitationForm, RoleForm

PAGE = "admin:people"
# Each of them may be an e-mail to somebody.
LINKS = "60/hour"
TOO_MANY_LINKS = "Too many links were made in the last hour. Try again later."
NOT_SENT = "No e-mail could be sent to this person. Try again later, or ask whoever runs this site."
NO_LINK = "No link can be made for this person here. Ask whoever runs this site for a new password."


@require_GET
def people_page(request: HttpRequest) -> HttpResponse:
    return shown(request, required_access(request), InvitationForm())


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    member = _member(configuring(request), pk)
    form = RoleForm(request.POST or None, instance=member)
    if request.method == "POST" and form.is_valid() and _is_changed(member, form):
        messages.success(request, "The role was changed.")
        return redirect(PAGE)
    context: dict[str, Any] = {"member": member, "form": form, "can_send": mail.is_set_up()}
    return page(request, "agents/admin/team_person.html", people.name_of(member.user), **context)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    access = configuring(request)
    member = _member(access, pk)
    if request.method == "GET" or not _is_removed(member):
        why_not = people.LAST_ADMIN if people.is_last_admin(member) else ""
        return page(request, "agents/admin/team_remove.html", "Remove a person", member=member, why_not=why_not)
    messages.success(request, f"{people.name_of(member.user)} no longer belongs to {access.brand.name}.")
    return redirect("admin:index" if member.user == request.user else PAGE)


@require_POST
@sensitive_variables("link")
def password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """By e-mail to the person alone, where this site sends any. Else a link to copy, if it opens this Brand alone."""
    access = configuring(request)
    user = _member(access, pk).user
    if has_made_too_many_links(access):
        messages.error(request, TOO_MANY_LINKS)
        return redirect("admin:person", pk)
    link = mail.origin_of(request) + reverse("password_reset_confirm", kwargs=passwords.link_parts(user))
    audit.record(Action.PASSWORD_LINK_MADE, access.brand, user)
    if not mail.is_set_up() and passwords.may_be_handed_out(user, access.brand):
        return page(request, "agents/admin/team_password.html", "A new password", person=user, link=link)
    _send_password_link(request, user, link)
    return redirect("admin:person", pk)


def shown(request: HttpRequest, access: Access, form: InvitationForm) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "members": people.people_of(access.brand),
        "invitations": invitations.waiting(access.brand) if access.may_configure else (),
        "now": timezone.now(),
    }
    return page(request, "agents/admin/team.html", "People", **context)


def has_made_too_many_links(access: Access) -> bool:
    return windows.seconds_to_wait(LINKS, "links", access.brand.pk) > 0


def _is_changed(member: Membership, form: RoleForm) -> bool:
    try:
        people.change_role(member, form.cleaned_data["role"])
    except people.LastAdmin:
        form.add_error("role", people.LAST_ADMIN)
        return False
    return True


def _is_removed(member: Membership) -> bool:
    try:
        people.remove(member)
    except people.LastAdmin:
        return False
    return True


@sensitive_variables("link")
def _send_password_link(request: HttpRequest, user: User, link: str) -> None:
    if user.is_active and mail.send(user.email, "registration/password_reset", user=user, link=link):
        messages.success(request, "We sent the person an e-mail with a link to set a new password.")
    elif mail.is_set_up():
        messages.error(request, NOT_SENT)
    else:
        messages.error(request, NO_LINK)


def _member(access: Access, pk: int) -> Membership:
    return get_object_or_404(people.people_of(access.brand), pk=pk)
