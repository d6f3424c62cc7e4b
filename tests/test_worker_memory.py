"""What a worker imports: what its tasks need, and nothing that only pages, the API or a command use."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.test_house import ROOT

# As `python -m handoff_project.worker` does before it takes a task.
AS_A_WORKER = """
import sys
from handoff_project.worker import app
app.loader.import_default_modules()
app.Worker()
assert "handoff.deliver" in app.tasks
print("\\n".join(sys.modules))
"""
# As a summary does, of a server of our own.
ASKED = """
import sys
from tests.test_llm import GOOD, asked, serving
with serving(responses=GOOD) as server:
    asked(server.model())
print("\\n".join(sys.modules))
"""
OF_PAGES = ("handoff_project.urls", "handoff.admin", "handoff.api", "agents.admin", "playbooks.admin", "unfold.admin")
OF_PAGES_ALONE = ("zxcvbn", "holidays", "icalendar", "segno", "requests", "pygments", "drf_spectacular.views")
# Of whoever decides, and of whoever tells the customer.
OF_DECISIONS = ("handoff.decision", "handoff.cues", "handoff.sentences", "handoff.promises", "babel")
# It is told the language that a web process found.
OF_LANGUAGES = ("py3langid", "numpy")
OF_COMMANDS = ("snowballstemmer", "handoff.evaluation", "django.test", "celery.bin", "prompt_toolkit")


@pytest.fixture(scope="module")
def imported() -> set[str]:
    return modules_after(AS_A_WORKER)


def modules_after(program: str) -> set[str]:
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return set(ended.stdout.split())


def test_a_worker_imports_what_its_tasks_need(imported: set[str]) -> None:
    assert {"handoff.delivery", "openai"} <= imported


@pytest.mark.parametrize("name", [*OF_PAGES, *OF_PAGES_ALONE, *OF_DECISIONS, *OF_LANGUAGES, *OF_COMMANDS])
def test_a_worker_imports_nothing_that_others_need(imported: set[str], name: str) -> None:
    assert name not in imported


def test_a_model_is_asked_without_the_sdk_s_classes_for_all_that_it_could_answer() -> None:
    assert not {name for name in modules_after(ASKED) if name.startswith("openai.resources.")}


def test_the_check_of_the_admin_finds_its_pages_though_nobody_asked_for_one() -> None:
    program = (
        "import django; django.setup()\n"
        "from django.contrib import admin\n"
        "from handoff_project.admin_app import check_pages\n"
        "assert not admin.site._registry\n"
        "assert check_pages(None) == []\n"
        "assert len(admin.site._registry) > 5\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)
