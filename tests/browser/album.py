"""Pictures of pages, for people to look at. Nothing is asserted of them: none is taken unless somebody wants them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page


@dataclass(frozen=True)
class Album:
    """`folder` is None where nobody asked for pictures: a busy machine can take half a minute over one."""

    folder: Path | None

    def take(self, page: Page, name: str, *, whole: bool = False) -> None:
        if self.folder:
            page.screenshot(path=self.folder / name, full_page=whole)
