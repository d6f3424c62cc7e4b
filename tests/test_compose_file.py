"""deploy/compose.yaml: right by its schema, and by rules of our own."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from faults import compose
from handoff_project.queues import QUEUES
from tests import deploy_files as deploy

SERVICES = deploy.COMPOSE["services"]
OURS = deploy.own_services()
SERVERS = {"postgres", "redis"}
VARIABLES = dict.fromkeys(compose.required((deploy.DEPLOY / "compose.yaml").read_text()), "x")


def judged(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)]
    return subprocess.run(command, capture_output=True, text=True)


def test_it_is_a_compose_file() -> None:
    done = judged(deploy.DEPLOY / "compose.yaml")
    assert done.returncode == 0, done.stdout


def test_a_planted_fault_would_be_found(tmp_path: Path) -> None:
    path = tmp_path / "compose.yaml"
    path.write_text((deploy.DEPLOY / "compose.yaml").read_text().replace("stop_grace_period:", "stop_grace:"))
    assert judged(path).returncode == 1


def test_it_runs_web_worker_beat_and_migrations_beside_postgresql_and_redis() -> None:
    assert set(SERVICES) == {"web", "spare", "worker", "beat", "migrate"} | SERVERS
    assert set(SERVICES) - set(OURS) == SERVERS


@pytest.mark.parametrize("name", OURS)
def test_each_command_is_one_that_exists(name: str) -> None:
    command = compose.read(VARIABLES)[name].command
    assert command[0] in {"gunicorn", "celery", "sh"} or command == ["python", "-m", "handoff_project.worker"]
    for line in command[-1].split(" && ") if command[0] == "sh" else ():
        assert shlex.split(line)[:2] == ["python", "manage.py"]
        assert shlex.split(line)[2] in get_commands()


def test_the_workers_take_from_all_queues() -> None:
    """A plain worker does (`tests/test_queues.py`); those that are told which ones must name all of them together."""
    services = compose.read(VARIABLES).values()
    commands = [service.command for service in services if "handoff_project.worker" in service.command]
    named = {queue for command in commands for queue in named_queues(command)}
    assert named == {queue.name for queue in QUEUES}


def named_queues(command: list[str]) -> set[str]:
    every = ",".join(queue.name for queue in QUEUES)
    return set((command[command.index("--queues") + 1] if "--queues" in command else every).split(","))


@pytest.mark.parametrize("name", OURS)
def test_each_setting_is_one_that_the_product_reads(name: str) -> None:
    assert set(OURS[name]["environment"]) <= deploy.SETTINGS


def test_the_example_names_all_that_must_be_set_and_gives_no_value() -> None:
    example = deploy.env_file(deploy.DEPLOY / "example.env")
    assert set(example) == set(VARIABLES)
    assert set(example.values()) == {""}


def test_without_a_secret_nothing_starts() -> None:
    with pytest.raises(compose.Unset, match="APP_PASSWORD: set it in deploy/.env"):
        compose.read({name: "x" for name in VARIABLES if name != "APP_PASSWORD"})


@pytest.mark.parametrize("name", SERVICES)
def test_each_runs_as_a_plain_user_who_can_gain_nothing_and_change_nothing(name: str) -> None:
    service = SERVICES[name]
    assert service["user"] not in {"", "root", "0", "0:0"}
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", sorted(SERVERS))
def test_the_images_of_others_name_their_version(name: str) -> None:
    assert re.fullmatch(r"[a-z/]+:\d+(\.\d+)*-\w+(@sha256:[0-9a-f]{64})?", SERVICES[name]["image"])


def test_only_web_is_reached_and_only_by_this_machine() -> None:
    open_ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert open_ports == {"web": ["127.0.0.1:8000:8000"], "spare": ["127.0.0.1:8001:8000"]}
    assert deploy.COMPOSE["networks"]["inside"] == {"internal": True}
    assert all(SERVICES[name]["networks"] == ["inside"] for name in SERVERS | {"beat", "migrate"})


@pytest.mark.parametrize("name", OURS)
def test_each_may_finish_what_it_has_in_hand(name: str) -> None:
    service = OURS[name]
    assert int(service["stop_grace_period"].removesuffix("s")) == deploy.SUPERVISORS_WAIT > deploy.GRACEFUL_SECONDS
    assert int(service["environment"].get("DRAIN_SECONDS", 0)) < deploy.GRACEFUL_SECONDS


def test_the_owner_of_the_tables_migrates_and_nobody_else_logs_in_as_it() -> None:
    users = {name: re.findall(r"//(\w+):", row["environment"]["DATABASE_URL"])[0] for name, row in OURS.items()}
    assert {name for name, user in users.items() if user == "handoff_owner"} == {"migrate"}
    assert set(users.values()) == {"handoff_owner", "handoff_app"}
    assert "migrate && python manage.py secure_database" in SERVICES["migrate"]["command"][-1].replace(
        " --no-input", ""
    )


def test_nothing_serves_before_the_migrations_are_done() -> None:
    for name in set(OURS) - {"migrate"}:
        assert OURS[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_whoever_answers_is_asked_how_it_is() -> None:
    asked = {name: str(row["healthcheck"]["test"]) for name, row in SERVICES.items() if "healthcheck" in row}
    assert set(asked) == set(SERVICES) - {"beat", "migrate"}
    assert "/readyz" in asked["web"]
    assert f":{OURS['worker']['environment']['METRICS_PORT']}/" in asked["worker"]


@pytest.mark.parametrize(
    ("text", "filled"),
    [("a$$b", "a$b"), ("${NAME}", "x"), ("${NAME:-y}", "x"), ("${OTHER:-y}", "y"), ("${NAME:?why}", "x")],
)
def test_variables_are_filled_in_as_compose_does(text: str, filled: str) -> None:
    assert compose.filled(text, {"NAME": "x"}) == filled
    written = yaml.safe_dump({"services": {"one": {"command": ["echo", text], "environment": {"A": text}}}})
    assert compose.read({"NAME": "x"}, written)["one"] == compose.Service(["echo", filled], {"A": filled})
