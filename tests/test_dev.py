from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devtools import browser, commands, environment, node, processes, services, stages
from devtools.environment import ROOT, Environment

# The environment and its stamps


@pytest.fixture
def empty(tmp_path: Path) -> Environment:
    """A repository with a lock, and a .venv that has an interpreter but nothing installed."""
    (tmp_path / "requirements.txt").write_text("django==5.2\n")
    made = Environment(tmp_path)
    made.python.parent.mkdir(parents=True)
    made.python.symlink_to(sys.executable)
    return made


def stamp(where: Environment) -> None:
    where.stamp("requirements.txt").write_text(environment.fingerprint(where.root / "requirements.txt"))


def test_an_environment_without_a_stamp_is_not_current(empty: Environment) -> None:
    assert not empty.is_current("requirements.txt")


def test_a_stamped_environment_is_current_and_setting_it_up_changes_nothing(empty: Environment) -> None:
    stamp(empty)
    before = sorted(empty.root.rglob("*"))
    environment.set_up(empty, "requirements.txt")
    assert sorted(empty.root.rglob("*")) == before


def test_a_changed_lock_is_not_current(empty: Environment) -> None:
    stamp(empty)
    (empty.root / "requirements.txt").write_text("django==5.2.19\n")
    assert not empty.is_current("requirements.txt")


def test_a_stamp_of_another_python_is_not_current(empty: Environment) -> None:
    stamp(empty)
    mark = empty.stamp("requirements.txt")
    mark.write_text(mark.read_text().replace(f"python{environment.python_line()}", "python3.9"))
    assert not empty.is_current("requirements.txt")


def test_a_vanished_interpreter_is_not_current(empty: Environment) -> None:
    stamp(empty)
    empty.python.unlink()
    empty.python.symlink_to(empty.root / "gone")
    assert not empty.is_current("requirements.txt")


