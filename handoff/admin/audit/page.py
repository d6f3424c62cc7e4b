"""Settings > Audit log: what people changed in this Brand, for its admins alone. Nothing can be changed here."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from agents import audit, scopes, windows
from agents.access import Access
from agents.admin.base import ADMINS, NOBODY, BrandScopedAdmin, configuring
from agents.admin.frames import too_often
from agents.admin.pages import page
from agents.models import Action, AuditEntry
from handoff import configuration
from handoff.admin.audit.filters import AuditFilters
from handoff.admin.audit.lines import CHUNK, COLUMNS, cells_of, lines_of
from handoff.admin.csv_files import streamed
from handoff.admin.pager import page_of_rows, query_of
from handoff.days import day_of, zone_named

LIST = "admin:agents_auditentry_changelist"
# What operators see besides: accounts that open no Brand, and what was done to the site as a whole.
SITE = "site"


class AuditEntryAdmin(BrandScopedAdmin):
    may_view = ADMINS
    may_change = NOBODY

    def get_urls(self) -> list[URLPattern]:
        own = path("export/", self.admin_site.admin_view(self.export), name="export_audit")
        return [own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        access = configuring(request)
        zone, rows = configuration.provider_of(access.brand).timezone, self._rows(request)
        with scopes.site() if _is_of_the_site(request) else nullcontext():
            filters = AuditFilters(request.GET, rows=rows, zone=zone_named(zone))
            found = page_of_rows(request, filters.apply(rows))
            lines = list(lines_of(found, access.brand, zone))
        context: dict[str, Any] = {
            "filters": filters,
            "rows": found,
            "lines": lines,
            "query": query_of(request),
            "zone": zone,
            "site": _is_of_the_site(request),
        }
        return page(request, "handoff/admin/audit.html", "Audit log", **context)

    def export(self, request: HttpRequest) -> HttpResponseBase:
        """Exactly the rows of the list."""
        access, rows = configuring(request), self._rows(request)
        if wait := windows.seconds_to_wait(windows.OF_PEOPLE, "audit export", request.user.pk):
            return too_often(request, wait)
        zone = zone_named(configuration.provider_of(access.brand).timezone)
        if _is_of_the_site(request):
            scopes.work_for_site()
        filters = AuditFilters(request.GET, rows=rows, zone=zone)
        if not filters.is_valid():
            return redirect(f"{reverse(LIST)}?{request.GET.urlencode()}")
        now = timezone.now()
        # Read while it is sent: the entry of the sending itself is no row of the list.
        found = filters.apply(rows).filter(at__lt=now).iterator(chunk_size=CHUNK)
        audit.record(Action.DATA_EXPORTED, _exported_from(request, access), what="audit_log")
        today = day_of(now, zone)
        return streamed("audit-log", access.brand.name, today, COLUMNS, cells_of(found, access.brand, zone))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """An entry is its line in the list: there is no more to it."""
        raise Http404

    def _rows(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        if _is_of_the_site(request):
            return AuditEntry.objects.filter(brand=None)
        return cast("QuerySet[AuditEntry]", self.get_queryset(request))


def _is_of_the_site(request: HttpRequest) -> bool:
    return bool(request.user.is_superuser and SITE in request.GET)


def _exported_from(request: HttpRequest, access: Access) -> Any:
    return None if _is_of_the_site(request) else access.brand
