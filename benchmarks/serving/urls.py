"""The product's addresses, and those of the bare views."""

from __future__ import annotations

from django.urls import path

from benchmarks.serving import bare
from handoff_project import urls

urlpatterns = [
    path("bare/empty", bare.empty),
    path("bare/empty-drf", bare.EmptyDoor.as_view()),
    path("bare/read", bare.ReadDoor.as_view()),
    path("bare/insert", bare.InsertDoor.as_view()),
    path("bare/insert-rows", bare.InsertRowsDoor.as_view()),
    # As the product has them: within an include() of this file they would take longer to be found.
    *urls.urlpatterns,
]
