"""A5: each form of each page of the admin, as it stands but for one id: what may be chosen is the Brand's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse

from tests.matrix_askers import ASKERS
from tests.matrix_attempts import own_values
from tests.matrix_doors import Door, doors
from tests.matrix_forms import Form, Forms, exchanged
from tests.matrix_trial import Trial, quiet
from tests.two_brands import two_brands

pytestmark = pytest.mark.django_db
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FEWEST_PAGES, FEWEST_FORMS, FEWEST_ATTEMPTS = 15, 20, 25


class Walk:
    """A's admin at each page of theirs."""

    def __init__(self) -> None:
        self.brands = two_brands()
        self.trial = Trial(self.brands, ASKERS["admin"](self.brands))

    def pages(self) -> Iterator[tuple[str, str]]:
        for door in doors():
            path = self.own_path(door)
            if not path or not door.is_of_the_admin or door.name == "logout":
                continue
            with quiet():
                answer: HttpResponse = self.trial.asker.client.get(path)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                yield path, answer.content.decode()

    def own_path(self, door: Door) -> str:
        own = own_values(door, self.brands, "")
        return door.route.format(**own) if len(own) == len(door.kinds) else ""

    def forms(self) -> Iterator[tuple[str, Form]]:
        for path, html in self.pages():
            yield from ((path, form) for form in Forms(html).forms)


def test_every_id_that_may_be_chosen_is_the_brands_own() -> None:
    walk = Walk()
    own = {str(row.pk) for row in walk.brands.a.rows.values()} | {str(walk.brands.other_agent.pk)}
    pages, forms = set(), 0
    for path, form in walk.forms():
        pages.add(path)
        forms += 1
        chosen = [(path, name, value) for name, value in (*form.options, *form.fields) if UUID.fullmatch(value)]
        # A revision names no row.
        assert not [found for found in chosen if found[2] not in own and found[1] != "revision"]
        assert not [value for _, value in form.options if walk.trial.canaries.search(value)]
    assert (len(pages) >= FEWEST_PAGES, forms >= FEWEST_FORMS) == (True, True)


def test_a_form_with_one_id_of_another_brand_is_like_one_with_an_unknown_id() -> None:
    walk = Walk()
    attempts = [
        attempt
        for path, form in walk.forms()
        if form.method == "post"
        for attempt in exchanged(form, path, walk.brands)
    ]
    walk.trial.run(attempts)
    print(f"{walk.trial.tried} forms with another Brand's id: {dict(walk.trial.answers)}")
    assert not walk.trial.findings
    assert walk.trial.tried >= FEWEST_ATTEMPTS
