"""The program of a worker: started as it is in the image, and told to end as whoever supervises it does."""

from __future__ import annotations

import signal
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest
from celery.bin.worker import worker as celerys

from devtools.stages import clean_environ
from handoff_project.worker import parsed
from tests.test_house import ROOT


def test_it_takes_tasks_until_sigterm_and_ends_well(tmp_path: Path) -> None:
    options = ["-n", "one@%h", "-c", "3", "-Q", "sweeps,upkeep", "-l", "INFO"]
    command = [sys.executable, "-u", "-m", "handoff_project.worker", *options]
    environ = {**clean_environ(), "CELERY_BROKER_URL": "memory://", "LOCAL_DIR": str(tmp_path), "DEBUG": "1"}
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, cwd=ROOT, env=environ, text=True, **both) as worker:
        assert worker.stdout is not None
        said = "".join(takewhile(lambda line: "ready." not in line, worker.stdout))
        worker.send_signal(signal.SIGTERM)
        assert "Warm shutdown" in worker.stdout.read()
    assert worker.returncode == 0
    assert "one@" in said
    assert "concurrency: 3 (thread)" in said
    assert "sweeps" in said
    assert "deliveries" not in said


def test_at_sighup_it_begins_anew(tmp_path: Path) -> None:
    command = [sys.executable, "-u", "-m", "handoff_project.worker", "-c", "1", "-l", "INFO"]
    environ = {**clean_environ(), "CELERY_BROKER_URL": "memory://", "LOCAL_DIR": str(tmp_path), "DEBUG": "1"}
    both = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, cwd=ROOT, env=environ, text=True, **both) as worker:
        assert worker.stdout is not None
        for end in (signal.SIGHUP, signal.SIGTERM):
            assert any("ready." in line for line in worker.stdout)
            worker.send_signal(end)
        worker.stdout.read()
    assert worker.returncode == 0


@pytest.mark.parametrize("option", ["--queues", "-Q", "--concurrency", "-c", "--hostname", "-n", "--loglevel", "-l"])
def test_its_options_are_named_as_celery_names_them(option: str) -> None:
    known = {name: parameter.name for parameter in celerys.params for name in parameter.opts}
    value = "INFO" if option in ("--loglevel", "-l") else "1"
    assert known[option] in vars(parsed([option, value]))


def test_whom_nobody_told_takes_from_all_queues_with_the_threads_of_the_settings() -> None:
    assert vars(parsed([])) == {"queues": None, "concurrency": None, "hostname": None, "loglevel": "WARNING"}
