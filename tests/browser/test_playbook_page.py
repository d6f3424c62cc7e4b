"""What authors do with a playbook's page: publish, compare, restore, write at the same time, and close the tab."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.accessibility import serious_faults
from tests.browser.album import Album
from tests.browser.playbook_editor import caret_is_put
from tests.browser.test_settings_page import SIZES, fits
from tests.site import Site, running_site


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Its playbooks are changed here, so the other tests have theirs."""
    with running_site(tmp_path_factory.mktemp("playbooks")) as running:
        yield running


@pytest.fixture
def errors(page: Page) -> Iterator[list[str]]:
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    yield found
    assert found == []


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest, page: Page) -> str:
    page.set_viewport_size(SIZES[request.param])
    return str(request.param)


def log_in(page: Page, site: Site) -> None:
    page.goto(f"{site.api}/admin/")
    page.get_by_label("Username").fill(site.username)
    page.get_by_label("Password").fill(site.password)
    page.get_by_label("Password").press("Enter")
    expect(page.locator(".hf-page")).to_be_visible()


def new_playbook(page: Page, site: Site, name: str, starter: str = "Returns and refunds") -> str:
    """Published for the shop's assistant; its address."""
    page.goto(f"{site.api}/admin/playbooks/playbook/add/")
    page.get_by_role("link", name=re.compile(starter)).click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Shop assistant").check()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("is published as version 1")).to_be_visible()
    return page.url