@pytest.mark.parametrize(
    ("version", "expected"),
    [(f"{environment.python_line()}.99", True), ("3.9.1", False), (f"{environment.python_line()}9.1", False)],
)
def test_an_environment_of_another_python_line_is_made_again(empty: Environment, version: str, expected: bool) -> None:
    (empty.folder / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {version}\n")
    assert environment.is_for_this_python(empty.folder) is expected


def test_a_folder_that_is_no_environment_is_made_again(tmp_path: Path) -> None:
    assert not environment.is_for_this_python(tmp_path)


def test_pip_works_from_outside_where_the_environment_has_none(empty: Environment) -> None:
    assert environment.pip(empty)[0] == sys.executable
    (empty.folder / "lib" / "python3.11" / "site-packages" / "pip").mkdir(parents=True)
    assert environment.pip(empty)[0] == str(empty.python)


def test_two_setups_wait_for_each_other(tmp_path: Path) -> None:
    code = "import sys; from devtools.environment import *\nwith one_at_a_time(Path(sys.argv[1])): pass"
    command = [sys.executable, "-c", code, str(tmp_path / "lock")]
    with environment.one_at_a_time(tmp_path / "lock"):
        second = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        assert second.stderr is not None
        assert "Waiting for another setup" in second.stderr.readline()
        assert second.poll() is None
    with second:
        assert second.wait(10) == 0


# Node's tools


@pytest.fixture
def with_tools(empty: Environment) -> Environment:
    """Its tools are installed, as far as the stamp says."""
    (empty.root / node.LOCK).write_text("{}")
    (empty.root / "node_modules").mkdir()
    empty.stamp(node.LOCK).write_text(environment.fingerprint(empty.root / node.LOCK))
    return empty


def npm_that(where: Environment, code: int) -> None:
    program(where.folder / "bin" / "npm", "up to date", code)


def test_installed_tools_are_current_and_npm_is_not_asked(with_tools: Environment) -> None:
    node.set_up(with_tools)


def test_tools_of_another_lock_are_installed_again(with_tools: Environment) -> None:
    (with_tools.root / node.LOCK).write_text('{"lockfileVersion": 3}')
    npm_that(with_tools, code=0)
    assert not node.is_current(with_tools)
    node.set_up(with_tools)
    assert node.is_current(with_tools)


def test_tools_whose_folder_has_gone_are_not_current(with_tools: Environment) -> None:
    (with_tools.root / "node_modules").rmdir()
    assert not node.is_current(with_tools)


def test_an_npm_that_fails_is_told_and_leaves_no_stamp(with_tools: Environment) -> None:
    (with_tools.root / node.LOCK).write_text('{"lockfileVersion": 3}')
    npm_that(with_tools, code=1)
    with pytest.raises(environment.SetupFailed, match="npm could not install"):
        node.set_up(with_tools)
    assert not with_tools.stamp(node.LOCK).exists()


# Finding programs


@pytest.fixture
def folder() -> Iterator[Path]:
    """Readable by everybody: for root, the programs are tried as another user, who can't see pytest's own folders."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def program(path: Path, prints: str, code: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{prints}'\nexit {code}\n")
    path.chmod(0o755)
    return path


def postgres(folder: Path, version: str, code: int = 0) -> Path:
    program(folder / "initdb", f"initdb (PostgreSQL) {version}")
    return program(folder / "postgres", f"postgres (PostgreSQL) {version}", code).parent


def test_the_newest_postgres_is_taken(folder: Path) -> None:
    found = [postgres(folder / version, version) for version in ("9.6", "14.11", "16.2", "15.18")]
    assert services.newest_postgres(found) == folder / "16.2"


def test_a_postgres_that_is_too_old_broken_or_half_there_is_left_alone(folder: Path) -> None:
    program(folder / "half" / "postgres", "postgres (PostgreSQL) 17.1")
    old, broken = postgres(folder / "old", "13.9"), postgres(folder / "broken", "17.1", code=127)
    assert services.newest_postgres([old, broken, folder / "half", folder / "missing"]) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts the servers as somebody else")
def test_a_postgres_out_of_the_plain_users_reach_is_left_alone(folder: Path) -> None:
    postgres(folder / "bin", "17.1")
    folder.chmod(0o700)
    assert services.newest_postgres([folder / "bin"]) is None


def test_redis_is_found_on_the_path(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(folder / "redis-server", "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc bits=64")
    monkeypatch.setenv("PATH", str(folder))
    assert services.find_redis() == folder / "redis-server"


@pytest.mark.parametrize("version", ["5.0.14", "nonsense"])
def test_an_old_or_odd_redis_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    program(folder / "redis-server", f"Redis server v={version} sha=00000000:0")
    monkeypatch.setenv("PATH", str(folder))
    assert services.find_redis() is None


def test_postgres_is_ready_only_when_it_says_so(tmp_path: Path) -> None:
    assert not services.postgres_is_ready(tmp_path)
    pid_file = tmp_path / "postmaster.pid"
    pid_file.write_text("1\n/data\n1700000000\n5432\n\n127.0.0.1\n123 4\nstarting\n")
    assert not services.postgres_is_ready(tmp_path)
    pid_file.write_text("1\n/data\n1700000000\n5432\n\n127.0.0.1\n123 4\nready   \n")
    assert services.postgres_is_ready(tmp_path)


def test_a_server_that_does_not_start_is_told_with_its_last_words(folder: Path) -> None:
    broken = program(folder / "server", "no space left", code=1)
    with services.running([str(broken)], folder / "log", signal.SIGTERM) as server:
        server.wait(10)
        with pytest.raises(environment.SetupFailed, match="no space left"):
            services.wait_until(lambda: False, server, folder / "log")


def test_a_browser_that_does_not_run_is_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(folder / "chromium-browser", "requires the chromium snap", code=1)
    chrome = program(folder / "google-chrome", "Google Chrome 150.0")
    monkeypatch.delenv("HANDOFF_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", f"{folder}:/usr/nothing")
    assert browser.first_that_runs([folder / "chromium", folder / "chromium-browser", chrome]) == chrome


def test_a_given_browser_goes_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = program(folder / "mine", "Chromium 150.0")
    monkeypatch.setenv("HANDOFF_CHROMIUM", str(given))
    assert browser.find() == given


def test_playwrights_newest_whole_browser_goes_first(tmp_path: Path) -> None:
    shell = program(tmp_path / "chromium_headless_shell-1300" / "chrome-linux" / "headless_shell", "shell")
    old = program(tmp_path / "chromium-1200" / "chrome-linux" / "chrome", "old")
    new = program(tmp_path / "chromium-1255" / "chrome-linux64" / "chrome", "new")
    assert browser.playwright_browsers([tmp_path, tmp_path / "missing"])[:3] == [new, old, shell]


# Arguments


def test_test_leaves_what_it_does_not_know_to_pytest() -> None:
    options, rest = commands.parse(["test", "--long", "-k", "hours", "tests/test_hours.py", "-x"])
    assert (options.command, options.long, options.only) == ("test", True, None)
    assert rest == ["-k", "hours", "tests/test_hours.py", "-x"]


def test_run_has_a_port() -> None:
    assert commands.parse(["run"])[0].port == 8000
    assert commands.parse(["run", "--port", "8080"])[0].port == 8080


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["run", "--fast"],
        ["setup", "now"],
        ["run", "--port", "65535"],
        ["run", "--port", "x"],
        ["test", "--only", "all"],
    ],
)
def test_arguments_that_mean_nothing_are_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        commands.parse(arguments)
    assert refused.value.code == 2


def test_a_port_in_use_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(environment.SetupFailed, match="Another one"):
            commands.require_free(taken.getsockname()[1])


# Stages


def test_settings_of_the_shell_do_not_reach_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "DATABASE_URL", "CELERY_BROKER_URL", "STAND_IN_URL", "PGHOST", "HANDOFF_TEST_LONG"):
        monkeypatch.setenv(name, "mine")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-x")
    left = stages.clean_environ()
    assert "mine" not in left.values()
    assert {"PATH", "PYTEST_ADDOPTS"} <= left.keys()


def test_every_setting_of_the_product_is_among_them() -> None:
    names = re.findall(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)\"""", (ROOT / "handoff_project" / "settings.py").read_text())
    assert names
    assert [name for name in names if not stages.OUR_SETTINGS.fullmatch(name)] == []


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("..\n===== 3 passed in 0.12s =====\n", "===== 3 passed in 0.12s ====="),
        ("1 failed, 2 passed in 61.02s (0:01:01)\nbye\n", "1 failed, 2 passed in 61.02s (0:01:01)"),
        (
            "\x1b[32m== \x1b[1m3 passed\x1b[0m\x1b[32m in 0.1s\x1b[0m ==",
            "\x1b[32m== \x1b[1m3 passed\x1b[0m\x1b[32m in 0.1s\x1b[0m ==",
        ),
        ("no tests ran\n", ""),
    ],
)
def test_pytests_closing_line_is_found(output: str, expected: str) -> None:
    assert stages.closing_line(output) == expected


