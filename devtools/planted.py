"""Do semgrep's rules find what they are for? Each fault planted in devtools/semgrep/ must be, and nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

RULES = Path(__file__).resolve().parent / "semgrep"
KINDS = ("py", "js", "html")
FAULT = re.compile(r"fault: ([\w-]+)")
NAME = re.compile(r"^  - id: ([\w-]+)$", re.MULTILINE)
# File, line, rule.
Finding = tuple[str, int, str]


def expected(texts: dict[str, str]) -> set[Finding]:
    return {
        (name, number, found[1])
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if (found := FAULT.search(line))
    }


def planted() -> dict[str, str]:
    return {f"planted.{kind}": (RULES / f"planted.{kind}.txt").read_text() for kind in KINDS}


def rules() -> set[str]:
    return {name for path in RULES.glob("*.yml") for name in NAME.findall(path.read_text())}


def scanned(texts: dict[str, str]) -> set[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / name).write_text(text)
        words = ["semgrep", "scan", "--metrics=off", "--disable-version-check", "--quiet", "--json", "--no-git-ignore"]
        answer = subprocess.run([*words, "--config", str(RULES), "."], cwd=folder, capture_output=True, check=True)
    report = json.loads(answer.stdout)
    if report["errors"]:
        raise SystemExit(f"semgrep could not read its rules: {report['errors']}")
    return {(found["path"], found["start"]["line"], found["check_id"].split(".")[-1]) for found in report["results"]}


def main() -> int:
    texts = planted()
    wanted, found = expected(texts), scanned(texts)
    for name, number, rule in sorted(wanted ^ found):
        print(f"{name}:{number}: {rule} {'was not found' if (name, number, rule) in wanted else 'is no fault'}")
    for rule in sorted(without := rules() - {rule for *_, rule in wanted}):
        print(f"{rule}: no fault is planted for it")
    print(f"{len(rules())} rules, {len(wanted)} planted faults, {len(wanted & found)} found")
    return 1 if wanted != found or without else 0


if __name__ == "__main__":
    sys.exit(main())
