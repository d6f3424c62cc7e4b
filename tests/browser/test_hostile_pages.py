"""A10 in a real browser: whatever anybody may write is a script, and every page of ours shows it as a text."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.canary import Canary
from tests.browser.hostile_visitor import MOMENT, Read, Visitor
from tests.hostile_inventory import in_the_frame, shown_nowhere
from tests.hostile_pages import a_hostile_brand
from tests.hostile_texts import ALL, FEW, MARK, TURNS, Given, field_of
from tests.hostile_visit import quoted
from tests.script_injections import INJECTIONS
from tests.test_markup import leak

pytestmark = [pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
SIZES = {"1280": {"width": 1280, "height": 900}, "390": {"width": 390, "height": 844}}
# The shortest fields hold one text, cut: so many turns bring them all.
MOST_TURNS = len(INJECTIONS)
PARTS = 2
ROLES = ("customer", "agent", "human")


@pytest.mark.parametrize(("size", "turn"), [("1280", 0), ("390", TURNS // 2)])
def test_every_page_shows_texts_as_texts(
    page: Page,
    context: BrowserContext,
    live_server: LiveServer,
    size: str,
    turn: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """All hundred of each list; of the texts of each other field some."""
    page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    visitor = a_visitor(page, context, live_server, Given(turn))
    for visit in visitor.hostile.visits:
        visitor.visit(visit)
    tell(capsys, visitor.read)
    whole = {field for (_page, field), numbers in visitor.read.items() if numbers == ALL}
    assert visitor.hostile.given.lists - whole == visitor.hostile.given.lists & shown_nowhere()


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_each_text_is_read_in_each_place_of_each_page(
    page: Page, context: BrowserContext, live_server: LiveServer, part: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page is done once each field that it shows has had all hundred there, and all were read.

    What stands in the frame of all pages is looked at on each, and waited for on one.
    """
    page.set_viewport_size(SIZES["390" if part % 2 else "1280"])  # type: ignore[arg-type]
    canary, read = Canary(context, live_server.url), Read()
    done: set[str] = set()
    for turn in range(MOST_TURNS):
        visitor = a_visitor(page, context, live_server, Given(turn, FEW), canary, read)
        mine = {visit.page for visit in visitor.hostile.visits if is_of(visit.page, part)}
        wanted = mine - done
        for visit in visitor.hostile.visits:
            if visit.page in wanted:
                visitor.visit(visit)
        done |= wanted - {name for name, _field in missing(read)}
        if mine <= done:
            break
        begin_anew()
    tell(capsys, read)
    assert missing(read) == {}


def is_of(page: str, part: int) -> bool:
    """By its name alone: a turn may have pages that another has not."""
    return zlib.crc32(page.encode()) % PARTS == part


def missing(read: Read) -> dict[tuple[str, str], list[int]]:
    """By page and field."""
    frame = in_the_frame()
    looked_for = {pair: numbers for pair, numbers in read.items() if pair[0] == "overview" or pair[1] not in frame}
    return {pair: sorted(ALL - numbers) for pair, numbers in looked_for.items() if numbers != ALL}


def tell(capsys: pytest.CaptureFixture[str], read: Read) -> None:
    with capsys.disabled():
        print(f"\nRead as texts: {read.told()}")


def begin_anew() -> None:
    call_command("flush", interactive=False, verbosity=0)
    cache.clear()


def a_visitor(
    page: Page,
    context: BrowserContext,
    server: LiveServer,
    given: Given | None = None,
    canary: Canary | None = None,
    read: Read | None = None,
) -> Visitor:
    canary = canary or Canary(context, server.url)
    return Visitor(page, context, server, a_hostile_brand(given), canary, Read() if read is None else read)


def test_an_address_that_is_a_script_is_a_text(page: Page, context: BrowserContext, live_server: LiveServer) -> None:
    """What a link to us may hold, followed by somebody who is not logged in."""
    canary = Canary(context, live_server.url)
    for text in Given().several("address", 400):
        said = quoted(text)
        for path in (f"/{said}", f"/admin/login/?next={said}&{said}={said}"):
            page.goto(f"{live_server.url}{path}")
            page.wait_for_timeout(MOMENT)
            assert canary.found == []


def test_a_template_that_leaks_is_found(
    page: Page, context: BrowserContext, live_server: LiveServer, tmp_path: Path, settings: Any
) -> None:
    """The policy stops what would run, and says so; and the text is not read as a text."""
    visitor = a_visitor(page, context, live_server, Given(rows=FEW))
    leak(tmp_path, settings)
    [visit] = [visit for visit in visitor.hostile.visits if visit.page == "handoff"]
    with pytest.raises(AssertionError, match="The policy was broken: script-src"):
        visitor.visit(visit)
    assert not any("A script ran" in found for found in visitor.canary.found)
    unread = visitor.unread(visit)
    assert len([text for text in unread if "#customer-says" in text]) > FEW // 2
    assert {field_of(mark[0]) for mark in map(MARK.search, unread) if mark} >= {f"{who}-says" for who in ROLES}


def test_without_the_policy_the_same_leak_runs(
    page: Page, context: BrowserContext, live_server: LiveServer, tmp_path: Path, settings: Any
) -> None:
    """So a test that finds nothing has looked."""
    visitor = a_visitor(page, context, live_server)
    leak(tmp_path, settings)
    page.route("**/change/", _without_policy)
    visitor.be("admin")
    page.goto(f"{live_server.url}{visitor.hostile.path_of('handoff')}", wait_until="commit")
    page.wait_for_timeout(2_000)
    ran = {found for found in visitor.canary.found if found.startswith("A script ran")}
    assert len(ran) > 5, visitor.canary.found
    assert any(found.startswith("Asked for https://trap.test") for found in visitor.canary.found)


def _without_policy(route: Any) -> None:
    answer = route.fetch()
    kept = {name: value for name, value in answer.headers.items() if name != "content-security-policy"}
    route.fulfill(response=answer, headers=kept)


def test_nobody_frames_a_page(page: Page, context: BrowserContext, live_server: LiveServer) -> None:
    """A19: not another site, and not another page of ours."""
    visitor = a_visitor(page, context, live_server, Given(rows=FEW))
    framed = [f"{live_server.url}{visitor.hostile.path_of(name)}" for name in ("overview", "storefront", "invitation")]
    frames = "".join(f'<iframe src="{address}"></iframe>' for address in framed)
    page.route("https://evil.test/", lambda route: route.fulfill(body=frames, content_type="text/html"))
    visitor.be("admin")
    page.goto("https://evil.test/")
    page.wait_for_timeout(1_000)
    shown = [frame.evaluate("document.body.innerText") for frame in page.frames[1:]]
    assert len(shown) == 3
    assert not any("Handoff" in text or "Storefront" in text for text in shown)
