"""The benchmark of the cues runs; how fast this machine is, is no test's matter."""

from __future__ import annotations

import json

import pytest

from benchmarks import __main__ as run
from benchmarks import measuring


def test_the_suite_of_cues_runs_whole(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(measuring, "ROUNDS", 2)
    assert run.main(["--json", "--only", "cues"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["targets"] == 2
    assert len(figures["results"]) == run.SUITES["cues"].count()
