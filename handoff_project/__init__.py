"""Settings, URLs, Celery: wires everything together, imported by nobody."""

from __future__ import annotations

from handoff_project.celery import app as celery_app

__all__ = ["celery_app"]
