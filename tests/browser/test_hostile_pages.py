"""A10 in a real browser: whatever anybody may write is a script, and every page of ours shows it as a text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Response
from pytest_django.live_server_helper import LiveServer

from tests.admin_builders import a_client
from tests.browser.album import Album
from tests.browser.canary import Canary, reads
from tests.hostile_rows import Hostile, a_hostile_brand, quoted
from tests.script_injections import INJECTIONS
from tests.test_markup import leak

pytestmark = [pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
SIZES = {"1280": {"width": 1280, "height": 900}, "390": {"width": 390, "height": 844}}
# What runs does so at once, or when a picture could not be had.
MOMENT = 200
PLAIN = {"invitation", "no invitation", "forgotten password", "forgotten password, sent", "new password"}


def log_in(context: BrowserContext, server: LiveServer, hostile: Hostile) -> None:
    session = a_client(hostile.user).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": server.url}])


def visit(page: Page, server: LiveServer, path: str) -> Response | None:
    answer = page.goto(f"{server.url}{path}")
    page.wait_for_timeout(MOMENT)
    assert page.url.startswith(f"{server.url}/"), page.url
    return answer


def visit_all(page: Page, server: LiveServer, hostile: Hostile, canary: Canary) -> None:
    for name, path in hostile.pages.items():
        answer = visit(page, server, path)
        assert canary.found == [], name
        assert answer, name
        assert answer.status < 500, name
        missing = [text for text in hostile.said.get(name, ()) if not reads(page, text)]
        assert missing == [], name


@pytest.mark.parametrize(("size", "turn"), [("1280", 0), ("390", 50)])
def test_every_page_shows_texts_as_texts(
    page: Page, context: BrowserContext, live_server: LiveServer, size: str, turn: int
) -> None:
    page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    hostile = a_hostile_brand(INJECTIONS[turn:] + INJECTIONS[:turn])
    log_in(context, live_server, hostile)
    visit_all(page, live_server, hostile, Canary(context, live_server.url))


@pytest.mark.long
@pytest.mark.parametrize("turn", range(5, 100, 5))
def test_every_page_shows_texts_as_texts_in_many_places(
    page: Page, context: BrowserContext, live_server: LiveServer, turn: int
) -> None:
    hostile = a_hostile_brand(INJECTIONS[turn:] + INJECTIONS[:turn])
    log_in(context, live_server, hostile)
    visit_all(page, live_server, hostile, Canary(context, live_server.url))


def test_an_address_that_is_a_script_is_a_text(page: Page, context: BrowserContext, live_server: LiveServer) -> None:
    """What a link to us may hold, followed by somebody who is not logged in."""
    canary = Canary(context, live_server.url)
    for text in INJECTIONS:
        said = quoted(text)
        for path in (f"/{said}", f"/admin/login/?next={said}&{said}={said}"):
            page.goto(f"{live_server.url}{path}", wait_until="domcontentloaded")
    page.wait_for_timeout(MOMENT)
    assert canary.found == []


def test_people_who_are_not_logged_in_meet_no_script(
    page: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    hostile = a_hostile_brand()
    canary = Canary(context, live_server.url)
    for name in (*sorted(PLAIN), "api docs", "overview"):
        visit(page, live_server, hostile.pages[name])
        assert canary.found == [], name
    page.get_by_label("Username").fill("<img src=x onerror=ran(1)>")
    page.get_by_label("Password").fill("<img src=x onerror=ran(2)>")
    page.get_by_label("Password").press("Enter")
    page.wait_for_timeout(MOMENT)
    assert canary.found == []


def test_the_editor_and_what_stands_beside_it_show_texts_as_texts(
    page: Page, context: BrowserContext, live_server: LiveServer, album: Album
) -> None:
    """What is typed, what is pasted as HTML, and what the page asks of the server meanwhile."""
    hostile = a_hostile_brand()
    log_in(context, live_server, hostile)
    canary = Canary(context, live_server.url)
    visit(page, live_server, hostile.pages["playbook"])
    editor = page.locator("[contenteditable=true]")
    paste = """(at, html) => { const data = new DataTransfer(); data.setData("text/html", html);
      at.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""
    for text in INJECTIONS:
        editor.evaluate(paste, f"<p>{text}</p>")
    editor.press("Control+End")
    page.keyboard.insert_text("\n".join(INJECTIONS[:50]))
    page.wait_for_timeout(2_000)
    album.take(page, "hostile-playbook.png")
    page.get_by_role("button", name="Save draft", exact=True).click()
    page.wait_for_timeout(MOMENT)
    assert canary.found == []


def test_a_template_that_leaks_is_found(
    page: Page, context: BrowserContext, live_server: LiveServer, tmp_path: Path, settings: Any
) -> None:
    """The policy stops what would run, and says so; the text is not read as a text."""
    hostile = a_hostile_brand()
    log_in(context, live_server, hostile)
    leak(tmp_path, settings)
    canary = Canary(context, live_server.url)
    page.goto(f"{live_server.url}{hostile.pages['handoff']}", wait_until="commit")
    page.wait_for_timeout(2_000)
    assert any("The policy was broken: script-src" in found for found in canary.found)
    assert not any("A script ran: 0" in found for found in canary.found)


def test_without_the_policy_the_same_leak_runs(
    page: Page, context: BrowserContext, live_server: LiveServer, tmp_path: Path, settings: Any
) -> None:
    """So a test that finds nothing has looked."""
    hostile = a_hostile_brand()
    log_in(context, live_server, hostile)
    leak(tmp_path, settings)
    canary = Canary(context, live_server.url)
    page.route("**/change/", _without_policy)
    page.goto(f"{live_server.url}{hostile.pages['handoff']}", wait_until="commit")
    page.wait_for_timeout(2_000)
    ran = {found for found in canary.found if found.startswith("A script ran")}
    assert len(ran) > 5, canary.found
    assert any(found.startswith("Asked for https://trap.test") for found in canary.found)


def _without_policy(route: Any) -> None:
    answer = route.fetch()
    kept = {name: value for name, value in answer.headers.items() if name != "content-security-policy"}
    route.fulfill(response=answer, headers=kept)


def test_nobody_frames_a_page(page: Page, context: BrowserContext, live_server: LiveServer, album: Album) -> None:
    """A19: not another site, and not another page of ours."""
    hostile = a_hostile_brand()
    log_in(context, live_server, hostile)
    framed = [f"{live_server.url}{hostile.pages[name]}" for name in ("overview", "storefront", "invitation")]
    frames = "".join(f'<iframe src="{address}"></iframe>' for address in framed)
    page.route("https://evil.test/", lambda route: route.fulfill(body=frames, content_type="text/html"))
    page.goto("https://evil.test/")
    page.wait_for_timeout(1_000)
    shown = [frame.evaluate("document.body.innerText") for frame in page.frames[1:]]
    assert len(shown) == 3
    assert not any("Handoff" in text or "Storefront" in text for text in shown)
