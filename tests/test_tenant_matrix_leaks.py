"""The test of the test: a leak of each kind, planted in a page of the tests' own, is found by the tenant matrix."""

from __future__ import annotations

from itertools import takewhile

import pytest
from django.contrib import admin
from django.test import override_settings

from tests.matrix_askers import ASKERS
from tests.matrix_attempts import attempts
from tests.matrix_doors import Door, doors
from tests.matrix_leaky_urls import ADMINS, VIEWS, site_with, views
from tests.matrix_trial import Trial
from tests.two_brands import two_brands

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FOUND_AS = {"refused/<uuid:pk>/": "differs", "oracle/": "differs", "changed/<uuid:pk>/": "changed"}


def findings(wanted: list[Door]) -> set[str]:
    brands = two_brands()
    trial = Trial(brands, ASKERS["admin"](brands))
    for door in wanted:
        trial.run(takewhile(lambda _: not trial.findings, attempts(door, brands)))
    # A page that fails is found as well, but here would be none of the leaks that are planted.
    assert "fault" not in {kind for kind, _ in trial.findings}, trial.findings[:3]
    return {kind for kind, _ in trial.findings}


@pytest.mark.parametrize("route", VIEWS)
def test_a_view_that_leaks_is_found(route: str) -> None:
    with override_settings(ROOT_URLCONF=views()):
        start = f"/leaky/{route.partition('<')[0]}"
        found = findings([door for door in doors() if door.route.startswith(start)])
    assert FOUND_AS.get(route, "canary") in found


@pytest.mark.parametrize("kind", [kind for kind in ADMINS if kind != "scoped"])
def test_a_page_of_the_admin_that_leaks_is_found(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert findings_in_admin(kind, monkeypatch)


def test_a_page_without_fault_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not findings_in_admin("scoped", monkeypatch)


def findings_in_admin(kind: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    urls = site_with(ADMINS[kind])
    own = [f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in ADMINS[kind]]
    places = ["/admin/autocomplete/"] if kind == "autocomplete" else own
    for model, page in ADMINS[kind].items():
        monkeypatch.setitem(admin.site._registry, model, page(model, admin.site))
    with override_settings(ROOT_URLCONF=urls):
        listed = list({door.route: door for door in reversed(doors())}.values())
        return findings([door for door in listed if door.route.startswith(tuple(places))])
