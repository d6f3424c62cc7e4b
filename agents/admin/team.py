"""Settings > People: who belongs to the Brand, and who is invited. Only admins change it; all see their colleagues."""

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
from django.views.decorators.http import require_http_methods, require_POST

from agents import invitations, mail, passwords, people
from agents.access import Access
from agents.admin.base import configuring, required_access
from agents.admin.pages import page
from agents.models import Invitation, Membership
from agents.people_forms import InvitationForm, RoleForm
from agents.throttling import is_too_often

PAGE = "admin:people"
MOST_LINKS_PER_HOUR = 60
TOO_OFTEN = "Too many links were made in the last hour. Try again later."


@require_http_methods(["GET", "POST"])
@sensitive_variables("token")
def people_page(request: HttpRequest) -> HttpResponse:
    """An invitation is answered with its link itself: it goes into no session, message or redirect."""
    if request.method == "GET":
        return _shown(request, required_access(request), InvitationForm())
    access = configuring(request)
    form = InvitationForm(request.POST)
    if not form.is_valid() or _is_too_often(form, access):
        return _shown(request, access, form)
    email, role = form.cleaned_data["email"], form.cleaned_data["role"]
    try:
        row, token = invitations.invite(access.brand, email, role, _person(request), timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return _shown(request, access, form)
    return _invited(request, row, token)


@require_POST
@sensitive_variables("token")
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    access = configuring(request)
    row = get_object_or_404(invitations.waiting(access.brand).select_related("brand"), pk=pk)
    if is_too_often("links", str(access.brand.pk), MOST_LINKS_PER_HOUR):
        messages.error(request, TOO_OFTEN)
        return redirect(PAGE)
    token = invitations.renew(row, timezone.now())
    return _invited(request, row, token)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(invitations.waiting(configuring(request).brand).select_related("brand"), pk=pk)
    invitations.withdraw(row)
    messages.success(request, f"The invitation of {row.email} was withdrawn. Its link no longer works.")
    return redirect(PAGE)


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    member = _member(configuring(request), pk)
    form = RoleForm(request.POST or None, instance=member)
    if request.method == "POST" and form.is_valid():
        try:
            people.change_role(member, form.cleaned_data["role"])
        except people.LastAdmin:
            form.add_error("role", people.LAST_ADMIN)
        else:
            messages.success(request, "The role was changed.")
            return redirect(PAGE)
    context: dict[str, Any] = {"member": member, "form": form, "can_send": mail.is_set_up()}
    return page(request, "agents/admin/team_person.html", people.name_of(member.user), **context)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    access = configuring(request)
    member = _member(access, pk)
    if request.method == "GET" or not _is_removed(member):
        context: dict[str, Any] = {
            "member": member,
            "last_admin": people.LAST_ADMIN if people.is_last_admin(member) else "",
        }
        return page(request, "agents/admin/team_remove.html", "Remove a person", **context)
    messages.success(request, f"{people.name_of(member.user)} no longer belongs to {access.brand.name}.")
    return redirect("admin:index" if member.user == request.user else PAGE)


@require_POST
@sensitive_variables("link")
def password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """By e-mail to the person alone, where this site sends any. Else a link to copy, if it opens this Brand alone."""
    access = configuring(request)
    user = _member(access, pk).user
    if is_too_often("links", str(access.brand.pk), MOST_LINKS_PER_HOUR):
        messages.error(request, TOO_OFTEN)
        return redirect("admin:person", pk)
    if not mail.is_set_up() and passwords.may_be_handed_out(user, access.brand):
        link = _password_link(request, user)
        return page(request, "agents/admin/team_password.html", "A new password", person=user, link=link)
    _send_password_link(request, user)
    return redirect("admin:person", pk)


def _password_link(request: HttpRequest, user: User) -> str:
    return mail.origin_of(request) + reverse("password_reset_confirm", kwargs=passwords.link_parts(user))


@sensitive_variables("link")
def _send_password_link(request: HttpRequest, user: User) -> None:
    link = _password_link(request, user)
    if user.is_active and mail.send(user.email, "registration/password_reset", user=user, link=link):
        messages.success(request, "We sent the person an e-mail with a link to set a new password.")
    elif mail.is_set_up():
        messages.error(request, "The e-mail could not be sent. Try again later.")
    else:
        messages.error(
            request, "No link can be made for this person here. Ask whoever runs this site for a new password."
        )


def _is_removed(member: Membership) -> bool:
    try:
        people.remove(member)
    except people.LastAdmin:
        return False
    return True


def _is_too_often(form: InvitationForm, access: Access) -> bool:
    if not is_too_often("links", str(access.brand.pk), MOST_LINKS_PER_HOUR):
        return False
    form.add_error("email", TOO_OFTEN)
    return True


def _member(access: Access, pk: int) -> Membership:
    return get_object_or_404(people.people_of(access.brand), pk=pk)


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


@sensitive_variables("token", "link")
def _invited(request: HttpRequest, row: Invitation, token: str) -> HttpResponse:
    link = mail.origin_of(request) + reverse("join", args=[token])
    sent = mail.send(row.email, "agents/mail/invitation", row=row, link=link, by=_person(request))
    context: dict[str, Any] = {"row": row, "link": link, "sent": sent, "failed": mail.is_set_up() and not sent}
    return page(request, "agents/admin/team_invited.html", "The invitation", **context)


def _shown(request: HttpRequest, access: Access, form: InvitationForm) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "members": people.people_of(access.brand),
        "invitations": invitations.waiting(access.brand) if access.may_configure else (),
        "now": timezone.now(),
    }
    return page(request, "agents/admin/team.html", "People", **context)
