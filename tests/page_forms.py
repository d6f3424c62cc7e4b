"""The forms of a page as a browser would post them: each field with the value that the page gave it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

# What a person cannot write into.
_CHOSEN = {"checkbox", "radio", "submit", "button", "file", "image", "reset"}


@dataclass
class PageForm:
    action: str
    is_post: bool
    values: dict[str, list[str]] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def with_text(self, text: str, *names: str) -> dict[str, list[str]]:
        return {**self.values, **{name: [text] for name in names}}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._textarea = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(PageForm(told.get("action", ""), told.get("method", "get").lower() == "post"))
        elif self.forms:
            self._field(tag, told, "checked" in told, "selected" in told)

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.forms[-1].values[self._textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""

    def _field(self, tag: str, told: dict[str, str], checked: bool, selected: bool) -> None:
        form, name = self.forms[-1], told.get("name", "")
        if tag == "option" and selected and self._select:
            form.values.setdefault(self._select, []).append(told.get("value", ""))
        if tag in ("input", "textarea", "select") and name:
            kind = told.get("type", "text") if tag == "input" else tag
            (form.hidden if kind == "hidden" else form.written).append(name)
            if tag == "textarea":
                self._textarea = name
                form.values[name] = [""]
            elif tag == "select":
                self._select = name
            elif kind not in _CHOSEN or (kind in ("checkbox", "radio") and checked):
                form.values.setdefault(name, []).append(told.get("value", ""))


def forms_of(html: str, url: str) -> list[PageForm]:
    """Only those that are posted, at the addresses that they are posted to."""
    reader = _Reader()
    reader.feed(html)
    for form in reader.forms:
        form.action = urljoin(url, form.action)
        form.written = list(dict.fromkeys(form.written))
        form.hidden = [name for name in dict.fromkeys(form.hidden) if name != "csrfmiddlewaretoken"]
    return [form for form in reader.forms if form.is_post and (form.written or form.hidden)]
