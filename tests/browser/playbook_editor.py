"""The playbook editor on a page of its own: its template, its scripts and the real check, with no site around them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from playwright.sync_api import Locator, Page, Route, expect

from playbooks import texts
from playbooks.directives import COMMANDS
from playbooks.linting import Finding, Surroundings, lint

ORIGIN = "http://editor.test"
TYPES = {".js": "text/javascript", ".css": "text/css"}
# As strict as a page can be: nothing of ours may be inline.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
WHOLE = """<!doctype html><html lang="en"{look}><head><meta charset="utf-8"><title>Playbook</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/static/handoff/admin/admin.css">
<link rel="stylesheet" href="/static/playbooks/editor.css"></head><body><main class="hf-page hf-card"><h1>Playbook</h1>
<form id="playbook_form" method="post" action="/saved"><input type="hidden" name="csrfmiddlewaretoken" value="token">
<input type="checkbox" name="agents" value="a" aria-label="Ada">{field}<button>Save</button></form></main>
<script type="module" src="/static/playbooks/editor.js"></script></body></html>"""


def caret_is_put(page: Page) -> None:
    """No person writes in the 20 ms after the focus in which the editor puts its own caret.

    The page's clock counts them, as it does for the editor: on a busy machine ours is ahead of it.
    """
    page.evaluate("() => new Promise((done) => setTimeout(done, 60))")


class EditorPage:
    """`saved` is what a browser posts, `asked` what the check was asked."""

    def __init__(self, page: Page, dark: bool = False) -> None:
        self.page = page
        self.look = ' class="dark"' if dark else ""
        self.text = ""
        self.asked: list[dict[str, object]] = []
        self.saved: list[str] = []
        self.down = False
        page.route(f"{ORIGIN}/**", self._answer)

    def open(self, text: str = "", findings: Sequence[Finding] = ()) -> EditorPage:
        self.text, self.findings = text, findings
        self.page.goto(f"{ORIGIN}/playbook")
        return self

    @property
    def editor(self) -> Locator:
        return self.page.get_by_role("textbox", name="Instructions")

    @property
    def field(self) -> Locator:
        return self.page.locator("textarea[name=draft]")

    @property
    def chips(self) -> Locator:
        return self.page.locator(".hf-chip")

    @property
    def menu(self) -> Locator:
        return self.page.get_by_role("listbox", name="Commands")

    @property
    def findings_list(self) -> Locator:
        return self.page.get_by_role("list", name="What the check found")

    def value(self) -> str:
        """What would be posted now."""
        return self.field.input_value()

    def expect_value(self, text: str) -> None:
        expect(self.field).to_have_value(text)

    def caret_to_end(self) -> None:
        self.focus()
        self.page.keyboard.press("Control+End")
        # A line of 200 kB takes the page a while to lay out, and the caret is there after that.
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")

    def focus(self) -> None:
        expect(self.page.locator("#id_draft_editor, textarea:visible")).to_be_visible()
        (self.editor if self.field.is_hidden() else self.field).focus()
        caret_is_put(self.page)

    def paste(self, plain: str = "", html: str = "") -> None:
        self.editor.evaluate(
            """(editor, [plain, html]) => {
                const clipboardData = new DataTransfer();
                if (plain) clipboardData.setData("text/plain", plain);
                if (html) clipboardData.setData("text/html", html);
                editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
            }""",
            [plain, html],
        )

    def copied(self, kind: str = "copy") -> dict[str, str]:
        """What a program gets in which the selection is pasted."""
        copied: dict[str, str] = self.editor.evaluate(
            """(editor, kind) => {
                const clipboardData = new DataTransfer();
                editor.dispatchEvent(new ClipboardEvent(kind, { clipboardData, bubbles: true, cancelable: true }));
                return Object.fromEntries([...clipboardData.types].map((type) => [type, clipboardData.getData(type)]));
            }""",
            kind,
        )
        return copied

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            return self._give_file(route, path.removeprefix("/static/"))
        if path == "/check":
            return self._check(route)
        if path == "/saved":
            self.saved.append(route.request.post_data or "")
            return route.fulfill(body="Saved", content_type="text/plain")
        return route.fulfill(
            body=self._page(), content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY}
        )

    def _give_file(self, route: Route, name: str) -> None:
        found = finders.find(name)
        if not isinstance(found, str):
            return route.fulfill(status=404)
        return route.fulfill(body=Path(found).read_text(), content_type=TYPES[Path(found).suffix])

    def _check(self, route: Route) -> None:
        if self.down:
            return route.abort()
        asked = json.loads(route.request.post_data or "")
        self.asked.append({**asked, "token": route.request.headers.get("x-csrftoken")})
        findings = [asdict(finding) for finding in lint(asked["text"], Surroundings())]
        return route.fulfill(json={"findings": findings, "problem": texts.too_long(asked["text"])})

    def _page(self) -> str:
        commands = [{"slug": command.slug, "text": command.text, "help": command.help} for command in COMMANDS]
        field = {"label": "Instructions", "help_text": "Type / to see the commands.", "value": self.text, "errors": ""}
        context = {"form": {"draft": field}, "commands_json": json.dumps(commands), "check_url": "/check"}
        rendered = render_to_string("playbooks/admin/editor_field.html", {**context, "findings": self.findings})
        return WHOLE.format(look=self.look, field=rendered)
