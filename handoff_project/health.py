"""Whether this process lives, and whether what it leans on does. Says nothing of versions, and nothing of Brands."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse

from handoff import claiming, heartbeats
from handoff_project import draining, probes
from handoff_project.celery import app

OK = "ok"
WITHIN_SECONDS = 1.5
# What waits longer than this although it is due waits for a worker.
LATE_SECONDS = 60.0


def healthz(request: HttpRequest) -> JsonResponse:
    """Live: this process answers. Whoever restarts processes asks here; a database that is away is no reason to."""
    return JsonResponse({"status": OK})


def readyz(request: HttpRequest) -> JsonResponse:
    """503 only where this process can't serve: without the database, or when it was asked to end.

    All else is `degraded`, and named: to take the web away because a worker is late would make an outage of a delay.
    """
    if draining.is_under_way():
        return JsonResponse({"status": "draining"}, status=503)
    looks = {"database": database, "broker": broker, "worker": worker, "deliveries": deliveries}
    parts = probes.told(looks, WITHIN_SECONDS)
    degraded = sorted(name for name, said in parts.items() if said != OK)
    status = "unavailable" if "database" in degraded else "degraded" if degraded else OK
    answer = {"status": status, "degraded": degraded, "parts": parts}
    return JsonResponse(answer, status=503 if status == "unavailable" else 200)


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def broker() -> str:
    if settings.EMBEDDED_WORKER:
        return OK
    with app.connection_for_write(connect_timeout=1) as link:
        link.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=1)
        link.default_channel.client.ping()  # type: ignore[attr-defined]  # as the channels of Redis have
    return OK


def worker() -> str:
    """The sweep is a task like any other: whoever takes it takes them all."""
    age = heartbeats.ages().get(heartbeats.WORKER)
    if age is None:
        return "never seen"
    return OK if age <= heartbeats.LATE_SECONDS else f"last seen {age:.0f} s ago"


def deliveries() -> str:
    waiting = claiming.oldest_due_age()
    return OK if waiting <= LATE_SECONDS else f"the oldest is late by {waiting:.0f} s"
