"""What Prometheus reads: for whoever has the token, and without a word about Brands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from handoff import chats, heartbeats, metrics, model_use
from handoff.chats import Receipt
from handoff.llm import Answered
from handoff.models import Handoff, ModelPurpose
from handoff.opinion_prompt import Opinion
from handoff_project import celery
from tests.runtime import Shop

TOKEN = "a-token-of-these-tests"
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def token(settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN


def scraped() -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    response = Client().get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200
    families = text_string_to_metric_families(response.content.decode())
    return {(s.name, tuple(sorted(s.labels.items()))): s.value for family in families for s in family.samples}


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_without_a_token_in_the_settings_there_is_no_page(settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    assert Client().get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize(
    "told", ["", "Bearer", "Bearer wrong", TOKEN, f"bearer {TOKEN}x", f"Bearer {TOKEN} ", "Bearer é"]
)
def test_without_the_token_nothing_is_told(told: str) -> None:
    response = Client().get("/metrics", headers={"authorization": told})
    assert (response.status_code, response.content) == (401, b"")
    assert response["WWW-Authenticate"] == "Bearer"


@pytest.mark.django_db
def test_handoffs_are_counted_by_state() -> None:
    assert Shop().start("I want to talk to a human.").status_code == 201
    heartbeats.note(heartbeats.WORKER)
    told = scraped()
    assert told["handoff_handoffs", (("state", "open"),)] == 1
    assert told["handoff_handoffs", (("state", "failed_last_day"),)] == 0
    assert told["handoff_open_circuits", ()] == 0
    assert told["handoff_database_up", ()] == 1
    assert ("handoff_heartbeat_age_seconds", (("part", "worker"),)) in told


@pytest.mark.django_db
def test_a_scrape_is_a_handful_of_queries_however_much_there_is() -> None:
    shop = Shop()
    for number in range(5):
        shop.start("I want to talk to a human.", conversation=f"c{number}")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        scraped()
    assert len(queries) <= 8


@pytest.mark.django_db
def test_no_label_names_a_brand_or_a_customer() -> None:
    shop = Shop()
    shop.start("I want to talk to a human.", customer={"email": "canary@example.com"})
    text = "\n".join(str(sample) for sample in scraped())
    assert shop.brand.name not in text
    assert str(shop.brand.pk) not in text
    assert not re.search(r"canary|@|[0-9a-f]{8}-[0-9a-f]{4}", text)


@pytest.mark.django_db(transaction=True)
def test_the_time_until_the_chat_opened_is_measured_once() -> None:
    Shop().start("I want to talk to a human.")
    handoff, before = Handoff.objects.get(), value("handoff_chat_opened_seconds_count")
    chats.record_receipt(handoff.pk, Receipt(chats.OPENED))
    chats.record_receipt(handoff.pk, Receipt(chats.OPENED))
    assert value("handoff_chat_opened_seconds_count") == before + 1


@pytest.mark.django_db
def test_tokens_are_counted_by_purpose() -> None:
    before = value("handoff_model_tokens_total", purpose="opinion", direction="input")
    answered = Answered(Opinion(offer=True, turns=[1]), 120, 30)
    model_use.note_use(Shop().brand.pk, ModelPurpose.OPINION, answered)
    assert value("handoff_model_tokens_total", purpose="opinion", direction="input") == before + 120


def test_a_clock_that_went_back_is_no_negative_time() -> None:
    before = value("handoff_context_delivered_seconds_sum")
    metrics.context_delivered(-5.0)
    assert value("handoff_context_delivered_seconds_sum") == before


COUNT = "from handoff import metrics; metrics.decided('hand_off', 'playbook')"
READ = """
from handoff_project.prometheus import counted
from prometheus_client import generate_latest
print(generate_latest(counted()).decode())
"""


def test_processes_that_share_a_folder_are_counted_together(tmp_path: Path) -> None:
    told = [python(f"import django; django.setup()\n{code}", tmp_path) for code in (COUNT, COUNT, READ)]
    assert 'handoff_decisions_total{reason="playbook",verdict="hand_off"} 2.0' in told[-1]


def python(code: str, folder: Path) -> str:
    own = {"PROMETHEUS_MULTIPROC_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "handoff_project.settings"}
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize(("port", "told"), [(9100, [(9100, "0.0.0.0")]), (0, [])])
def test_a_worker_tells_its_own_where_the_settings_say(
    port: int, told: list[object], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.METRICS_PORT, settings.METRICS_HOST, begun = port, "0.0.0.0", []
    monkeypatch.setattr(celery, "start_http_server", lambda port, addr: begun.append((port, addr)))
    server = celery.MetricsServer(None)
    if server.enabled:  # as celery asks before it makes a step
        server.create(None)
    assert begun == told
