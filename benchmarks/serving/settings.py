"""The product's settings, with the bare views beside its own addresses: one server, one stack of middleware."""

from handoff_project.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.serving.urls"