def test_a_stage_that_cannot_be_set_up_has_failed() -> None:
    def action() -> stages.Outcome:
        raise environment.SetupFailed("no browser")

    assert not stages.run_stage(stages.Stage("sqlite", "tests", action)).outcome.passed


def test_the_summary_ends_with_pytests_own_lines(capsys: pytest.CaptureFixture[str]) -> None:
    passed, failed = stages.Outcome(True, "== 3 passed in 0.1s =="), stages.Outcome(False)
    stages.print_summary([stages.Result("mypy", failed, 1.25), stages.Result("tests, SQLite", passed, 2.5)])
    lines = capsys.readouterr().out.strip().splitlines()
    assert lines[-1] == "== 3 passed in 0.1s =="
    assert [line.split()[-3:] for line in lines[:2]] == [["FAILED", "1.2", "s"], ["passed", "2.5", "s"]]


# Processes


def test_what_a_program_started_ends_with_it(tmp_path: Path) -> None:
    """Even a grandchild that doesn't listen to Ctrl-C."""
    deaf = "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    parent = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {deaf!r}])"
    with processes.started([sys.executable, "-c", parent], tmp_path, None, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
    assert not processes.signal_group(process.pid, 0)


def test_output_is_passed_on_and_a_child_left_behind_is_not_waited_for(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code = (
        "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\nprint('done')"
    )
    began = time.monotonic()
    assert processes.run_showing([sys.executable, "-c", f"{code}\nsys.exit(3)"], tmp_path) == (3, "done\n")
    assert capfdbinary.readouterr().out == b"done\n"
    assert time.monotonic() - began < 20


def test_help_needs_no_environment(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, ROOT / "dev.py", "--help"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0
    assert all(command in done.stdout for command in ("setup", "run", "test", "manage"))
