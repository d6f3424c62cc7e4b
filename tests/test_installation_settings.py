"""What a real installation is set to: a process of its own, with the environment that one has."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from devtools.environment import ROOT
from devtools.stages import production_environ

ASKED = """
import django, json
django.setup()
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client
answer = Client(SERVER_NAME="handoff.example").get("/healthz", secure=True)
print(json.dumps({"headers": dict(answer.headers), "debug": settings.DEBUG, "hash": make_password("x")}))
"""


@pytest.fixture(scope="module")
def told() -> dict[str, object]:
    environ = {
        **production_environ(),
        "DATABASE_URL": "sqlite://:memory:",
        "DJANGO_SETTINGS_MODULE": "handoff_project.settings",
    }
    run = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )
    found: dict[str, object] = json.loads(run.stdout.splitlines()[-1])
    return found


def test_browsers_are_told_to_come_by_https_for_a_year(told: dict[str, object]) -> None:
    headers = told["headers"]
    assert isinstance(headers, dict)
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_there_is_no_debug_mode(told: dict[str, object]) -> None:
    assert told["debug"] is False


def test_a_password_is_hashed_a_million_times(told: dict[str, object]) -> None:
    method, times, *_ = str(told["hash"]).split("$")
    assert (method, int(times) >= 1_000_000) == ("pbkdf2_sha256", True)
