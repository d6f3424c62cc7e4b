"""Settings > Developer Settings > Platform Services: the support chat provider and its hours, on one page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from agents.admin.base import BrandScopedAdmin, required_access
from agents.admin.pages import page
from handoff import configuration
from handoff.admin import closure_imports, notice_card, preview
from handoff.admin.agent_settings.model_use import model_use
from handoff.forms.form_edits import edited
from handoff.forms.notice_form import NoticeSecretForm
from handoff.forms.provider_form import SupportProviderForm
from handoff.models import SupportProvider

CHANGE = "admin:handoff_supportprovider_change"
TITLE = "Platform Services"


class SupportProviderAdmin(BrandScopedAdmin):
    """One row per Brand, so there is no list: its address leads to the row, which is made when it is missing."""

    def get_urls(self) -> list[URLPattern]:
        door = require_POST(sensitive_post_parameters()(self.preview_view))
        own = path("<int:pk>/preview/", self.admin_site.admin_view(door), name="handoff_supportprovider_preview")
        heard = require_POST(sensitive_post_parameters()(self.notices_view))
        told = path("<int:pk>/notices/", self.admin_site.admin_view(heard), name="handoff_supportprovider_notices")
        return [own, told, *closure_imports.urls(self.admin_site.admin_view), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect(CHANGE, configuration.provider_of(required_access(request).brand).pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return change_provider(request, self._provider(request, object_id))

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        provider = self._provider(request, str(pk))
        _admins_only(request)
        return preview.preview(request, provider)

    def notices_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        provider = self._provider(request, str(pk))
        outcome = notice_card.acted(request, provider)
        if isinstance(outcome, NoticeSecretForm):
            return _page(request, SupportProviderForm(provider, timezone.now()), secret_form=outcome)
        return outcome

    def _provider(self, request: HttpRequest, object_id: str) -> SupportProvider:
        provider: SupportProvider | None = self.get_object(request, object_id)
        if provider is None:
            raise Http404
        return provider


@sensitive_post_parameters()
def change_provider(request: HttpRequest, provider: SupportProvider) -> HttpResponse:
    if request.method != "POST":
        may_configure = required_access(request).may_configure
        return _page(request, SupportProviderForm(provider, timezone.now(), disabled=not may_configure))
    _admins_only(request)
    if changed := edited(request.POST):
        return _page(request, SupportProviderForm(provider, timezone.now(), changed), rows_changed=True)
    return _save(request, provider, _agreed(request.POST))


def _save(request: HttpRequest, provider: SupportProvider, posted: QueryDict) -> HttpResponse:
    form = SupportProviderForm(provider, timezone.now(), posted)
    if not form.is_valid():
        return _page(request, form, refused=True)
    try:
        configuration.save_provider(provider.brand, form.configuration())
    except configuration.Changed:
        provider.refresh_from_db()
        return _page(request, form, theirs=provider.revision)
    messages.success(request, "Your changes were saved.")
    return redirect(CHANGE, provider.pk)


def _agreed(posted: QueryDict) -> QueryDict:
    """Who presses "Save mine anyway" has seen the revision that this button names."""
    if "overwrite" not in posted:
        return posted
    agreed = posted.copy()
    agreed["revision"] = str(posted["overwrite"])
    return agreed


def _page(
    request: HttpRequest,
    form: SupportProviderForm,
    *,
    refused: bool = False,
    rows_changed: bool = False,
    theirs: UUID | None = None,
    secret_form: NoticeSecretForm | None = None,
) -> HttpResponse:
    """`theirs`: the revision that somebody else saved meanwhile."""
    return page(
        request,
        "handoff/admin/platform_services.html",
        TITLE,
        form=form,
        refused=refused,
        rows_changed=rows_changed,
        theirs=theirs,
        has_model=bool(settings.OPENAI_API_KEY),
        model_allowed=form.provider.brand.model_allowed,
        notices=notice_card.card(request, form.provider, secret_form),
        model_use=model_use(form.provider.brand, timezone.now()),
        **preview.panel(form, timezone.now()),
    )


def _admins_only(request: HttpRequest) -> None:
    if not required_access(request).may_configure:
        raise PermissionDenied("Only an admin of your Brand can change this.")
