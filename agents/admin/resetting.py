"""Forgotten passwords: Django's own pages, in our words. Nobody learns from them whether there is an account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy

from agents import mail
from agents.passwords import TOKENS
from agents.people_forms import NewPasswordForm
from agents.throttling import address_of, is_too_often


class AskForLink(views.PasswordResetView):
    email_template_name = "registration/password_reset_email.txt"
    token_generator = TOKENS
    title = "Forgotten your password?"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(can_send=mail.is_set_up(), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not mail.is_set_up():
            return self.get(request, *args, **kwargs)
        if is_too_often("reset", address_of(request)):
            return render(request, "agents/too_often.html", status=429)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        self.extra_email_context = {"origin": mail.origin_of(self.request)}
        return super().form_valid(form)


class LinkSent(views.PasswordResetDoneView):
    title = "Look into your inbox"


class SetPassword(views.PasswordResetConfirmView):
    form_class = NewPasswordForm
    token_generator = TOKENS
    success_url = reverse_lazy("password_reset_complete")


class PasswordSet(views.PasswordResetCompleteView):
    title = "Your new password is set"
