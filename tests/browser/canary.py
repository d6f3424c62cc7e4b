"""Tells whether anything ran in a page that should not, or was asked for from outside, or broke the page's policy."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Request

# A violation is reported where it happens; the rest of the page may not know of it.
REPORTS = """
  document.addEventListener("securitypolicyviolation", (event) =>
    window.violated([event.effectiveDirective, event.blockedURI, event.sourceFile, event.sample].join(" ")));
"""


class Canary:
    """`found` is empty as long as nothing has gone wrong in this context."""

    def __init__(self, context: BrowserContext, *own_addresses: str) -> None:
        self.found: list[str] = []
        self.own = {urlsplit(address).netloc for address in own_addresses}
        context.expose_function("ran", self._note("A script ran: "))
        context.expose_function("violated", self._note("The policy was broken: "))
        context.add_init_script(REPORTS)
        context.on("request", self._asked)
        context.on("dialog", self._dialog)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.found.append(f"An error: {error.error}"))

    def _note(self, what: str) -> Callable[..., None]:
        return lambda *told: self.found.append(what + " ".join(map(str, told)))

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc not in self.own:
            self.found.append(f"Asked for {request.url}")

    def _dialog(self, dialog: Dialog) -> None:
        if dialog.type == "beforeunload":  # a page of ours, on which something is not saved
            return dialog.accept()
        self.found.append(f"A dialog: {dialog.message}")
        return dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        # That a page is answered with 404 is what a test may want.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.found.append(f"Console: {message.text}")


def reads(page: Page, text: str) -> bool:
    """Whether people read this text there, letter for letter; white space aside, which HTML doesn't keep."""
    shown = page.evaluate(
        """() => [document.body.innerText, ...[...document.querySelectorAll("input, textarea, option")]
          .map((field) => field.value + " " + field.textContent)].join("\\n")"""
    )
    return bare(text) in bare(shown)


def bare(text: str) -> str:
    """Without white space and what is no sign: control characters, and marks of direction."""
    return "".join(each for each in text if each.isprintable() and not each.isspace())
