"""What `dev.py audit` is made of, without its tools: rules and their planted faults, verdicts, licences, the bill."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from devtools import advisories, auditing, materials, planted
from devtools.environment import ROOT, Environment


def test_a_fault_is_planted_for_each_rule() -> None:
    assert {rule for *_, rule in planted.expected(planted.planted())} == planted.rules()


def test_lines_that_are_well_stand_beside_the_faults() -> None:
    for name, text in planted.planted().items():
        lines = [line for line in text.splitlines() if line and not line.startswith(("#", "//"))]
        assert any("fault: " not in line for line in lines), name


@pytest.mark.parametrize(
    ("code", "printed", "expected"),
    [
        (0, "No known vulnerabilities found", "clean"),
        (1, "Found 2 known vulnerabilities in 1 package", "vulnerable"),
        (1, "ERROR:pip_audit._cli:amqp: Dependency not found on PyPI and could not be audited", "unchecked"),
        (1, "requests.exceptions.ConnectionError: Max retries exceeded", "unchecked"),
        (1, "Found 1 known vulnerability in 1 package\namqp could not be audited", "vulnerable"),
        (2, "usage: pip-audit", "failed"),
    ],
)
def test_what_could_not_be_asked_about_is_no_success(code: int, printed: str, expected: str) -> None:
    assert advisories.verdict(code, printed) == expected


def a_part(name: str, licence: str) -> materials.Component:
    return {"name": name, "version": "1", "licenses": [{"license": {"id": licence}}] if licence else []}


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("MIT", False),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("GNU Affero General Public License v3", True),
        ("GNU General Public License v2 (GPLv2)", True),
        ("", True),
    ],
)
def test_licences_that_do_not_suit_are_named(licence: str, refused: bool) -> None:
    assert bool(materials.problems([a_part("thing", licence)], {"thing"})) is refused


def test_what_is_locked_and_not_there_is_named() -> None:
    assert materials.problems([], {"thing"}) == ["thing is locked, but not installed here: its licence is not known"]


def test_the_lock_is_read_by_name_and_version() -> None:
    lock = "Foo_Bar==1.2 \\\n    --hash=sha256:00\nbaz[x]==3 ; python_version < '3.12' \\\n"
    assert materials.locked(lock) == {("foo-bar", "1.2"), ("baz", "3")}
    assert materials.needed_everywhere(lock) == {"foo-bar"}


def test_nodes_tools_are_in_the_bill_as_none_of_the_product() -> None:
    parts = materials.of_node(json.loads((ROOT / "package-lock.json").read_text()))
    assert {part["scope"] for part in parts} == {"excluded"}
    assert "pkg:npm/typescript@" in " ".join(part["purl"] for part in parts)


def test_the_tools_have_an_environment_of_their_own(tmp_path: Path) -> None:
    assert auditing.Tools(tmp_path).folder == tmp_path / ".venv-audit"
    assert list(auditing.of_the_code(Environment(tmp_path))) == ["bandit", "semgrep's rules find theirs", "semgrep"]


def test_the_lock_of_the_tools_names_no_registry() -> None:
    lock = (ROOT / auditing.LOCK).read_text()
    assert "--hash=sha256:" in lock
    assert "index-url" not in lock


def test_the_page_tells_how_many_rules_there_are() -> None:
    assert f"{len(planted.rules())} rules of our own" in (ROOT / "docs" / "security-checks.md").read_text()
