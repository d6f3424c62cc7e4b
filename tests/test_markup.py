"""A10, on the server's side: no page holds a script, and no text that anybody wrote becomes markup.

tests/browser/test_hostile_pages.py looks at the same pages in a browser.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as product_settings

from tests.hostile_answers import pages_of
from tests.hostile_pages import Hostile, a_hostile_brand
from tests.hostile_texts import FEW, TURNS, Given
from tests.markup import faults, read
from tests.script_injections import INJECTIONS

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted([*(ROOT / "templates").rglob("*.*"), *(ROOT / "demo" / "templates").rglob("*.html")])
SCRIPTS = sorted([*(ROOT / "static").rglob("*.js"), *(ROOT / "demo").rglob("*.js")])
TAG = re.compile(r"{%.*?%}|{#.*?#}", re.DOTALL)
VALUE = re.compile(r"{{.*?}}", re.DOTALL)
MAIL = "/mail/"
UNESCAPED = re.compile(r"\|\s*safe|autoescape off|mark_safe|\|\s*safeseq")
# Escaped, each of these looks otherwise.
MARKED = tuple(text for text in INJECTIONS if re.search(r"""[<>"']""", text))


def test_there_are_a_hundred_texts_and_each_is_another() -> None:
    assert len(INJECTIONS) == len(set(INJECTIONS)) == 100
    assert len(MARKED) > 75


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_of_ours_holds_a_script_or_a_style(path: Path) -> None:
    text = VALUE.sub("/value", TAG.sub("", path.read_text()))
    assert faults(text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_plain_mails_leave_texts_as_they_are(path: Path) -> None:
    """They are sent as text/plain alone."""
    is_mail = path.suffix == ".txt"
    assert is_mail or not UNESCAPED.search(path.read_text())
    assert not is_mail or MAIL in str(path) or path.name.startswith("password_reset_")


def test_no_code_of_ours_calls_a_text_safe() -> None:
    """`format_html` escapes what it is given."""
    for room in ("agents", "playbooks", "handoff", "handoff_project", "demo"):
        for path in (ROOT / room).rglob("*.py"):
            assert not re.search(r"mark_safe|SafeString\(|SafeText\(|__html__", path.read_text()), path


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_values_stand_in_quoted_attributes_and_in_no_order(path: Path) -> None:
    """An attribute without quotes ends at a space; in one that the admin's look runs, escaping is no help."""
    text = TAG.sub("", path.read_text())
    assert not re.search(r"<[^>]*\s[\w:-]+=\s*{{", text)
    assert not re.search(r"""<[^>]*\s(x-[\w.:-]+|@[\w.-]+|:[\w-]+|on\w+|style)\s*=\s*"[^"]*{{""", text)
    assert not re.search(r"<script[^>]*>[^<]*{{", text)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_script_of_ours_makes_code_of_a_text_or_takes_messages_from_anybody(path: Path) -> None:
    """A19, A24. Two places write markup: what our own server has rendered, and a template of the same page."""
    text = path.read_text()
    assert not re.search(r"\beval\(|new Function|document\.write|insertAdjacentHTML|setTimeout\(\s*[\"'`]", text)
    assert not re.search(r"createContextualFragment|javascript:|srcdoc|\bjsonp\b|callback=", text, re.IGNORECASE)
    assert not re.search(r"postMessage|onmessage|[\"']message[\"']\s*,", text)
    assert "innerHTML =" not in text or path.name in ("preview.js", "rows.js")


pages = pytest.mark.django_db


# With --long all of them: each text has its turn in each field.
SOME_TURNS = (0, TURNS // 2)


@pages
@pytest.mark.parametrize("turn", SOME_TURNS)
def test_nothing_that_anybody_wrote_is_markup(turn: int) -> None:
    check(a_hostile_brand(Given(turn, FEW)))


@pages
@pytest.mark.long
@pytest.mark.parametrize("turn", [turn for turn in range(TURNS) if turn not in SOME_TURNS])
def test_nothing_that_anybody_wrote_is_markup_with_each_text_in_each_place(turn: int) -> None:
    check(a_hostile_brand(Given(turn, FEW)))


@pages
def test_a_template_that_leaks_is_found(tmp_path: Path, settings: Any) -> None:
    """The check itself is checked."""
    hostile = a_hostile_brand(Given(rows=FEW))
    leak(tmp_path, settings)
    with pytest.raises(AssertionError):
        check(hostile)


def leak(folder: Path, settings: Any) -> None:
    """One template of the pages, in which the words of the customer are not escaped."""
    template = folder / "handoff" / "admin" / "turn.html"
    template.parent.mkdir(parents=True)
    own = (ROOT / "templates" / "handoff" / "admin" / "turn.html").read_text()
    template.write_text(own.replace("{{ turn.text }}", "{{ turn.text|safe }}"))
    [engine] = product_settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [folder, *engine["DIRS"]]}]


def check(hostile: Hostile) -> None:
    for page, html in pages_of(hostile):
        forbidden, orders = read(html)
        assert forbidden == [], page
        assert not [order for order in orders if "ran(" in order], page
        assert [text for text in MARKED if text in html] == [], page
