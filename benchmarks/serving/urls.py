"""The product's addresses, and those of the bare views."""

from __future__ import annotations

from django.urls import include, path

from benchmarks.serving import bare

urlpatterns = [
    path("bare/empty", bare.empty),
    path("bare/empty-drf", bare.EmptyDoor.as_view()),
    path("bare/read", bare.ReadDoor.as_view()),
    path("bare/insert", bare.InsertDoor.as_view()),
    path("bare/insert-rows", bare.InsertRowsDoor.as_view()),
    path("", include("handoff_project.urls")),
]
