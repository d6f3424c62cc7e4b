"""The editor draws chips where the server finds commands: JavaScript's twin of the parser against the parser itself."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from devtools import node
from devtools.environment import ROOT, Environment
from playbooks.directives import COMMANDS, find

SHARED = ROOT.parent / "shared" / "data" / "slash_directive.open.jsonl"
PARSER = (ROOT / "static/playbooks/directives.js").as_uri()
COMMAND = "/Handoff to support"
GENERATED = 2_000
FIND = """
import { find } from "PARSER";
import { readFileSync } from "node:fs";
const { texts, commands } = JSON.parse(readFileSync(0, "utf8"));
const points = (text, unit) => [...text.slice(0, unit)].length;
const places = ({ start, end, wholeEnd }) => [start, end, wholeEnd];
const spans = (text) => find(text, commands).map((found) => places(found).map((unit) => points(text, unit)));
console.log(JSON.stringify(texts.map(spans)));
""".replace("PARSER", PARSER)
TIMES = """
import { find } from "PARSER";
const commands = [{ slug: "h", text: "/Handoff to support", help: "" }];
const hostile = ["/", " /", "`/", "``` /Handoff to support ", "/Handoff to support (a: ", "(", " /Handoff   "];
const took = (text) => { const began = performance.now(); find(text, commands); return performance.now() - began; };
const grown = (piece) => took(piece.repeat(50_000)) / Math.max(took(piece.repeat(5_000)), 1);
const least = (piece) => Math.min(grown(piece), grown(piece), grown(piece));
console.log(JSON.stringify(hostile.filter((piece) => least(piece) > 60)));
""".replace("PARSER", PARSER)
# What a text is put together from: commands as authors write them, and all that may stand around them.
PIECES = (
    *(COMMAND, "/handoff to support", "/HANDOFF\u00a0TO \u2003SUPPORT", "/Handoff\tto support", "/Handoff to ſupport")
    * 8,
    *("/Handoff to supporters", "/Handoff to support_", "/Handoff to support__x", "/Handoff to support's", "/Handof"),
    *(" (reason: x)", "(ask first: yes; collect: email, order number)", " (reason: a (b; c)", ") ", "(http://x)"),
    *("(a b c d e: 1)", " (n\u00b2: 1)", "(1: 2)", "(don't do: x)", "(a;b: c)", "(;"),
    *(f"(reason: {'w' * 990})", f"(reason: {'😀' * 990})", f"(reason: {'w' * 991})"),
    *("`", "`", "``", "```", "~~~", "\n", "\n\n", "\n \t\n", "\r\n", "\r", "\\", "/", "//", "https://x.com/", "and"),
    *(" ", "  ", "\u00a0", "\u200b", "\ufeff", "\x1c", "\x85", "\u2028", "*", "**", "_", "~", "<", "[", "“", "'", "«"),
    *('"', ".", ",", "-", "-x", "’s", "é", "日本", "שלום", "😀", "ﬀ", "İ", "x", "1", "²", "\u0301", ":", ";", "("),
)


@pytest.fixture(scope="module")
def environment() -> Environment:
    node.set_up(Environment())
    return Environment()


def run(environment: Environment, script: str, given: Any) -> Any:
    command = [str(environment.folder / "bin" / "node"), "--input-type=module", "--eval", script]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def generated() -> list[str]:
    picked = random.Random(5)
    return ["".join(picked.choices(PIECES, k=picked.randint(1, 14))) for _ in range(GENERATED)]


def found_by_the_editor(environment: Environment, texts: list[str]) -> list[list[list[int]]]:
    commands = [{"slug": command.slug, "text": command.text, "help": command.help} for command in COMMANDS]
    spans: list[list[list[int]]] = run(environment, FIND, {"texts": texts, "commands": commands})
    return spans


def found_by_the_server(text: str) -> list[list[int]]:
    return [[directive.start, directive.end, directive.whole_end] for directive in find(text)]


def test_the_editor_finds_what_the_server_finds(environment: Environment) -> None:
    texts = generated()
    found = found_by_the_editor(environment, texts)
    assert [text for text, spans in zip(texts, found, strict=True) if spans != found_by_the_server(text)] == []
    assert sum(map(len, found)) > GENERATED / 4
    assert sum(end != whole for spans in found for _, end, whole in spans) > GENERATED / 20


def test_the_editor_finds_what_the_server_finds_in_real_playbooks(environment: Environment) -> None:
    if not SHARED.exists():
        pytest.skip(f"{SHARED.name} is not beside this repository.")
    texts = [json.loads(line)["text"] for line in SHARED.read_text().splitlines()]
    found = found_by_the_editor(environment, texts)
    assert [text for text, spans in zip(texts, found, strict=True) if spans != found_by_the_server(text)] == []


def test_a_hundred_thousand_slashes_take_the_editor_no_longer_than_their_number(environment: Environment) -> None:
    """Ten times the text must not take a hundred times the time."""
    assert run(environment, TIMES, None) == []


TYPOS = {
    "directives.js": ("patternOf(command)", "paternOf(command)"),
    "menu.js": ("items[active]", "items[activ]"),
    "findings.js": ("place.replacement !== null", "place.replacment !== null"),
    "check.js": ("response.ok ?", "response.okay ?"),
    "html_text.js": ("written.breakHere()", "written.brakeHere()"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("static/playbooks", "devtools/types"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "tsconfig.json", tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


@pytest.fixture
def faults(environment: Environment, copy: Path) -> Callable[[], str]:
    command = node.command(environment, node.TSC, "--project", str(copy))
    return lambda: subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=60).stdout


def test_the_editors_scripts_pass_the_check_of_types(faults: Callable[[], str]) -> None:
    assert faults() == ""


def test_planted_typos_in_the_editors_scripts_are_found(copy: Path, faults: Callable[[], str]) -> None:
    for name, (right, wrong) in TYPOS.items():
        file = copy / "static/playbooks" / name
        assert right in file.read_text()
        file.write_text(file.read_text().replace(right, wrong, 1))
    told = faults()
    assert [name for name in TYPOS if f"static/playbooks/{name}" not in told] == []
