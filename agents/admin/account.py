"""Your account: the password, the second step, and where you are signed in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from agents import passwords, second_step, session_ends, sign_ins
from agents.admin.frames import own_page, person_of
from agents.sign_in_forms import AgainForm, OwnPasswordForm

PAGE = "account"
ENDING = "agents/admin/sign_ins_end.html"


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    return own_page(
        request,
        "agents/admin/account.html",
        "Your account",
        step=second_step.confirmed(user),
        codes_left=second_step.recovery_codes_left(user),
        sign_ins=user.sign_ins.all(),
        current=sign_ins.of(request),
    )


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    form = OwnPasswordForm(request, user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        passwords.change(form)
        update_session_auth_hash(request, user)
        sign_ins.end_others(request, user)
        messages.success(request, "Your password was changed. Everywhere else you are logged out.")
        return redirect(PAGE)
    return own_page(request, "agents/admin/password_change.html", "Change your password", form=form)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def end_others(request: HttpRequest) -> HttpResponse:
    """After the password once more: a thief must not send the owner away."""
    user = person_of(request)
    form = AgainForm(request, user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        sign_ins.end_others_as_asked(request, user)
        messages.success(request, "Everywhere else you are logged out.")
        return redirect(PAGE)
    return own_page(request, ENDING, "Log out everywhere else", form=form)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def end_one(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = person_of(request)
    row = get_object_or_404(user.sign_ins, pk=pk)
    form = AgainForm(request, user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        session_ends.end_one(user, row.pk)
        messages.success(request, f"You are logged out of {row.browser}.")
        return redirect(PAGE)
    return own_page(request, ENDING, f"Log out of {row.browser}", form=form)
