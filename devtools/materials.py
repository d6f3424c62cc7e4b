"""The bill of materials, sbom.json (CycloneDX), of what is locked and installed; whether its licences suit ours."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)( ;)?", re.MULTILINE)
# An MIT product may use a library under the LGPL, and may hold nothing under these.
# Whose package says nothing of it; read in its LICENSE files.
SAID_IN_ITS_FILES = {"uritemplate": "Apache-2.0 OR BSD-3-Clause"}
REFUSED = re.compile(r"(?<!L)(?<!Lesser )\b(A?GPL|GNU (Affero )?General Public)", re.IGNORECASE)
Component = dict[str, Any]


def locked(text: str) -> set[tuple[str, str]]:
    """Names as pip compares them, with their versions: some have one for each Python."""
    return {(plain(name), version) for name, version, _ in LOCKED.findall(text)}


def needed_everywhere(text: str) -> set[str]:
    """Without those that are locked for other systems or Pythons than the one that this runs on."""
    return {plain(name) for name, _, condition in LOCKED.findall(text) if not condition}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def of_python(bill: dict[str, Any], wanted: set[tuple[str, str]]) -> list[Component]:
    """Of everything that is installed, what the product runs on."""
    return [part for part in bill.get("components", []) if (plain(part["name"]), part.get("version")) in wanted]


def of_node(lock: dict[str, Any]) -> list[Component]:
    """All are for development alone: nothing of node's is served."""
    parts = ((path.rpartition("node_modules/")[2], row) for path, row in lock["packages"].items() if path)
    return [
        {
            "type": "library",
            "name": name,
            "version": row["version"],
            "purl": f"pkg:npm/{name.replace('@', '%40')}@{row['version']}",
            "scope": "excluded",
            "licenses": [{"license": {"name": row.get("license", "")}}],
        }
        for name, row in parts
    ]


def licences_of(part: Component) -> str:
    """Of several that one may choose from, all are named."""
    rows = [{**row.get("license", {}), **row} for row in part.get("licenses", [])]
    named = [row.get("expression") or row.get("id") or row.get("name", "") for row in rows]
    return " / ".join(named) or SAID_IN_ITS_FILES.get(part["name"], "")


def problems(parts: list[Component], needed: set[str]) -> list[str]:
    missing = needed - {plain(part["name"]) for part in parts}
    refused = [part for part in parts if REFUSED.search(licences_of(part))]
    return [
        *(f"{name} is locked, but not installed here: its licence is not known" for name in sorted(missing)),
        *(f"{part['name']} names no licence" for part in parts if not licences_of(part).strip(" /")),
        *(f"{part['name']} is under {licences_of(part)}" for part in refused),
    ]


def main(python: str) -> int:
    answer = subprocess.run(["cyclonedx-py", "environment", python, "--of", "JSON"], capture_output=True, check=True)
    bill, lock = json.loads(answer.stdout), (ROOT / "requirements.txt").read_text()
    parts = of_python(bill, locked(lock))
    found = problems(parts, needed_everywhere(lock))
    bill["components"] = [*parts, *of_node(json.loads((ROOT / "package-lock.json").read_text()))]
    bill.pop("dependencies", None)
    (ROOT / "sbom.json").write_text(json.dumps(bill, indent=2, sort_keys=True) + "\n")
    print(*found, f"sbom.json: {len(parts)} Python packages, {len(bill['components']) - len(parts)} of node", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
