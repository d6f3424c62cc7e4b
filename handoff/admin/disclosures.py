"""Settings > Privacy > What was sent: a list for the Brand. Nothing can be changed here."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.http import urlencode

from agents.admin.base import NOBODY, BrandScopedAdmin, required_access
from agents.admin.pages import page
from handoff import configuration
from handoff.admin import customer_data
from handoff.admin.disclosure_lines import line_of
from handoff.admin.pager import page_of_rows
from handoff.models import Recipient


class DisclosureAdmin(BrandScopedAdmin):
    may_change = NOBODY

    def get_urls(self) -> list[URLPattern]:
        own = path("customer/", self.admin_site.admin_view(customer_data.customer_data), name="customer_data")
        return [own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        to = request.GET.get("to", "")
        to = to if to in Recipient.values else ""
        rows = self.get_queryset(request).select_related("handoff")
        shown = page_of_rows(request, rows.filter(recipient=to) if to else rows)
        zone = configuration.provider_of(required_access(request).brand).timezone
        return page(
            request,
            "handoff/admin/disclosures.html",
            "What was sent",
            rows=shown,
            lines=[line_of(row, zone) for row in shown],
            choices=Recipient.choices,
            to=to,
            query=urlencode({"to": to}) if to else "",
            zone=zone,
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        raise Http404
