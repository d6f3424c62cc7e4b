"""Dying on order: the product has the seams that are named, and a real process dies there, as often as it should."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from demo.child import ROOT
from faults.commands import hosted
from faults.failpoints import DIED, FAILPOINTS, Seam, SeamGone, Tally, Trap
from handoff import tasks


@pytest.mark.parametrize("name", FAILPOINTS)
def test_the_product_has_the_seam(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seam = FAILPOINTS[name]
    module = import_module(seam.module)
    inner = getattr(module, seam.name)
    monkeypatch.setattr(module, seam.name, inner)  # so that it is put back
    seam.wrap(lambda: None)
    assert getattr(module, seam.name).__wrapped__ is inner


def test_a_seam_that_is_gone_is_told() -> None:
    with pytest.raises(SeamGone, match=r"handoff\.tasks\.renamed"):
        Seam("worker", "handoff.tasks", "renamed").wrap(lambda: None)


@pytest.mark.parametrize(
    ("seam", "answer", "told"),
    [
        (Seam("web", "handoff.tasks", "wake_delivery", before=True), None, ["reached", "done"]),
        (Seam("web", "handoff.tasks", "wake_delivery"), None, ["done", "reached"]),
        (Seam("web", "handoff.tasks", "wake_delivery", with_result=True), None, ["done"]),
        (Seam("web", "handoff.tasks", "wake_delivery", with_result=True), "claim", ["done", "reached"]),
    ],
)
def test_it_dies_before_the_step_or_after(
    seam: Seam, answer: str | None, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def step(*args: Any) -> str | None:
        order.append("done")
        return answer

    monkeypatch.setattr(tasks, "wake_delivery", step)
    seam.wrap(lambda: order.append("reached"))
    assert getattr(tasks, seam.name)("task", 1) == answer
    assert order == told


def reaches_until_death(trap: Trap, deaths: list[int]) -> int:
    before = len(deaths)
    for number in range(1, 100):
        trap.reached()
        if len(deaths) > before:
            return number
    return 0


def test_each_life_ends_at_a_reach_of_its_own_and_the_same_again_by_the_same_seed(tmp_path: Path) -> None:
    def lives(folder: str, seed: int) -> list[int]:
        deaths: list[int] = []
        tally = Tally(tmp_path / folder)
        return [
            reaches_until_death(Trap("after_claim", 20, tally, seed, most=5, die=deaths.append), deaths)
            for _ in range(20)
        ]

    first = lives("one", seed=7)
    assert set(first) == {1, 2, 3, 4, 5}
    assert lives("two", seed=7) == first
    assert lives("three", seed=8) != first


def test_nobody_dies_any_more_once_the_kills_are_done(tmp_path: Path) -> None:
    deaths: list[int] = []
    for _ in range(5):
        reaches_until_death(Trap("after_claim", 3, Tally(tmp_path / "tally"), die=deaths.append), deaths)
    assert deaths == [DIED] * 3
    assert Tally(tmp_path / "tally").count() == 3


def run_child(code: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "LOCAL_DIR": str(folder), "DATABASE_URL": "sqlite://:memory:", "REDIS_URL": ""}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60)


PUBLISH_THREE = """
import sys, uuid, django
from pathlib import Path
django.setup()
from faults.failpoints import Tally, Trap, install
from handoff import tasks
install(Trap(sys.argv[1], 1, Tally(Path(sys.argv[2])), most=1))
for number in range(3):
    print("publishing", flush=True)
    tasks.wake_delivery(uuid.uuid4())
"""
DIE_TWICE = """
import os, sys
from pathlib import Path
from faults.host import supervise
def live():
    lives = Path(sys.argv[1])
    lives.write_text(lives.read_text() + "x" if lives.exists() else "x")
    if len(lives.read_text()) < 3:
        os._exit(9)
sys.exit(supervise(live))
"""


@pytest.mark.parametrize("name", ["after_commit", "after_publish"])
def test_a_real_process_dies_at_the_point(name: str, tmp_path: Path) -> None:
    done = run_child(PUBLISH_THREE, tmp_path, name, str(tmp_path / "tally"))
    assert (done.returncode, done.stdout.split()) == (DIED, ["publishing"]), done.stderr
    assert Tally(tmp_path / "tally").count() == 1


def test_the_host_begins_again_what_died_and_ends_with_what_ended_well(tmp_path: Path) -> None:
    done = run_child(DIE_TWICE, tmp_path, str(tmp_path / "lives"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "lives").read_text() == "xxx"
    assert done.stderr.count("another one begins") == 2


def test_a_program_is_hosted_by_its_own_command() -> None:
    command = ["python", "-m", "celery", "-A", "handoff_project", "beat"]
    assert hosted(command, "--clock", "7200") == [
        *["python", "-m", "faults.host", "--clock", "7200"],
        *["celery", "-A", "handoff_project", "beat"],
    ]
    assert hosted(hosted(command), "--clock", "7200") == hosted(command, "--clock", "7200")


WRONG_CLOCK = """
import os, sys, time
from datetime import timedelta
from pathlib import Path
from faults import clocks
right = time.monotonic() - time.time()
def wrong_by():
    return round(time.time() - time.monotonic() + right)
clocks.shift(timedelta(hours=-1))
time.sleep(0.8)
print(wrong_by(), flush=True)
path = Path(sys.argv[1])
clocks.follow(path)
if os.fork():
    os.wait()
path.write_text("7200")
deadline = time.monotonic() + 10
while wrong_by() == -3600 and time.monotonic() < deadline:
    time.sleep(0.01)
print(wrong_by(), flush=True)
"""


def test_a_clock_is_wrong_at_once_or_as_a_file_says_also_in_what_is_forked(tmp_path: Path) -> None:
    assert run_child(WRONG_CLOCK, tmp_path, str(tmp_path / "clock")).stdout.split() == ["-3600", "3600", "3600"]


def test_rows_of_the_table_are_of_processes_that_exist() -> None:
    assert {seam.process for seam in FAILPOINTS.values()} == {"web", "worker"}
