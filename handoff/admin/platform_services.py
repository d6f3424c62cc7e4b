"""Settings > Developer Settings > Platform Services: the support chat provider and its hours, on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters

from agents.admin.base import BrandScopedAdmin, required_access
from agents.admin.pages import page
from handoff import configuration
from handoff.forms import SupportProviderForm
from handoff.models import SupportProvider
from handoff.provider_state import state_of

CHANGE = "admin:handoff_supportprovider_change"
TITLE = "Platform Services"


class SupportProviderAdmin(BrandScopedAdmin):
    """One row per Brand, so there is no list: its address leads to the row, which is made when it is missing."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect(CHANGE, configuration.provider_of(required_access(request).brand).pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        provider = self.get_object(request, object_id)
        if provider is None:
            raise Http404
        return change_provider(request, provider)


@sensitive_post_parameters()
def change_provider(request: HttpRequest, provider: SupportProvider) -> HttpResponse:
    access = required_access(request)
    if request.method == "POST" and not access.may_configure:
        raise PermissionDenied("Only an admin of your Brand can change this.")
    posted = request.POST if request.method == "POST" else None
    form = SupportProviderForm(provider, posted, disabled=not access.may_configure)
    if posted is not None and form.is_valid():
        return _saved(request, form)
    return page(
        request,
        "handoff/admin/platform_services.html",
        TITLE,
        form=form,
        state=state_of(provider),
    )


def _saved(request: HttpRequest, form: SupportProviderForm) -> HttpResponse:
    provider = configuration.save_provider(form.provider.brand, form.configuration())
    messages.success(request, "Your changes were saved.")
    return redirect(CHANGE, provider.pk)
