"""What the folder deploy/ holds, as those who look at it need it."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
# Read by others in the same process: prometheus_client and gunicorn.
OF_OTHERS = {"PROMETHEUS_MULTIPROC_DIR", "GUNICORN_CMD_ARGS"}
SETTINGS = OF_OTHERS | set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "handoff_project/settings.py").read_text()))
# Those that nobody but the product may know.
SECRETS = {"SECRET_KEY", "SECRET_KEY_FALLBACKS", "FIELD_ENCRYPTION_KEYS", "DATABASE_URL", "REDIS_URL", "METRICS_TOKEN"}
SECRETS |= {"OPENAI_API_KEY", "EMAIL_URL", "CELERY_BROKER_URL"}
# Until a process that was asked to end is killed by gunicorn itself, and by whoever supervises it.
GRACEFUL_SECONDS: int = runpy.run_path(str(ROOT / "gunicorn.conf.py"))["graceful_timeout"]
SUPERVISORS_WAIT = 60


def own_services() -> dict[str, dict[str, Any]]:
    """Those of the compose file that run the product's image."""
    return {name: row for name, row in COMPOSE["services"].items() if row["image"].startswith("handoff:")}


def kubernetes_objects() -> list[dict[str, Any]]:
    """All but the lists for kustomize, which are no objects of the cluster."""
    files = [path for path in sorted(KUBERNETES.rglob("*.yaml")) if path.name != "kustomization.yaml"]
    return [row for path in files for row in yaml.safe_load_all(path.read_text())]


def of_kind(kind: str) -> dict[str, dict[str, Any]]:
    return {row["metadata"]["name"]: row for row in kubernetes_objects() if row["kind"] == kind}


def pods() -> dict[str, dict[str, Any]]:
    """What each kind of pod is made of, by its component's name."""
    made = {**of_kind("Deployment"), **of_kind("Job")}
    return {name.removeprefix("handoff-"): row["spec"]["template"]["spec"] for name, row in made.items()}


def containers() -> dict[str, dict[str, Any]]:
    return {name: pod["containers"][0] for name, pod in pods().items()}


def env_file(path: Path) -> dict[str, str]:
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def texts() -> Iterator[tuple[str, str]]:
    """Every file of deploy/, by its name."""
    for path in sorted(DEPLOY.rglob("*")):
        if path.is_file() and path not in (DEPLOY / ".env", DEPLOY / "settings.env"):
            yield str(path.relative_to(ROOT)), path.read_text()
