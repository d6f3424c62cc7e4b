"""All addresses of the product."""

from __future__ import annotations

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView

from handoff_project.api_docs import ApiDocs
from handoff_project.health import healthz, readyz
from handoff_project.prometheus import metrics

# Errors before a view is reached: problem details below /api/, /storefront/ and /webhooks/, pages elsewhere.
handler400 = "handoff.api.errors.bad_request"
handler403 = "handoff.api.errors.permission_denied"
handler404 = "handoff.api.errors.page_not_found"
handler500 = "handoff.api.errors.server_error"

admin.autodiscover()


def nothing_here(request: HttpRequest, row: str) -> HttpResponse:
    raise Http404


urlpatterns = [
    # First what is asked for at every turn: whatever stands before it is tried first.
    path("api/v1/", include("handoff.api.server_urls")),
    path("storefront/v1/", include("handoff.api.storefront_urls")),
    path("webhooks/v1/", include("handoff.api.notice_urls")),
    path("", RedirectView.as_view(pattern_name="admin:index")),
    # Before the admin, which asks everybody else to log in.
    path("admin/", include("agents.urls")),
    # Django's way to the page of any row of any model, by its number. No model of ours has a page outside the admin.
    path("admin/r/<path:row>", nothing_here),
    path("admin/", admin.site.urls),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", ApiDocs.as_view(url_name="schema"), name="docs"),
    # ProbesMiddleware answers these before they are looked up: it does not ask for a Host that is known.
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
]
