"""Live, ready, and what is named where something it leans on is late, away or hung."""

from __future__ import annotations

import socket
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.models.functions import Now
from django.test import Client
from django.urls import resolve
from pytest_django import Settings

from handoff import heartbeats, tasks
from handoff.models import Handoff, Heartbeat
from handoff_project import health, probes
from handoff_project.celery import app
from handoff_project.middleware import ProbesMiddleware
from tests.runtime import Shop


def ready() -> tuple[int, dict[str, Any]]:
    response = Client().get("/readyz")
    return response.status_code, response.json()


def away() -> str:
    raise OperationalError("the address of the server and its user")


def test_live_needs_no_database() -> None:
    """Pytest lets nobody reach the database here."""
    response = Client().get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize(("path", "status"), [("/healthz", 200), ("/metrics", 404), ("/admin/login/", 400)])
def test_machines_ask_at_an_address_that_is_no_host_of_ours(path: str, status: int) -> None:
    assert Client().get(path, headers={"host": "10.1.2.3:8000"}).status_code == status


@pytest.mark.django_db(transaction=True)
def test_all_is_well() -> None:
    heartbeats.note(heartbeats.WORKER)
    assert ready() == (
        200,
        {
            "status": "ok",
            "degraded": [],
            "parts": {"database": "ok", "broker": "ok", "worker": "ok", "deliveries": "ok"},
        },
    )


def test_without_the_database_it_cannot_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("database", "worker", "deliveries"):
        monkeypatch.setattr(health, name, away)
    status, told = ready()
    assert (status, told["status"]) == (503, "unavailable")
    assert told["parts"]["database"] == "OperationalError"
    assert "address" not in str(told)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_was_never_seen_is_named_and_the_web_stays() -> None:
    status, told = ready()
    assert (status, told["status"], told["degraded"]) == (200, "degraded", ["worker"])
    assert told["parts"]["worker"] == "never seen"


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_late_is_named() -> None:
    Heartbeat.objects.create(name=heartbeats.WORKER, at=Now() - timedelta(minutes=5))
    status, told = ready()
    assert (status, told["degraded"]) == (200, ["worker"])
    assert told["parts"]["worker"].startswith("last seen 30")


@pytest.mark.django_db(transaction=True)
def test_a_delivery_that_waits_too_long_is_told_by_its_age_alone() -> None:
    heartbeats.note(heartbeats.WORKER)
    shop = Shop(kind="gorgias")
    assert shop.start("I want to talk to a human.").status_code == 201
    Handoff.objects.update(next_due=Now() - timedelta(minutes=10))
    status, told = ready()
    assert (status, told["degraded"]) == (200, ["deliveries"])
    assert told["parts"]["deliveries"].startswith("the oldest is late by 60")
    assert shop.brand.name not in str(told)


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_gone_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    heartbeats.note(heartbeats.WORKER)
    settings.EMBEDDED_WORKER = False
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    status, told = ready()
    assert (status, told["degraded"]) == (200, ["broker"])


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_hangs_is_waited_for_a_bounded_time(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes connections, and says nothing. The look outlives the answer, but is not begun again."""
    heartbeats.note(heartbeats.WORKER)
    settings.EMBEDDED_WORKER = False
    with socket.create_server(("127.0.0.1", 0)) as hung:
        url = f"redis://127.0.0.1:{hung.getsockname()[1]}/0"
        monkeypatch.setattr(app.conf, "broker_url", url)
        monkeypatch.setattr(app.conf, "broker_write_url", url)
        status, told = ready()
    assert (status, told["degraded"]) == (200, ["broker"])


def test_what_hangs_is_looked_at_by_one_thread_however_often_it_is_asked() -> None:
    over, looking = threading.Event(), []

    def hang() -> str:
        looking.append(threading.get_ident())
        over.wait(30)
        return "ok"

    began = time.monotonic()
    assert [probes.told({"hung": hang}, 0.05)["hung"] for _ in range(5)] == [probes.NO_ANSWER] * 5
    assert time.monotonic() - began < 25  # it hangs for thirty
    assert len(looking) == 1
    over.set()


@pytest.mark.django_db
def test_a_sign_of_life_replaces_the_one_before() -> None:
    Heartbeat.objects.create(name=heartbeats.WORKER, at=Now() - timedelta(hours=1))
    heartbeats.note(heartbeats.WORKER)
    heartbeats.note(heartbeats.SWEEPER)
    ages = heartbeats.ages()
    assert set(ages) == {"worker", "sweeper"}
    assert max(ages.values()) < 60


@pytest.mark.django_db
def test_the_sweep_is_a_sign_of_life() -> None:
    tasks.sweep.apply()
    assert heartbeats.WORKER in heartbeats.ages()
    assert connection.is_usable()


def test_what_is_answered_whatever_the_host_is_what_its_address_leads_to() -> None:
    assert {path: resolve(path).func for path in ProbesMiddleware.ANSWERS} == ProbesMiddleware.ANSWERS
