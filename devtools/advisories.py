"""Known vulnerabilities of what the product is locked to. Where nobody could be asked, that is said, and no success."""

from __future__ import annotations

import re
import subprocess
import sys

LOCKS = ("requirements.txt", "requirements-services.txt")
# Without --strict, pip-audit skips what it could not ask about, and reports that all is well.
WORDS = ("--strict", "--require-hashes", "--disable-pip", "--progress-spinner=off")
FOUND = re.compile(r"Found \d+ known vulnerabilit")
NOT_ASKED = re.compile(
    r"could not be audited|Connection|Max retries|Name or service|Timeout|ServiceError", re.IGNORECASE
)
UNCHECKED = "NOT CHECKED: no service of advisories could be asked about {lock}. That is no finding, and no all-clear."


def verdict(code: int, printed: str) -> str:
    """`clean`, `vulnerable`, `unchecked`, or `failed` for another reason."""
    if code == 0:
        return "clean"
    if FOUND.search(printed):
        return "vulnerable"
    return "unchecked" if NOT_ASKED.search(printed) else "failed"


def audit(lock: str) -> str:
    answer = subprocess.run(["pip-audit", *WORDS, "-r", lock], capture_output=True, text=True)
    found = verdict(answer.returncode, answer.stdout + answer.stderr)
    last = (answer.stdout + answer.stderr).strip().splitlines()[-20:]
    print(UNCHECKED.format(lock=lock) if found == "unchecked" else f"{lock}: {found}")
    print("\n".join(last[-1:] if found == "unchecked" else last))
    return found


def main() -> int:
    return 0 if {audit(lock) for lock in LOCKS} == {"clean"} else 1


if __name__ == "__main__":
    sys.exit(main())
