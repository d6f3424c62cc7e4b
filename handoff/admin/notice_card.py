"""The card "Tell Handoff when a chat is closed" of the Platform Services page, and what its buttons do."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agents.admin.base import configuring
from agents.admin.pages import page
from handoff import notice_sources
from handoff.forms.notice_form import NoticeSecretForm
from handoff.forms.platform_form import secret_hint
from handoff.models import NoticeSource, SupportProvider
from handoff.providers.notices.base import NoticeForm

PAGE = "admin:handoff_supportprovider_change"
ON, ENTER, RENEW, OFF = "on", "enter", "renew", "off"


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """Of the platform that is stored as chosen. `source` is None while it is switched off."""

    form: NoticeForm
    platform: str
    source: NoticeSource | None
    url: str
    secret_form: NoticeSecretForm

    @property
    def saved(self) -> str:
        return secret_hint(self.source.secret) if self.source else ""

    @property
    def is_ready(self) -> bool:
        return self.source is not None and bool(self.source.secret)


def card(
    request: HttpRequest, provider: SupportProvider, secret_form: NoticeSecretForm | None = None
) -> NoticeCard | None:
    form = notice_sources.offered(provider.kind)
    if form is None:
        return None
    source = notice_sources.source_of(provider.brand, provider.kind)
    path = reverse("notices", args=[provider.kind, source.address]) if source else ""
    url = request.build_absolute_uri(path) if source else ""
    return NoticeCard(form, str(provider.get_kind_display()), source, url, secret_form or NoticeSecretForm(form))


def acted(request: HttpRequest, provider: SupportProvider) -> HttpResponse | NoticeSecretForm:
    """What a button of the card leads to; the form where what was typed can't be right."""
    configuring(request)
    form, source = notice_sources.offered(provider.kind), notice_sources.source_of(provider.brand, provider.kind)
    act = request.POST.get("act")
    if form is None or (act != ON and source is None):
        raise Http404
    if act == ON:
        return _shown_once(request, provider, notice_sources.switch_on(provider.brand, provider.kind))
    assert source is not None
    if act == RENEW and not form.entered:
        return _shown_once(request, provider, notice_sources.renew_secret(source))
    if act == ENTER and form.entered:
        return _entered(request, provider, source, NoticeSecretForm(form, request.POST))
    if act == OFF:
        notice_sources.switch_off(source)
        messages.success(request, "Switched off. Remove the webhook at the platform as well.")
        return redirect(PAGE, provider.pk)
    raise Http404


def _entered(
    request: HttpRequest, provider: SupportProvider, source: NoticeSource, form: NoticeSecretForm
) -> HttpResponse | NoticeSecretForm:
    if not form.is_valid():
        return form
    notice_sources.enter_secret(source, form.cleaned_data["notice_secret"])
    messages.success(request, "The secret was saved.")
    return redirect(PAGE, provider.pk)


def _shown_once(request: HttpRequest, provider: SupportProvider, secret: str) -> HttpResponse:
    """A secret that was made here goes into no session, message or redirect, and cannot be shown again."""
    if secret:
        title = "The webhook's secret"
        return page(request, "handoff/admin/notice_secret.html", title, provider=provider, secret=secret)
    messages.success(request, "Switched on. Follow the steps, and enter the secret.")
    return redirect(PAGE, provider.pk)
