"""The house of the design: who may import whom, what pure files may know, and that no import hides in a function."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("agents", "playbooks", "handoff", "handoff_project", "demo", "faults")
# Each room, and the rooms it may import from.
MAY_IMPORT = {
    "agents": {"agents"},
    "playbooks": {"playbooks", "agents"},
    "handoff": {"handoff", "playbooks", "agents"},
    "handoff_project": {"handoff_project", "handoff", "playbooks", "agents"},
    "demo": {"demo", "handoff_project", "handoff", "playbooks", "agents"},
    "faults": {"faults", "demo", "handoff_project", "handoff", "playbooks", "agents"},
}
PURE = (
    "agents/transcripts.py",
    "agents/keys.py",
    "agents/addresses.py",
    "agents/origins.py",
    "agents/browsers.py",
    "agents/two_factor.py",
    "playbooks/argument_lists.py",
    "playbooks/arguments.py",
    "playbooks/code_spans.py",
    "playbooks/difference.py",
    "playbooks/diffs.py",
    "playbooks/directives.py",
    "playbooks/instructions.py",
    "playbooks/matching.py",
    "playbooks/starters.py",
    "playbooks/texts.py",
    "playbooks/tools.py",
    "handoff/ages.py",
    "handoff/availability.py",
    "handoff/imports/calendar_events.py",
    "handoff/imports/calendar_files.py",
    "handoff/imports/calendar_lines.py",
    "handoff/imports/closure_choices.py",
    "handoff/imports/public_holidays.py",
    "handoff/imports/recurrence_rules.py",
    "handoff/imports/recurrences.py",
    "handoff/calendar.py",
    "handoff/closures.py",
    "handoff/instants.py",
    "handoff/cues.py",
    "handoff/contacts.py",
    "handoff/decision.py",
    "handoff/decision_codes.py",
    "handoff/overview/charts.py",
    "handoff/days.py",
    "handoff/disclosed.py",
    "handoff/overview/first_steps.py",
    "handoff/overview/obstacles.py",
    "handoff/fitting.py",
    "handoff/language_names.py",
    "handoff/languages.py",
    "handoff/lateness.py",
    "handoff/opinion_prompt.py",
    "handoff/promises.py",
    "handoff/stuckness.py",
    "handoff/topics.py",
    "handoff/mends.py",
    "handoff/model_bill.py",
    "handoff/model_formats.py",
    "handoff/places.py",
    "handoff/plain_text.py",
    "handoff/prompt.py",
    "handoff/redrive_rules.py",
    "handoff/replies.py",
    "handoff/ruling_words.py",
    "handoff/sensitivity.py",
    "handoff/setting_rules.py",
    "handoff/signs.py",
    "handoff/standing.py",
    "handoff/alarms/alarm_words.py",
    "handoff/fortnight.py",
    "handoff/meaning.py",
    "handoff/forms/posted_rows.py",
    "handoff/providers/addresses.py",
    "handoff/providers/answers.py",
    "handoff/providers/notes.py",
    "handoff/providers/patterns.py",
    "handoff/providers/said.py",
    "handoff/providers/table.py",
    "handoff/providers/texts.py",
    "handoff/providers/ways.py",
    "handoff/triggers.py",
    "handoff/words.py",
    "handoff/zones.py",
    "faults/calls.py",
    "faults/checks.py",
    "faults/evidence.py",
    "faults/scenarios/rows.py",
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "handoff/providers/notices").glob("*.py")),
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "handoff/phrases").rglob("*.py")),
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "handoff/sentences").glob("*.py")),
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "handoff/redaction").glob("*.py")),
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "handoff/summary").rglob("*.py")),
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "handoff/evaluation").glob("*.py")),
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "playbooks/linting").glob("*.py")),
)
FRAMEWORKS = {"django", "rest_framework", "celery", "kombu", "redis", "openai", "drf_spectacular"}
NETWORK = {"httpx2", "httpcore2", "requests", "urllib3", "socket", "ssl", "http", "aiohttp"}
NETWORK_DOORS = {"handoff/providers/http.py", "handoff/providers/wire.py", "handoff/providers/addresses.py"}
OPENAI_DOORS = {"handoff/llm.py", "demo/runtime.py", "demo/model.py"}
# The rest of the demo runs as the merchant's own program: it knows the product by HTTP alone.
DEMO_COMMANDS = {"demo/seed.py", "demo/replay.py", "demo/product_urls.py"}


def python_files(*folders: str) -> list[str]:
    paths = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(str(path.relative_to(ROOT)) for path in paths if "migrations" not in path.parts)


def tree_of(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(), name)


def imported(node: ast.AST, package: list[str]) -> Iterator[str]:
    """Full module names of one import statement."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = package[: len(package) - node.level + 1] if node.level else []
        module = ".".join([*base, node.module or ""]).strip(".")
        yield module
        yield from (f"{module}.{alias.name}" for alias in node.names)


