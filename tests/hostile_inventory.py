"""The table in docs/hostile-texts.md: which page shows which text of somebody else's."""

from __future__ import annotations

import re
from pathlib import Path

PATH = Path(__file__).resolve().parent.parent / "docs" / "hostile-texts.md"
ROW = re.compile(r"\| `(?P<field>[a-z-]+)` \|(?P<what>[^|]+)\|(?P<who>[^|]+)\|(?P<pages>[^|]+)\|")
EACH = "each page of the admin"
NOWHERE = "no page"


def inventory() -> dict[str, set[str]]:
    """By field. `EACH` stands for the pages in the admin's frame."""
    rows = ROW.finditer(PATH.read_text())
    return {row["field"]: {page.strip() for page in row["pages"].split(";")} for row in rows}


def shown_nowhere() -> set[str]:
    return {field for field, pages in inventory().items() if pages == {NOWHERE}}


def in_the_frame() -> set[str]:
    """What one template shows on each page of the admin."""
    return {field for field, pages in inventory().items() if EACH in pages}
