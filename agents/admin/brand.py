"""Settings of the Brand, and the way from one Brand to another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from agents.access import switch_brand
from agents.admin import api_keys, inviting, privacy, storefront, team
from agents.admin.base import BrandScopedAdmin, required_access
from agents.models import Action


class BrandAdmin(BrandScopedAdmin):
    """One row is ever seen here: the current Brand."""

    fields = ("name",)
    when_changed = Action.BRAND_CHANGED

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("storefront/", wrap(storefront.storefront), name="storefront"),
            path("storefront/keys/", wrap(api_keys.create_key), name="create_key"),
            path("storefront/keys/<int:pk>/rotate/", wrap(api_keys.rotate_key), name="rotate_key"),
            path("storefront/keys/<int:pk>/revoke/", wrap(api_keys.revoke_key), name="revoke_key"),
            path("privacy/", wrap(privacy.privacy), name="privacy"),
            path("people/", wrap(team.people_page), name="people"),
            path("people/invite/", wrap(inviting.invite), name="invite"),
            path("people/<int:pk>/", wrap(team.person), name="person"),
            path("people/<int:pk>/remove/", wrap(team.remove), name="remove_person"),
            path("people/<int:pk>/password/", wrap(team.password_link), name="password_link"),
            path("people/invitations/<int:pk>/renew/", wrap(inviting.renew), name="renew_invitation"),
            path("people/invitations/<int:pk>/withdraw/", wrap(inviting.withdraw), name="withdraw_invitation"),
            path("switch/<uuid:brand_id>/", wrap(switch), name="switch_brand"),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("admin:agents_brand_change", required_access(request).brand.pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return super().change_view(request, object_id, form_url, {"title": "Settings", **(extra_context or {})})


@require_POST
def switch(request: HttpRequest, brand_id: UUID) -> HttpResponse:
    if not switch_brand(request, brand_id):
        raise PermissionDenied("This Brand is none of yours.")
    messages.info(request, f"You are now in {required_access(request).brand.name}.")
    return redirect("admin:index")
