"""The product's settings, with the bare views beside its own addresses: one server, one stack of middleware."""

from __future__ import annotations

from handoff_project import settings
from handoff_project.settings import *  # noqa: F403

INSTALLED_APPS = [*settings.INSTALLED_APPS, "benchmarks.serving"]
ROOT_URLCONF = "benchmarks.serving.urls"
