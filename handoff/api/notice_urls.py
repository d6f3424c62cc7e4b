"""Included at webhooks/v1/: for support platforms."""

from __future__ import annotations

from django.urls import path, re_path

from handoff.api.doors import NothingHere
from handoff.api.notices import NoticeDoor

urlpatterns = [
    path("<slug:platform>/<str:address>/", NoticeDoor.as_view(), name="notices"),
    re_path("", NothingHere.as_view()),
]
