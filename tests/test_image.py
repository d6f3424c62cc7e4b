"""What the image is made of: deploy/Containerfile, .dockerignore; and no secret in any file of deploy/."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps

from tests import deploy_files as deploy

CONTAINERFILE = (deploy.DEPLOY / "Containerfile").read_text()
KEPT = {line.removeprefix("!") for line in (deploy.ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"}


def instructions(name: str) -> list[str]:
    return re.findall(rf"^{name} (.*)", CONTAINERFILE, re.MULTILINE)


def test_it_begins_with_a_named_version_of_a_python_that_the_product_runs_on() -> None:
    [python] = re.findall(r"^ARG PYTHON=(.*)", CONTAINERFILE, re.MULTILINE)
    assert re.fullmatch(r"3\.1[1-4]-slim-\w+", python)
    assert {line.split()[0] for line in instructions("FROM")} == {"python:${PYTHON}"}


def test_packages_are_those_of_the_lock_with_their_hashes() -> None:
    [install] = [line for line in instructions("RUN") if "pip install" in line]
    assert "--require-hashes --only-binary=:all: --requirement /app/requirements.txt" in install


def test_it_runs_as_the_user_that_the_other_files_name() -> None:
    [user] = instructions("USER")
    assert {user} == {row["user"] for row in deploy.own_services().values()}
    assert {user} == {
        f"{pod['securityContext']['runAsUser']}:{pod['securityContext']['runAsGroup']}"
        for pod in deploy.pods().values()
    }
    assert CONTAINERFILE.index("\nUSER ") > CONTAINERFILE.rindex("\nCOPY ")


def test_it_holds_the_whole_product_and_neither_keys_nor_data_nor_tests() -> None:
    ours = {Path(app.path).name for app in apps.get_app_configs() if Path(app.path).parent == deploy.ROOT}
    assert ours | {"handoff_project", "templates", "static", "manage.py", "gunicorn.conf.py"} <= KEPT
    assert (deploy.ROOT / ".dockerignore").read_text().splitlines()[1] == "*"
    assert all((deploy.ROOT / name).exists() for name in KEPT)
    assert not KEPT & {"var", "tests", "faults", "deploy", ".env"}


# Long words without a meaning, or an address with a password in it.
SECRET = re.compile(r"[A-Za-z0-9_\-+/]{40,}=?|://[^\s:/$]+:[^\s@$]+@")


@pytest.mark.parametrize(("name", "text"), [*deploy.texts()])
def test_no_file_holds_a_secret(name: str, text: str) -> None:
    assert SECRET.findall(text) == []


def test_git_ignores_the_files_with_secrets() -> None:
    assert {".env", "/deploy/settings.env", "secrets.env"} <= set((deploy.ROOT / ".gitignore").read_text().splitlines())


def test_a_planted_secret_would_be_found() -> None:
    assert SECRET.search("SECRET_KEY=0123456789abcdef0123456789abcdef0123456789abcdef")
    assert SECRET.search("postgres://handoff_app:hunter2@postgres/handoff")
    assert not SECRET.search("postgres://handoff_app:${APP_PASSWORD:?set it}@postgres/handoff")
