"""The page that Prometheus reads, for whoever has the token."""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterable

from django.conf import settings
from django.db.utils import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from handoff import circuits, claiming, heartbeats, standings


def metrics(request: HttpRequest) -> HttpResponse:
    """Without METRICS_TOKEN there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not has_token(request.headers.get("Authorization", "")):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(generate_latest(counted()) + generate_latest(stored()), content_type=CONTENT_TYPE_LATEST)


def has_token(authorization: str) -> bool:
    return hmac.compare_digest(authorization.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())


def counted() -> CollectorRegistry:
    """By all processes that share PROMETHEUS_MULTIPROC_DIR, else by this one."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def stored() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(StoredFigures())
    return registry


class StoredFigures(Collector):
    """Read from the database at each scrape: the same from whichever process is asked."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        up = GaugeMetricFamily("handoff_database_up", "1 where the database answered.")
        try:
            yield from figures()
        except DatabaseError:
            up.add_metric([], 0)
        else:
            up.add_metric([], 1)
        yield up


def figures() -> Iterable[GaugeMetricFamily]:
    states = GaugeMetricFamily("handoff_handoffs", "Handoffs that are in this state now.", labels=["state"])
    for state, count in standings.counts().items():
        states.add_metric([state], count)
    ages = GaugeMetricFamily("handoff_heartbeat_age_seconds", "Since it was last at work.", labels=["part"])
    for part, age in heartbeats.ages().items():
        ages.add_metric([part], age)
    late = claiming.oldest_due_age()
    return [
        states,
        ages,
        GaugeMetricFamily("handoff_oldest_due_age_seconds", "How late the oldest due delivery is.", value=late),
        GaugeMetricFamily("handoff_open_circuits", "Platforms of Brands left alone now.", circuits.open_circuits()),
    ]
