"""The API's documentation: Swagger UI from our own server, started by a file, since no script may stand in a page."""

from __future__ import annotations

from drf_spectacular.views import SpectacularSwaggerView


class ApiDocs(SpectacularSwaggerView):
    template_name = "handoff_project/api_docs.html"