def imports(name: str) -> set[str]:
    package = list(Path(name).with_suffix("").parts[:-1])
    return {module for node in ast.walk(tree_of(name)) for module in imported(node, package)}


def tops(name: str) -> set[str]:
    return {module.partition(".")[0] for module in imports(name)}


@pytest.mark.parametrize("name", python_files(*APPS))
def test_imports_go_only_downward(name: str) -> None:
    room = name.partition("/")[0]
    assert tops(name) & set(APPS) <= MAY_IMPORT[room]


@pytest.mark.parametrize("name", PURE)
def test_pure_files_know_no_framework_and_no_network(name: str) -> None:
    assert not tops(name) & (FRAMEWORKS | NETWORK)
    ours = {module for module in imports(name) if module.partition(".")[0] in APPS}
    assert not any({"models", "services", "tasks"} & set(module.split(".")) for module in ours)


def test_pure_files_load_no_framework_by_way_of_another_file() -> None:
    modules = [".".join(Path(name).with_suffix("").parts).removesuffix(".__init__") for name in PURE]
    code = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code, *modules], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {name.partition(".")[0] for name in loaded.stdout.split()} & FRAMEWORKS


def test_what_calls_itself_pure_is_held_to_it() -> None:
    called_so = {name for name in python_files(*APPS) if re.search(r"\bPure\b", ast.get_docstring(tree_of(name)) or "")}
    assert called_so <= set(PURE)


@pytest.mark.parametrize("name", PURE)
def test_pure_files_take_the_time_as_an_argument(name: str) -> None:
    called = [node.func for node in ast.walk(tree_of(name)) if isinstance(node, ast.Call)]
    calls = {function.attr for function in called if isinstance(function, ast.Attribute)}
    assert not calls & {"now", "utcnow", "today", "time_ns", "monotonic"}


@pytest.mark.parametrize("name", python_files("handoff/providers"))
def test_platforms_see_values_never_models_or_frameworks(name: str) -> None:
    assert not tops(name) & FRAMEWORKS
    assert not any("models" in module.split(".") for module in imports(name))


@pytest.mark.parametrize(
    "name",
    [name for name in python_files("agents", "playbooks", "handoff") if name not in NETWORK_DOORS | OPENAI_DOORS],
)
def test_only_the_doors_reach_the_network(name: str) -> None:
    allowed = {"http"} if "http.client" not in imports(name) else set()
    assert not tops(name) & (NETWORK - allowed) or name == "handoff/deadline.py"
    assert "openai" not in tops(name)


def test_only_the_doors_know_openai() -> None:
    assert {name for name in python_files(*APPS) if "openai" in tops(name)} <= OPENAI_DOORS


def test_tasks_never_import_services() -> None:
    assert not any("services" in module or "chats" in module for module in imports("handoff/tasks.py"))


