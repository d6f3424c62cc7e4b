"""Visits the pages of a hostile Brand: what each shows of the texts that stand in it, read letter for letter."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, Response
from pytest_django.live_server_helper import LiveServer

from tests.admin_builders import a_client
from tests.browser.canary import Canary, bare
from tests.hostile_pages import Hostile
from tests.hostile_texts import MARK, Value, field_of
from tests.hostile_visit import CSRF, Visit

# What runs does so before a page has loaded, or just after.
MOMENT = 60
# Lists show the beginning of what a customer said first.
CUT_AT = (70, 90)
NAMED = re.compile(r"\[U\+[0-9A-F]{4}\]")
TEXTS = """() => [document.title, document.body.textContent,
  ...[...document.querySelectorAll("input, textarea, option")].map((each) => each.value),
  ...[...document.querySelectorAll("[title], [aria-label], [placeholder]")].map(
    (each) => [each.title, each.ariaLabel, each.placeholder].join(" "))].join("\\n")"""
# As a form of the page would, with all that it may hold.
POST = """([path, fields, upload]) => {
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: path, enctype: upload ? "multipart/form-data" : "" });
  for (const [name, value] of fields) {
    const field = document.createElement("textarea");
    Object.assign(field, { name, value });
    form.append(field);
  }
  if (upload) {
    const [file, data] = [document.createElement("input"), new DataTransfer()];
    data.items.add(new File([upload.text], upload.name));
    Object.assign(file, { type: "file", name: upload.field, files: data.files });
    form.append(file);
  }
  form.hidden = true;
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
}"""


class Read(defaultdict[tuple[str, str], frozenset[int]]):
    """By page and field, the numbers of the hostile texts that were read there."""

    def __init__(self) -> None:
        super().__init__(frozenset)

    def told(self) -> str:
        pages = {page for page, _field in self}
        return f"{sum(map(len, self.values())):,} texts, in {len(self)} fields of {len(pages)} pages"


@dataclass
class Visitor:
    page: Page
    context: BrowserContext
    server: LiveServer
    hostile: Hostile
    canary: Canary
    read: Read = field(default_factory=Read)
    who: str | None = None

    def visit(self, visit: Visit) -> None:
        unread = self.unread(visit)
        assert self.canary.found == [], f"{visit.page}: {self.canary.found}"
        assert unread == [], f"{visit.page}: {unread}"

    def unread(self, visit: Visit) -> list[str]:
        """Goes there. Of the values whose marks stand in the page, those that cannot be read there as they are."""
        self.be(visit.who)
        answer = self._ask(visit)
        assert answer, visit.page
        assert answer.status < 500, visit.page
        self.page.wait_for_timeout(MOMENT)
        assert self.page.url.startswith(f"{self.server.url}/"), visit.page
        return self._unread(visit.page, answer.text(), plain(self.page.evaluate(TEXTS)))

    def be(self, who: str) -> None:
        """Whoever looks from now on, with nothing left of whoever looked before."""
        if who == self.who:
            return
        self.who, user = who, self.hostile.user(who)
        self.context.clear_cookies()
        cookies = {"csrftoken": CSRF}
        if user:
            cookies["sessionid"] = a_client(user).cookies["sessionid"].value
        self.context.add_cookies([{"name": n, "value": v, "url": self.server.url} for n, v in cookies.items()])

    def _ask(self, visit: Visit) -> Response | None:
        if visit.posted is None:
            return self.page.goto(f"{self.server.url}{visit.path}")
        upload = vars(visit.upload) if visit.upload else None
        with self.page.expect_navigation() as navigation:
            self.page.evaluate(POST, [visit.path, visit.fields(), upload])
        return navigation.value

    def _unread(self, page: str, source: str, shown: str) -> list[str]:
        unread = []
        for mark in {found[0] for text in (source, shown) for found in MARK.finditer(text)}:
            value = self.hostile.given.values[mark]
            if is_read(value, shown):
                self.read[page, field_of(mark)] |= value.carries
            else:
                unread.append(value.text)
        return unread


def is_read(value: Value, shown: str) -> bool:
    """All of it; or its beginning, where a list has no room for more; or line by line, where lines have numbers."""
    line, lines = " ".join(value.text.split()), value.text.splitlines()
    return (
        plain(value.text) in shown
        or any(plain(f"{line[:most]}…") in shown for most in CUT_AT)
        or all(plain(each) in shown for each in lines)
    )


def plain(text: str) -> str:
    """Sentences begin with a capital, and where texts are compared signs that nobody sees are named."""
    return bare(NAMED.sub("", text)).casefold()
