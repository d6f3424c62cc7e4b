"""What `dev.py test` runs, one stage after the other, and the table at the end."""

from __future__ import annotations

import base64
import os
import re
import secrets
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from devtools import auditing, browser, node, processes, services
from devtools.environment import Environment, SetupFailed, say

PARTS = ("checks", "sqlite", "postgres")
# Settings of the reader's own shell would change what is tested; a real OpenAI key would even cost money.
OUR_SETTINGS = re.compile(
    r"(DATABASE_URL|REDIS_URL|SECRET_KEY(_FALLBACKS)?|FIELD_ENCRYPTION_KEYS|ALLOWED_HOSTS|CSRF_TRUSTED_ORIGINS|BEHIND_PROXY|HTTPS"
    r"|STAND_IN_URL|DEBUG|LOCAL_DIR|LOG_[A-Z]+|WORKER_THREADS|[A-Z]+_THROTTLE|DJANGO_SETTINGS_MODULE|PYTHONPATH|PYTHONHOME"
    r"|(CELERY|OPENAI|HANDOFF|DEMO)_[A-Z_]+|PG[A-Z]+|EMAIL_[A-Z]+|PUBLIC_URL|RUNTIME_URL"
    r"|DB_[A-Z_]+|DRAIN_SECONDS|(METRICS|PROMETHEUS)_[A-Z_]+|(DATABASE|SESSION|TWO_FACTOR|LOCK_OUT|RETENTION|LIMIT)_[A-Z_]+)"
)
CLOSING_LINE = re.compile(r"\d+ [a-z]+.* in \d+\.\d+s\b")
# What of the fault harness is run, and with which arguments.
SHORT_FAULTS = {
    "faults, 300 handoffs": "faults --handoffs 300 --kinds all",
    "faults, 3 deaths at each step": "faults.dying --kills 3",
    "faults, rolling restart": "faults.rolling",
}
LONG_FAULTS = {
    **{f"faults, 10,000 handoffs ({seed})": f"faults --handoffs 10000 --seed {seed}" for seed in (1, 2, 3)},
    "faults, 100 deaths at each step": "faults.dying --kills 100",
    "faults, 10 rolling restarts": "faults.rolling --rounds 10",
    "faults, plays": "faults.scenarios --long",
}
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Outcome:
    passed: bool
    closing_line: str = ""


@dataclass(frozen=True)
class Result:
    name: str
    outcome: Outcome
    seconds: float


@dataclass(frozen=True)
class Stage:
    part: str
    name: str
    action: Callable[[], Outcome]


def run_all(environment: Environment, only: str | None, long: bool, pytest_arguments: list[str]) -> int:
    suite = Suite(environment, long, tuple(pytest_arguments))
    # Whoever names tests wants those.
    stages = [*checks(environment), *suite.stages(), *([] if pytest_arguments else faults(environment, long))]
    results = [run_stage(stage) for stage in stages if only in (None, stage.part)]
    print_summary(results)
    return 0 if all(result.outcome.passed for result in results) else 1


def run_stage(stage: Stage) -> Result:
    print(f"\n--- {stage.name}", flush=True)
    began = time.monotonic()
    try:
        outcome = stage.action()
    except SetupFailed as problem:
        say(str(problem))
        outcome = Outcome(passed=False)
    result = Result(stage.name, outcome, time.monotonic() - began)
    print(f"--- {describe(result)}", flush=True)
    return result


def describe(result: Result) -> str:
    return f"{result.name:<28} {'passed' if result.outcome.passed else 'FAILED'} {result.seconds:7.1f} s"


def print_summary(results: list[Result]) -> None:
    """Pytest's own closing lines last, where people and machines look for them."""
    print()
    for result in results:
        print(describe(result))
    print(f"{'in all':<35} {sum(result.seconds for result in results):7.1f} s\n")
    for result in results:
        if result.outcome.closing_line:
            print(result.outcome.closing_line)
    sys.stdout.flush()


# The checks


