"""The product's addresses, and those of the bare views."""

from __future__ import annotations

from django.urls import include, path

from benchmarks.serving import bare

urlpatterns = [
    path("bare/empty", bare.empty),
    path("bare/empty-drf", bare.EmptyDoor.as_view()),
    path("bare/read", bare.read),
    path("bare/insert", bare.insert),
    path("", include("handoff_project.urls")),
]
