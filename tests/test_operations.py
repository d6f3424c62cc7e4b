"""The page for operators names every setting that is read, and none that isn't."""

from __future__ import annotations

import re
from pathlib import Path

from django.urls import resolve
from prometheus_client import REGISTRY

from handoff import metrics

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs/operations.md").read_text()
SETTINGS = (ROOT / "handoff_project/settings.py").read_text()
# Read by prometheus_client itself.
ELSEWHERE = {"PROMETHEUS_MULTIPROC_DIR"}


def section(heading: str) -> str:
    return PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def named_first(heading: str) -> set[str]:
    rows = [line.split("|")[1] for line in section(heading).splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([A-Za-z_/]+)", row)}


def test_every_setting_is_explained_and_every_explained_one_is_read() -> None:
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', SETTINGS))
    assert named_first("Settings") - ELSEWHERE == read


def test_each_address_exists() -> None:
    assert {resolve(address).func.__name__ for address in named_first("Health")} == {"healthz", "readyz"}


def test_every_metric_that_is_counted_is_explained() -> None:
    counted = {family.name for family in REGISTRY.collect() if family.name.startswith("handoff_")}
    assert metrics.__doc__
    assert counted <= {name.removesuffix("_total") for name in named_first("Metrics")}
