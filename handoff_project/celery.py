"""The Celery app. A message is only a wake-up with a row's id; what is to be done stands in the row."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handoff_project.settings")

app = Celery("handoff")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["handoff"])
