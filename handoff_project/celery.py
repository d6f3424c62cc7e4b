"""The Celery app. A message is only a wake-up with a row's id; what is to be done stands in the row."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery, Task, bootsteps
from django.conf import settings
from prometheus_client import start_http_server

from agents import redis_broker, scopes

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handoff_project.settings")
# A worker would import every page for them, and tell nobody what they found. `manage check --deploy` does.
os.environ.setdefault("CELERY_SKIP_CHECKS", "true")


class MetricsServer(bootsteps.Step):
    """What a worker counts, told at METRICS_HOST: for one that shares no PROMETHEUS_MULTIPROC_DIR with a web server."""

    def __init__(self, worker: Any, **options: Any) -> None:
        self.enabled = bool(settings.METRICS_PORT)
        super().__init__(worker, **options)

    def create(self, worker: Any) -> None:
        start_http_server(settings.METRICS_PORT, addr=settings.METRICS_HOST)


class ScopedTask(Task[..., Any]):
    """Begins for nobody, whatever the thread did before: a task takes up a row, and works for its Brand."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with scopes.nothing():
            return super().__call__(*args, **kwargs)


redis_broker.use()
app: Celery[Any] = Celery("handoff", task_cls=ScopedTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["agents", "handoff"])
app.steps["worker"].add(MetricsServer)