def instructions(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Instructions")


def write(page: Page, text: str) -> None:
    """Behind the text, in the editor: the field is there before it."""
    editor, draft = page.locator(".hf-playbook-editor__text"), page.locator("[name=draft]")
    before = draft.input_value()
    editor.click()
    caret_is_put(page)
    page.keyboard.press("Control+End")
    page.keyboard.type(text)
    expect(draft).to_have_value(before + text)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_playbook_is_begun_published_compared_restored_and_ordered(
    page: Page, own_site: Site, errors: list[str], size: str, album: Album
) -> None:
    log_in(page, own_site)
    url = new_playbook(page, own_site, f"Returns {size}")
    expect(page.get_by_text("Shop assistant has not read it yet")).to_be_visible()

    write(page, "\nIn doubt, /Handof to support")
    page.get_by_label("Note").fill("Doubts")
    press(page, "Publish")
    expect(page.get_by_text("it was not published")).to_be_visible()
    expect(page.get_by_text("Draft differs from what is published")).to_be_visible()
    press(page, "Change to “/Handoff to support”")
    expect(page.get_by_label("Note")).to_have_value("Doubts")
    assert serious_faults(page) == []
    assert fits(page)
    press(page, "Publish")
    expect(page.get_by_text("is published as version 2")).to_be_visible()
    expect(page.get_by_text("“Doubts”").first).to_be_visible()

    page.get_by_role("link", name="Compare with the draft: version 1").click()
    page.get_by_label("To", exact=True).select_option("2")
    press(page, "Compare")
    expect(page.get_by_role("insertion")).to_have_text("In doubt, /Handoff to support")
    assert serious_faults(page) == []
    assert fits(page)
    album.take(page, f"playbook-difference-{size}.png", whole=True)

    page.get_by_role("link", name="Restore version 1 as the draft").click()
    press(page, "Restore as the draft")
    expect(page.get_by_text("The draft is the text of version 1 again.")).to_be_visible()
    expect(instructions(page)).not_to_contain_text("In doubt")
    album.take(page, f"playbook-{size}.png", whole=True)

    page.get_by_role("link", name="Shop assistant", exact=True).click()
    playbooks = page.get_by_role("region", name="Playbooks")
    playbooks.get_by_role("button", name=f"Move up: Returns {size}").press("Enter")
    expect(page.get_by_text("The order of the playbooks was saved.")).to_be_visible()
    playbooks.get_by_role("checkbox", name=f"On (Returns {size})").uncheck()
    press(page, "Save order and switches")
    expect(playbooks.get_by_role("checkbox", name=f"On (Returns {size})")).not_to_be_checked()
    assert serious_faults(page) == []
    assert fits(page)
    page.goto(url)
    expect(page.get_by_text("it is switched off for this Agent")).to_be_visible()


def test_two_authors_at_once_and_edits_that_survive_a_closed_tab(
    page: Page, context: BrowserContext, own_site: Site, errors: list[str], album: Album
) -> None:
    page.set_viewport_size(SIZES["390"])
    log_in(page, own_site)
    url = new_playbook(page, own_site, "Two authors", "Wants a person")
    other = context.new_page()
    other.set_viewport_size(SIZES["390"])
    other.goto(url)

    write(page, "\nFrom the first tab.")
    press(page, "Save draft")
    expect(page.get_by_text("Your draft is saved.")).to_be_visible()
    expect(page.locator("[data-unsaved-edits]")).to_be_hidden()

    write(other, "\nFrom the second tab.")
    press(other, "Save draft")
    expect(other.get_by_text("saved this playbook while you were editing")).to_be_visible()
    expect(other.get_by_role("deletion")).to_have_text(re.compile("first"))
    expect(instructions(other)).to_contain_text("From the second tab.")
    assert serious_faults(other) == []
    assert fits(other)
    album.take(other, "playbook-two-authors-390.png", whole=True)
    other.close()

    page.goto(url)
    panel = page.locator("[data-unsaved-edits]")
    expect(panel.get_by_role("heading")).to_have_text(re.compile(r"You have edits from .*\d.* that were not saved"))
    expect(panel.get_by_text("The playbook was saved since then")).to_be_visible()
    panel.get_by_text("See them").click()
    expect(panel.get_by_text("From the second tab.")).to_be_visible()
    assert serious_faults(page) == []
    album.take(page, "playbook-unsaved-390.png", whole=True)
    press(page, "Bring them back")
    expect(panel).to_be_hidden()
    expect(instructions(page)).to_contain_text("From the second tab.")
    expect(page.get_by_label("Shop assistant")).to_be_checked()
    # They were written upon what was saved before: nobody's text is written over unseen.
    press(page, "Save draft")
    expect(page.get_by_text("saved this playbook while you were editing")).to_be_visible()
    press(page, "Save mine anyway")
    expect(page.get_by_text("Your draft is saved.")).to_be_visible()
    expect(panel).to_be_hidden()
    nothing_stays_kept(page)

    write(page, "\nForgotten.")
    page.goto(f"{own_site.api}/admin/")
    page.goto(url)
    expect(panel).to_be_visible()
    press(page, "Forget them")
    expect(panel).to_be_hidden()
    nothing_stays_kept(page)


def test_whoever_goes_back_sees_what_would_be_saved(page: Page, context: BrowserContext, own_site: Site) -> None:
    """A browser that restored the text field behind the editor would overwrite the colleague's words unseen."""
    log_in(page, own_site)
    url = new_playbook(page, own_site, "Going back", "Wants a person")
    write(page, "\nMine.")
    page.goto(f"{own_site.api}/admin/")
    other = context.new_page()
    other.goto(url)
    write(other, "\nTheirs.")
    press(other, "Save draft")
    expect(other.get_by_text("Your draft is saved.")).to_be_visible()
    page.go_back()
    expect(page.locator("[data-unsaved-edits]")).to_be_visible()
    expect(instructions(page)).to_contain_text("Theirs.")
    expect(page.locator("[name=draft]")).to_have_value(re.compile("Theirs"))
    press(page, "Bring them back")
    press(page, "Save draft")
    expect(page.get_by_text("saved this playbook while you were editing")).to_be_visible()


def test_a_forbidden_store_does_no_harm_and_a_new_playbook_leaves_nothing_behind(page: Page, own_site: Site) -> None:
    log_in(page, own_site)
    new_playbook(page, own_site, "Kept once")
    nothing_stays_kept(page)
    page.locator("[name=draft]").evaluate("field => { field.value = 'x'.repeat(1_000_000) }")
    press(page, "Save draft")
    expect(page.get_by_role("alert").filter(has_text="far too long")).to_be_visible()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no') }})")
    page.reload()
    write(page, "\nStill saved.")
    press(page, "Save draft")
    expect(page.get_by_text("Your draft is saved.")).to_be_visible()
    expect(instructions(page)).to_contain_text("Still saved.")


def nothing_stays_kept(page: Page) -> None:
    """The script that forgets may run after what the server wrote is seen."""
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('handoff-playbook'))")
