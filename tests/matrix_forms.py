"""The forms of a page, as a browser would post them; and the same with one id in them exchanged for another Brand's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

from tests.matrix_attempts import Attempt
from tests.matrix_given import ID, Given, given_of
from tests.two_brands import TwoBrands

UNSENT = {"submit", "button", "file", "image", "reset"}
# A text that another Brand's row has too: whoever types it learns nothing of that.
NAMES = ("name", "email")


@dataclass
class Form:
    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    # What may be chosen, by field.
    options: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = self._area = ""
        self._text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in given}
        if tag == "form":
            self._form = Form(attributes.get("action", ""), attributes.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._element(self._form, tag, attributes)

    def _element(self, form: Form, tag: str, attributes: dict[str, str]) -> None:
        name, value, kind = (attributes.get(key, "") for key in ("name", "value", "type"))
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            form.options.append((self._select, value))
            if "selected" in attributes:
                form.fields.append((self._select, value))
        elif tag == "textarea":
            self._area, self._text = name, []
        elif tag == "button" or kind in UNSENT:
            form.buttons.append((name, value))
        elif tag == "input" and name:
            form.options.append((name, value))
            if kind not in ("checkbox", "radio") or "checked" in attributes:
                form.fields.append((name, value))

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._form is not None and self._area:
            self._form.fields.append((self._area, "".join(self._text).removeprefix("\n")))
            self._area = ""


def exchanged(form: Form, page: str, brands: TwoBrands) -> Iterator[Attempt]:
    """Each id of A's in the form as B's of the same table, and each name as one of B's; all else as it stands."""
    theirs = {str(row.pk): given_of(brands.b.rows[model].pk) for model, row in brands.a.rows.items()}
    theirs[str(brands.other_agent.pk)] = theirs[str(brands.a.rows[type(brands.other_agent)].pk)]
    for name, value in dict.fromkeys((*form.fields, *form.options)):
        given = theirs.get(value) or (text_of(name, brands) if name in NAMES else None)
        if given is None:
            continue
        others = [(other, text) for other, text in form.fields if other != name]
        for button in form.buttons[:2] or [("", "")]:
            sent = (*others, (name, ID), *([button] if button[0] else []))
            yield Attempt("POST", urljoin(page, form.action.partition("#")[0]), given, form=sent)


def text_of(name: str, brands: TwoBrands) -> Given:
    found = next(str(getattr(row, name)) for row in brands.b.rows.values() if hasattr(row, name))
    return Given("str", found, found.replace("canaryofb", "nobodysrow"))
