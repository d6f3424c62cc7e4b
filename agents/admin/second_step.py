"""The pages of the second step: before the admin opens, and where a person changes it. Codes are shown once."""

from __future__ import annotations

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from agents import second_step, sign_ins, two_factor
from agents.admin.frames import door_page, next_of, own_page, person_of
from agents.second_step import Need
from agents.sign_in_forms import CodeForm, ProofForm, SetUpForm

ACCOUNT = "account"
ASK = "agents/second_step.html"
SET_UP = "agents/second_step_set_up.html"
CODES = "agents/recovery_codes.html"


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def ask(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    if second_step.need_of(user, sign_ins.of(request)) is not Need.CODE:
        return redirect(next_of(request))
    form = CodeForm(request, user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        second_step.passed(request, user, timezone.now(), lets_in=True)
        return redirect(next_of(request))
    return door_page(request, ASK, "One more step", form=form)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@sensitive_variables("seed")
def set_up(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    if second_step.confirmed(user):
        return redirect(ACCOUNT)
    need, seed = second_step.need_of(user, sign_ins.of(request)), second_step.seed_to_set_up(request)
    form = SetUpForm(request, user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _codes_shown(request, user, form.recovery_codes or [], lets_in=need is Need.SET_UP)
    picture = segno.make(two_factor.address_for_phone(seed, user.get_username()), error="m").svg_data_uri(
        scale=5, border=4, light="#fff"
    )
    return door_page(
        request, SET_UP, "Set up the second step", form=form, picture=picture, key=two_factor.in_groups(seed)
    )


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def renew_codes(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    if not second_step.confirmed(user):
        return redirect(ACCOUNT)
    form = ProofForm(request, user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _codes_shown(request, user, second_step.new_recovery_codes(user), lets_in=False)
    return own_page(request, "agents/admin/recovery_codes_renew.html", "New recovery codes", form=form)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def switch_off(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    if not second_step.confirmed(user):
        return redirect(ACCOUNT)
    form = ProofForm(request, user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        second_step.switch_off(user)
        sign_ins.second_step_undone(request)
        sign_ins.end_others(request, user)
        messages.success(request, "The second step is switched off. Everywhere else you are logged out.")
        return redirect(ACCOUNT)
    required = settings.TWO_FACTOR_REQUIRED
    return own_page(request, "agents/admin/second_step_off.html", "The second step", form=form, required=required)


@sensitive_variables("codes")
def _codes_shown(request: HttpRequest, user: User, codes: list[str], *, lets_in: bool) -> HttpResponse:
    """The answer to the form itself: they go into no session, message or redirect."""
    second_step.passed(request, user, timezone.now(), lets_in=lets_in)
    sign_ins.end_others(request, user)
    return door_page(request, CODES, "Your recovery codes", codes=codes)