@pytest.mark.parametrize(
    "name", [name for name in python_files("demo") if "management" not in name and name not in DEMO_COMMANDS]
)
def test_the_demo_shop_speaks_to_the_product_by_http_alone(name: str) -> None:
    assert not tops(name) & {"agents", "playbooks", "handoff", "handoff_project"}


@pytest.mark.parametrize("name", [name for name in python_files(*APPS) if not name.endswith("apps.py")])
def test_no_import_hides_in_a_function(name: str) -> None:
    functions = [
        n for n in ast.walk(tree_of(name)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    ]
    hidden = [n.lineno for f in functions for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom)]
    assert not hidden


@pytest.mark.parametrize("name", python_files(*APPS))
def test_no_signals_no_save_overrides_no_star_imports(name: str) -> None:
    tree = tree_of(name)
    assert not any(module.startswith(("django.dispatch", "django.db.models.signals")) for module in imports(name))
    assert not any(alias.name == "*" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for alias in n.names)
    if is_of_models(name):
        assert not any(isinstance(n, ast.FunctionDef) and n.name == "save" for n in ast.walk(tree))


def is_of_models(name: str) -> bool:
    """A file `models.py`, and each file of a package `models`."""
    return "models" in Path(name).with_suffix("").parts


@pytest.mark.parametrize("name", python_files(*APPS))
def test_every_function_says_what_it_returns(name: str) -> None:
    functions = [n for n in ast.walk(tree_of(name)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert not [n.name for n in functions if n.returns is None]


def test_every_platform_has_its_twin_in_the_browser() -> None:
    network = {"http", "wire", "addresses", "answers", "said"}
    shared = {"notes", "texts", "following", "patterns", "ways", "table"}
    ours = {"__init__", "base", "registry"} | network | shared
    platforms = {path.stem for path in (ROOT / "handoff/providers").glob("*.py")} - ours
    assert platforms == {path.stem for path in (ROOT / "static/handoff/providers").glob("*.js")}


def test_each_file_with_models_is_under_their_rule() -> None:
    assert {name for name in python_files(*APPS) if is_of_models(name)} >= {
        "agents/models/brands.py",
        "handoff/models/trials.py",
    }


def test_a_planted_fault_is_seen() -> None:
    planted = ast.parse("def f():\n    from handoff.models import Handoff\n")
    [function] = [n for n in ast.walk(planted) if isinstance(n, ast.FunctionDef)]
    assert any(isinstance(n, ast.ImportFrom) for n in ast.walk(function))
    assert "handoff.models" in set(imported(function.body[0], ["agents"]))


# Ways to the network that the standard library and Django have besides: each would be a second door.
SECOND_DOORS = (
    "urllib.request",
    "http.client",
    "smtplib",
    "ftplib",
    "poplib",
    "imaplib",
    "telnetlib",
    "xmlrpc",
    "asyncio",
)
MAIL_DOORS = {"agents/mail.py", "handoff/alarms/alarm_mail.py"}


@pytest.mark.parametrize("name", python_files("agents", "playbooks", "handoff"))
def test_there_is_no_second_way_to_the_network(name: str) -> None:
    found = {module for module in imports(name) if module.startswith(SECOND_DOORS)}
    assert not found
    assert "django.core.mail" not in imports(name) or name in MAIL_DOORS
    assert not {"subprocess", "pickle", "marshal", "shelve"} & tops(name)


@pytest.mark.parametrize("name", python_files("agents", "playbooks", "handoff"))
def test_ciphers_and_random_numbers_are_those_of_libraries_for_them(name: str) -> None:
    """No md5, and no `random` but for jitter and for whose turn it is."""
    chance = {"handoff/after_attempt.py", "handoff/claiming.py"}
    assert "random" not in tops(name) or name in chance
    assert "cryptography" not in tops(name) or name in {"agents/ciphers.py", "handoff/checks.py"}
    assert not re.search(r"\b(md5|new\([\"']sha1)\b", (ROOT / name).read_text())
