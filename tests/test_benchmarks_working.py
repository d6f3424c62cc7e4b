"""Workers at work are measured on the whole product; how well they do is no test's matter."""

from __future__ import annotations

import re
import threading
import urllib.request
from pathlib import Path

import pytest

from benchmarks.measuring import BYTES, HANDOFFS, MILLISECONDS
from benchmarks.working import embedded, suite
from benchmarks.working.sites import COMPILE, IN_THE_IMAGE, WORKER, Crew
from benchmarks.working.slow_model import SlowModel
from faults.scenarios.model_server import serving
from tests import deploy_files as deploy


def test_its_workers_are_those_of_the_image() -> None:
    image = (deploy.DEPLOY / "Containerfile").read_text()
    assert dict(re.findall(r"^ENV (MALLOC_\w+)=(.*)", image, re.MULTILINE)) == IN_THE_IMAGE
    assert f"RUN /venv/bin/python {' '.join(COMPILE[1:])}\n" in image
    assert ["python", *WORKER[1:]] == deploy.COMPOSE["services"]["worker"]["command"].split()


def test_a_slow_model_tells_how_many_waited_for_it_at_once() -> None:
    model = SlowModel(0.3)
    with serving(model) as served:
        asking = [threading.Thread(target=ask, args=[f"{served.url}/responses"]) for _ in range(3)]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
    assert (model.most, model.waiting) == (3, 0)


def ask(url: str) -> None:
    urllib.request.urlopen(urllib.request.Request(url, b"{}", {"Content-Type": "application/json"})).read()


@pytest.mark.one_database
def test_with_the_worker_inside_each_start_is_claimed(tmp_path: Path) -> None:
    taken = embedded.taken(tmp_path, 3)
    assert len(taken) == 3
    assert all(0 <= milliseconds < 60_000 for milliseconds in taken)


@pytest.mark.long
@pytest.mark.one_database
def test_the_suite_runs_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "CLAIMS", 5)
    monkeypatch.setattr(suite, "IN_FLIGHT", 8)
    monkeypatch.setattr(suite, "ARRIVALS", 12)
    monkeypatch.setattr(suite, "FULL", Crew(threads=8, share=8, model_seconds=1))
    monkeypatch.setattr(suite, "MANY", Crew(workers=2, threads=4, share=8, model_seconds=1))
    results = list(suite.results(lambda: None))
    assert [result.unit for result in results if result.target is not None] == [
        MILLISECONDS,
        MILLISECONDS,
        BYTES,
        HANDOFFS,
    ]
    assert [result.value for result in results if result.unit == HANDOFFS] == [0]
    assert all(result.value > 0 for result in results if result.unit != HANDOFFS)
