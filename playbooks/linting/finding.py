"""What the linter says about a place of a playbook's text. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
# Errors stop publishing, warnings don't.
ERROR: Severity = "error"
WARNING: Severity = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """`text[start:end]` is meant, in code points; 0 and 0 where no place is. `replacement` put there mends it."""

    rule: str
    severity: Severity
    start: int
    end: int
    message: str
    mend: str
    replacement: str | None = None
