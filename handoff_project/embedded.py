"""A Celery worker inside the web process, for a machine without Redis: the same tasks, in threads, over memory."""

from __future__ import annotations

import threading

from celery.beat import Scheduler, Service
from celery.worker import WorkController
from django.conf import settings

from handoff_project.celery import app

THREADS = 4
READY_SECONDS = 15.0
_lock = threading.Lock()
_started = threading.Event()


class _Worker(WorkController):
    def on_consumer_ready(self, consumer: object) -> None:
        _started.set()


def start() -> None:
    """Start the worker and its sweeper once, and wait until they take work. Only in the process that serves."""
    with _lock:
        if _started.is_set():
            return
        worker = _Worker(
            app=app,
            pool="threads",
            concurrency=THREADS,
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
            task_events=False,
        )
        threading.Thread(target=worker.start, name="embedded-worker", daemon=True).start()
        if not _started.wait(READY_SECONDS):
            raise RuntimeError("The embedded worker did not start.")
        # Memory forgets at each start; the sweeper finds the rows that are due or were left behind.
        beat = Service(app, max_interval=settings.SWEEP_SECONDS, scheduler_cls=Scheduler)
        threading.Thread(target=beat.start, name="embedded-sweeper", daemon=True).start()
