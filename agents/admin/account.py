"""Your account: the password, the second step, and where you are signed in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agents import second_step, session_ends, sign_ins
from agents.admin.frames import own_page, person_of
from agents.sign_in_forms import OwnPasswordForm

PAGE = "account"


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
        form.save()
        update_session_auth_hash(request, user)
        sign_ins.end_others(request, user)
        messages.success(request, "Your password was changed. Everywhere else you are logged out.")
        return redirect(PAGE)
    return own_page(request, "agents/admin/password_change.html", "Change your password", form=form)


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    ended = sign_ins.end_others(request, person_of(request))
    messages.success(request, "Everywhere else you are logged out." if ended else "You were logged in here alone.")
    return redirect(PAGE)


@require_POST
def end_one(request: HttpRequest, pk: UUID) -> HttpResponse:
    if session_ends.end_one(person_of(request), pk):
        messages.success(request, "You are logged out there.")
    return redirect(PAGE)
