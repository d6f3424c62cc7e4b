"""What the hostile pages are tried with is all there is: each text in each field, the table of fields, each page."""

from __future__ import annotations

from collections import defaultdict

import pytest
from django.urls import Resolver404, resolve

from tests.admin_addresses import admin_addresses
from tests.hostile_answers import pages_of
from tests.hostile_inventory import EACH, NOWHERE, inventory
from tests.hostile_pages import a_hostile_brand
from tests.hostile_texts import ALL, FEW, MARK, NAME, TURNS, Given, field_of, packed
from tests.hostile_visit import ADMIN
from tests.script_injections import INJECTIONS

FRAME = 'id="nav-sidebar"'
# No page of ours is there: they answer a script, or with a file, or lead to a page that is visited.
NO_PAGES = {
    "admin:agents_brand_changelist",
    "admin:autocomplete",
    "admin:export_audit",
    "admin:export_handoffs",
    "admin:handoff_supportprovider_changelist",
    "admin:handoff_supportprovider_preview",
    "admin:jsi18n",
    "admin:logout",
    "admin:password_change",
    "admin:playbooks_playbook_check",
    "admin:playbooks_playbook_reply",
    "admin:playbooks_playbook_switch",
    "admin:playbooks_playbook_told",
    "admin:trial_end",
    "admin:trial_open",
    "admin:view_on_site",
    # Everything else below /admin/.
    "admin:None",
    "None",
}


@pytest.mark.parametrize("room", [26, 33, 96, 126, 176, 476])
def test_packs_hold_each_text_once_and_begin_with_what_runs_only_there(room: int) -> None:
    packs = packed(room)
    assert sorted(number for pack in packs for number in pack) == sorted(ALL)
    assert all(len(" ".join(INJECTIONS[number] for number in pack)) <= room for pack in packs if len(pack) > 1)
    assert all(pack[0] == number for pack in packs for number in pack if INJECTIONS[number].startswith("javascript:"))


def test_a_field_has_had_all_texts_after_so_many_turns() -> None:
    turns = [Given(turn, FEW) for turn in range(TURNS)]
    for given in turns:
        given.one("name", NAME)
        given.many("list")
    for field in ("name", "list"):
        had = [
            value.carries for given in turns for mark, value in given.values.items() if mark.startswith(f"#{field}.")
        ]
        assert frozenset().union(*had) == ALL


@pytest.mark.django_db
def test_the_table_tells_each_page_that_shows_each_text() -> None:
    """Both ways: no page shows a text that the table does not name there."""
    hostile = a_hostile_brand(Given(rows=FEW))
    by_admin = {visit.page for visit in hostile.visits if visit.who == ADMIN}
    shown, framed = defaultdict[str, set[str]](set), set[str]()
    for page, html in pages_of(hostile):
        framed |= {page} & by_admin if FRAME in html else set()
        for field, _number in MARK.findall(html):
            shown[field].add(page)
    told = {field: in_full(pages, framed) for field, pages in inventory().items()}
    assert {field: pages ^ told.get(field, set()) for field, pages in shown.items() if pages != told.get(field)} == {}
    assert {field for field, pages in told.items() if pages} == set(shown)
    assert set(told) == {field_of(mark) for mark in hostile.given.values}


def in_full(pages: set[str], framed: set[str]) -> set[str]:
    return (pages - {EACH, NOWHERE}) | (framed if EACH in pages else set())


@pytest.mark.django_db
def test_each_page_of_the_admin_is_visited() -> None:
    visited = {name_of(visit.path) for visit in a_hostile_brand(Given(rows=FEW)).visits}
    assert {str(name) for _path, name in admin_addresses()} - visited == NO_PAGES


def name_of(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return ""