def checks(environment: Environment) -> list[Stage]:
    commands = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "mypy": ["-m", "mypy"],
        "migrations are complete": ["manage.py", "makemigrations", "--check", "--dry-run"],
    }
    plain = {**clean_environ(), "DATABASE_URL": "sqlite://:memory:"}
    stages = [Stage("checks", name, python(environment, arguments, plain)) for name, arguments in commands.items()]
    deploy = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    types = node.command(environment, node.TSC, "--project", ".")
    return [
        *stages,
        Stage("checks", "check --deploy", python(environment, deploy, production_environ())),
        Stage("checks", "types of the scripts", command(environment, types, plain)),
        *(Stage("checks", name, judged(action)) for name, action in auditing.of_the_code(environment).items()),
    ]


def audit(environment: Environment) -> int:
    """The checks of the code, and those of what it is made of, which need the network."""
    parts = {**auditing.of_the_code(environment), **auditing.of_what_it_is_made_of(environment)}
    results = [run_stage(Stage("audit", name, judged(action))) for name, action in parts.items()]
    print_summary(results)
    return 0 if all(result.outcome.passed for result in results) else 1


def judged(action: Callable[[], bool]) -> Callable[[], Outcome]:
    return lambda: Outcome(passed=action())


def python(environment: Environment, arguments: list[str], environ: dict[str, str]) -> Callable[[], Outcome]:
    return command(environment, [str(environment.python), *arguments], environ)


def command(environment: Environment, words: list[str], environ: dict[str, str]) -> Callable[[], Outcome]:
    def action() -> Outcome:
        return Outcome(passed=processes.run(words, environment.root, environ) == 0)

    return action


def clean_environ() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not OUR_SETTINGS.fullmatch(name)}


def production_environ() -> dict[str, str]:
    """As a real installation would set it; nothing here is connected to."""
    return {
        **clean_environ(),
        "SECRET_KEY": secrets.token_urlsafe(48),
        "FIELD_ENCRYPTION_KEYS": base64.urlsafe_b64encode(os.urandom(32)).decode(),
        "ALLOWED_HOSTS": "handoff.example",
        "DATABASE_URL": "postgres://handoff:secret@db.example/handoff",
        "REDIS_URL": "redis://redis.example/0",
    }


# The suite


@dataclass(frozen=True)
class Suite:
    environment: Environment
    long: bool
    arguments: tuple[str, ...]

    def stages(self) -> list[Stage]:
        return [
            Stage("sqlite", "tests, SQLite", self.on_sqlite),
            Stage("postgres", "tests, PostgreSQL + Redis", self.on_postgres),
        ]

    def on_sqlite(self) -> Outcome:
        return self.run({"HANDOFF_TEST_STACK": "sqlite"})

    def on_postgres(self) -> Outcome:
        with services.stack(self.environment) as stack:
            say(f"On {stack.description}")
            urls = {"DATABASE_URL": stack.database_url, "REDIS_URL": stack.redis_url}
            # The product works as a role that owns nothing: row-level security is in force.
            return self.run({"HANDOFF_TEST_STACK": "postgres", "DATABASE_ROLE": "handoff_app", **urls})

    def run(self, settings: dict[str, str]) -> Outcome:
        chromium = browser.chromium(self.environment)
        environ = {**clean_environ(), **settings, "HANDOFF_CHROMIUM": str(chromium)}
        environ |= {"DJANGO_ALLOW_ASYNC_UNSAFE": "true"}  # Playwright keeps an event loop running beside the tests
        if self.long:
            environ["HANDOFF_TEST_LONG"] = "1"
        code, tail = processes.run_showing(self.command(), self.environment.root, environ)
        return Outcome(code == 0, closing_line(tail))

    def command(self) -> list[str]:
        colour = ["--color=yes"] if sys.stdout.isatty() else []
        selection = [] if self.long else ["-m", "not long"]
        # The browser's tests come first and take longest: whoever is done takes over from the other.
        parallel = ["-n", "2", "--dist", "worksteal"]
        return [str(self.environment.python), "-m", "pytest", *parallel, *colour, *selection, *self.arguments]


def faults(environment: Environment, long: bool) -> list[Stage]:
    """The product's processes killed, hung and misled, by the harness of the package `faults`."""
    runs = {**SHORT_FAULTS, **(LONG_FAULTS if long else {})}
    return [
        Stage("postgres", name, python(environment, ["-m", *arguments.split()], clean_environ()))
        for name, arguments in runs.items()
    ]


def closing_line(output: str) -> str:
    lines = [line for line in output.splitlines() if CLOSING_LINE.search(COLOUR.sub("", line))]
    return lines[-1].strip() if lines else ""
