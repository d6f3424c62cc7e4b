"""Included at webhooks/v1/: for support platforms."""

from __future__ import annotations

from django.urls import re_path

from handoff.api.doors import NothingHere
from handoff.api.notices import NoticeDoor

urlpatterns = [
    re_path(r"^(?P<platform>[a-z_-]+)/(?P<address>[A-Za-z0-9_-]{20,64})/$", NoticeDoor.as_view(), name="notices"),
    re_path("", NothingHere.as_view()),
]
