"""Forgotten passwords: Django's own pages, in our words. Nobody learns from them whether there is an account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone

from agents import audit, mail, resetting, session_ends, windows
from agents.admin.frames import too_often
from agents.callers import network_of
from agents.models import Action
from agents.passwords import TOKENS
from agents.people_forms import NewPasswordForm
from agents.tasks import wake_password_link


class AskForLink(views.PasswordResetView):
    title = "Forgotten your password?"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(can_send=mail.is_set_up(), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not mail.is_set_up():
            return self.get(request, *args, **kwargs)
        if wait := windows.seconds_to_wait(windows.OF_PEOPLE, "reset", network_of(request)):
            return too_often(request, wait)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        """The worker finds out whether there is such an account: nobody can tell by the time that it takes."""
        ask_id = resetting.ask(form.cleaned_data["email"], mail.origin_of(self.request), timezone.now())
        wake_password_link(ask_id)
        return redirect("password_reset_done")


class LinkSent(views.PasswordResetDoneView):
    title = "Look into your inbox"


class SetPassword(views.PasswordResetConfirmView):
    form_class = NewPasswordForm
    token_generator = TOKENS
    success_url = reverse_lazy("password_reset_complete")

    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponse:
        """The second step stays: whoever reads the inbox does not hold the phone."""
        with transaction.atomic():
            answer = super().form_valid(form)
            session_ends.end_all(form.user)
            audit.record_of_person(Action.PASSWORD_RESET, form.user)
        return answer


class PasswordSet(views.PasswordResetCompleteView):
    title = "Your new password is set"
