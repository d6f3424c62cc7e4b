"""What a merchant does on the Platform Services page, with a mouse, on a phone, and by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from handoff.providers import registry
from handoff.providers.base import Provider
from tests.browser.accessibility import serious_faults
from tests.browser.album import Album
from tests.site import Site, running_site

SIZES = {"1280": {"width": 1280, "height": 900}, "390": {"width": 390, "height": 844}}
WORKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
MOST_TABS = 200


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Its hours are changed here, so the other tests have theirs."""
    with running_site(tmp_path_factory.mktemp("settings")) as running:
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


def open_settings(page: Page, site: Site) -> None:
    page.goto(f"{site.api}/admin/")
    page.get_by_label("Username").fill(site.username)
    page.get_by_label("Password").fill(site.password)
    page.get_by_label("Password").press("Enter")
    expect(page.locator(".hf-page")).to_be_visible()
    page.goto(f"{site.api}/admin/handoff/supportprovider/")


def day(page: Page, name: str) -> Locator:
    return page.locator(f"[data-day={name}]")


def fields_of(page: Page, platform: str) -> Locator:
    """Those of a platform that is not chosen are hidden, from assistive software too: then there is no such group."""
    return page.get_by_role("group", name=platform, exact=True)


def times(page: Page, name: str) -> list[tuple[str, str]]:
    rows = day(page, name).locator("[data-row]").all()
    return [(row.locator("select").first.input_value(), row.locator("select").last.input_value()) for row in rows]


def set_times(row: Locator, opens: str, closes: str) -> None:
    row.locator("select").first.select_option(opens)
    row.locator("select").last.select_option(closes)


def meaning(page: Page) -> Locator:
    return page.get_by_role("region", name="What it means")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_text("Your changes were saved.")).to_be_visible()


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_week_a_lunch_break_a_night_a_closure_and_holidays(
    page: Page, own_site: Site, errors: list[str], size: str, album: Album
) -> None:
    inventory = datetime.now(UTC).date() + timedelta(days=3)
    open_settings(page, own_site)

    page.get_by_label("Support Chat Provider").select_option("zendesk")
    expect(fields_of(page, "Zendesk").get_by_label("Summary field ID")).to_be_visible()
    expect(fields_of(page, "Intercom")).to_have_count(0)

    page.get_by_label("Add specific days and times").check()
    page.get_by_role("combobox", name="Time zone").fill("berlin")
    page.get_by_role("option", name="Europe/Berlin").click()
    chosen = re.compile(r"Europe/Berlin, now \d?\d:\d\d [AP]M")
    expect(page.get_by_role("combobox", name="Time zone")).to_have_value(chosen)

    for name in (*WORKDAYS, "Saturday", "Sunday"):
        day(page, name).get_by_role("checkbox", name=name, exact=True).set_checked(name in WORKDAYS)
    while len(times(page, "Monday")) > 1:
        day(page, "Monday").get_by_role("button", name="Remove").last.click()
    set_times(day(page, "Monday").locator("[data-row]").first, "08:00", "20:00")
    day(page, "Monday").locator("summary").click()
    day(page, "Monday").get_by_role("button", name="Copy to all open days").click()
    assert [times(page, name) for name in WORKDAYS] == [[("08:00", "20:00")]] * 5

    set_times(day(page, "Wednesday").locator("[data-row]").first, "08:00", "12:00")
    day(page, "Wednesday").get_by_role("button", name="Add times").click()
    set_times(day(page, "Wednesday").locator("[data-row]").last, "13:00", "20:00")
    expect(day(page, "Friday").get_by_text("closes next day")).to_be_hidden()
    set_times(day(page, "Friday").locator("[data-row]").first, "08:00", "02:00")
    expect(day(page, "Friday").get_by_text("closes next day")).to_be_visible()

    remove = page.get_by_role("button", name="Remove closure")
    while remove.count():
        remove.first.click()
    page.get_by_role("button", name="Add a closure").click()
    closure = page.locator(".hf-closure").last
    closure.get_by_label("Name").fill("Inventory")
    closure.get_by_label("First day").fill(inventory.isoformat())
    expect(meaning(page).locator(".hf-fortnight__note", has_text="Inventory")).to_be_visible()
    expect(meaning(page).get_by_text("not saved yet")).to_be_visible()
    expect(meaning(page).locator(".hf-fortnight li")).to_have_count(14)
    assert serious_faults(page) == []
    save(page)

    page.get_by_role("link", name="Import public holidays").click()
    page.get_by_label("Country").select_option("DE")
    page.get_by_role("button", name="Show holidays").click()
    page.get_by_label("Years").select_option(index=2)
    page.get_by_role("button", name="Show holidays").click()
    expect(page.get_by_role("checkbox", name=re.compile(r"\b1 Jan 20"))).to_be_checked()
    assert serious_faults(page) == []
    assert fits(page)
    album.take(page, f"holidays-{size}.png", whole=True)
    page.get_by_role("button", name=re.compile(r"Add .*closures")).click()
    expect(page.get_by_text(re.compile(r"Added \d+ closures"))).to_be_visible()

    page.reload()
    expect(page.get_by_label("Support Chat Provider")).to_have_value("zendesk")
    assert times(page, "Monday") == [("08:00", "20:00")]
    assert times(page, "Wednesday") == [("08:00", "12:00"), ("13:00", "20:00")]
    assert times(page, "Friday") == [("08:00", "02:00")]
    expect(day(page, "Saturday").get_by_role("checkbox", name="Saturday", exact=True)).not_to_be_checked()
    labels = [field.input_value() for field in page.locator(".hf-closure").get_by_label("Name").all()]
    assert "Inventory" in labels
    assert len(labels) > 5
    expect(meaning(page).get_by_text("as saved")).to_be_visible()
    assert serious_faults(page) == []
    assert fits(page)
    page.evaluate("scrollTo(0, 0)")
    album.take(page, f"platform-services-hours-{size}.png", whole=True)


def tab_to(page: Page, target: Locator) -> None:
    for _ in range(MOST_TABS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {target}.")


def test_by_keyboard_alone(page: Page, own_site: Site, errors: list[str]) -> None:
    """From the first field to the button that saves, without a mouse."""
    open_settings(page, own_site)
    press, write = page.keyboard.press, page.keyboard.type

    tab_to(page, page.get_by_label("Support Chat Provider"))
    write("Intercom")
    tab_to(page, page.get_by_label("Add specific days and times"))
    if not page.get_by_label("Add specific days and times").is_checked():
        press("Space")
    zone = page.get_by_role("combobox", name="Time zone")
    tab_to(page, zone)
    write("kathmandu")
    press("Enter")
    expect(zone).to_have_value(re.compile("Asia/Kathmandu"))

    saturday = day(page, "Saturday")
    tab_to(page, saturday.get_by_role("checkbox", name="Saturday", exact=True))
    if not saturday.get_by_role("checkbox", name="Saturday", exact=True).is_checked():
        press("Space")
    tab_to(page, saturday.locator("select").first)
    write("10:00")
    tab_to(page, saturday.get_by_role("button", name="Add times"))
    press("Enter")
    expect(saturday.locator("select").nth(2)).to_be_focused()
    tab_to(page, saturday.get_by_role("button", name="Remove").last)
    press("Enter")
    tab_to(page, saturday.locator("summary"))
    press("Enter")
    press("Tab")
    press("Space")
    press("Escape")
    expect(saturday.locator("summary")).to_be_focused()

    tab_to(page, page.get_by_role("button", name="Add a closure"))
    press("Enter")
    expect(page.locator(".hf-closure").last.get_by_label("Name")).to_be_focused()
    write("Moving house")
    press("Tab")
    write(f"{datetime.now(UTC).date() + timedelta(days=5):%m%d%Y}")
    tab_to(page, page.get_by_role("button", name="Save Changes"))
    press("Enter")
    expect(page.get_by_text("Your changes were saved.")).to_be_visible()
    assert times(page, "Saturday")[0][0] == "10:00"
    expect(zone).to_have_value(re.compile("Asia/Kathmandu"))
    assert "Moving house" in [field.input_value() for field in page.locator(".hf-closure").get_by_label("Name").all()]


def test_each_platforms_fields_are_named_explained_and_reached_by_keyboard(
    page: Page, own_site: Site, errors: list[str], size: str, album: Album
) -> None:
    open_settings(page, own_site)
    for platform in registry.PROVIDERS:
        page.get_by_label("Support Chat Provider").select_option(platform.slug)
        assert_explained_and_reached(page, platform)
        album.take(page, f"platform-{platform.slug}-{size}.png", whole=True)


def assert_explained_and_reached(page: Page, platform: type[Provider]) -> None:
    group = fields_of(page, platform.label)
    expect(group.get_by_role("heading", name=f"What to set in {platform.label}")).to_be_visible()
    expect(group.get_by_text("The customer sees:")).to_be_visible()
    page.get_by_label("Support Chat Provider").focus()
    for setting in platform.settings_fields:
        field = group.get_by_label(f"{setting.label} optional", exact=True)
        expect(field).to_have_accessible_description(re.compile(re.escape(setting.help)))
        tab_to(page, field)
    expect(page.locator(".hf-platform:visible")).to_have_count(1)
    assert serious_faults(page) == []
    assert fits(page)


def test_who_fills_in_half_of_what_belongs_together_is_led_to_the_other_half(
    page: Page, own_site: Site, errors: list[str]
) -> None:
    open_settings(page, own_site)
    page.get_by_label("Support Chat Provider").select_option("gorgias")
    fields_of(page, "Gorgias").get_by_label("Subdomain").fill("acme")
    fields_of(page, "Gorgias").get_by_label("User's e-mail address").fill("")
    page.get_by_role("button", name="Save Changes").click()
    missing = fields_of(page, "Gorgias").get_by_label("User's e-mail address")
    expect(missing).to_be_focused()
    expect(missing).to_have_accessible_description(re.compile("Fill in all of them, or none."))
    expect(fields_of(page, "Gorgias").get_by_label("Subdomain")).to_have_value("acme")
    assert serious_faults(page) == []


def test_what_is_typed_in_wrongly_is_said_beside_its_field_and_kept(
    page: Page, own_site: Site, errors: list[str], size: str
) -> None:
    open_settings(page, own_site)
    page.get_by_label("Add specific days and times").set_checked(True)
    monday = day(page, "Monday")
    monday.get_by_role("checkbox", name="Monday", exact=True).set_checked(True)
    set_times(monday.locator("[data-row]").first, "09:00", "09:00")
    page.get_by_label("Phone").fill("+1 555 0100")
    page.get_by_role("button", name="Save Changes").click()
    expect(monday.get_by_text("Choose two different times")).to_be_visible()
    expect(monday.locator("select:focus")).to_have_count(1)
    expect(page.get_by_text("Nothing was saved.")).to_be_visible()
    expect(page.get_by_label("Phone")).to_have_value("+1 555 0100")
    assert serious_faults(page) == []
    assert fits(page)


def test_of_two_people_who_save_the_second_is_told_and_loses_nothing(
    page: Page, own_site: Site, errors: list[str], new_context: Callable[..., object]
) -> None:
    open_settings(page, own_site)
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Phone").fill("+1 555 0111")
    save(other)
    page.get_by_label("Phone").fill("+1 555 0122")
    page.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_text(re.compile("Somebody else saved"))).to_be_visible()
    expect(page.get_by_label("Phone")).to_have_value("+1 555 0122")
    other.reload()
    expect(other.get_by_label("Phone")).to_have_value("+1 555 0111")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "agents/agent/",
        "handoff/handoff/",
        "agents/brand/storefront/",
        "agents/brand/people/",
        "handoff/handofftrial/new/",
    ],
)
def test_nothing_serious_bars_the_way_on_the_other_pages(
    page: Page, own_site: Site, errors: list[str], size: str, path: str, album: Album
) -> None:
    open_settings(page, own_site)
    page.goto(f"{own_site.api}/admin/{path}")
    assert serious_faults(page) == []
    assert fits(page)
    album.take(page, f"{path.strip('/').replace('/', '-') or 'overview'}-{size}.png", whole=True)


def test_what_has_the_focus_is_never_under_the_save_button(page: Page, own_site: Site, size: str) -> None:
    open_settings(page, own_site)
    page.get_by_label("Add specific days and times").set_checked(True)
    for _ in range(3):
        page.get_by_role("button", name="Add a closure").click()
    page.get_by_label("Support Chat Provider").focus()
    phone = page.get_by_label("Phone")
    # Other tests have left closures, each with several fields.
    for _ in range(5 * MOST_TABS):
        page.keyboard.press("Tab")
        assert not page.evaluate(
            """() => {
                const bar = document.querySelector(".hf-actions--end button").getBoundingClientRect();
                const focused = document.activeElement.getBoundingClientRect();
                return focused.bottom > bar.top && focused.top < bar.bottom;
            }"""
        ), page.evaluate("document.activeElement.outerHTML")
        if phone.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("The keyboard does not get to the end of the form.")


def test_times_are_written_alike_in_the_grid_and_in_what_they_mean(page: Page, own_site: Site) -> None:
    open_settings(page, own_site)
    page.get_by_label("Add specific days and times").set_checked(True)
    for box in page.locator(".hf-day").get_by_role("checkbox").all():
        box.set_checked(True)
    set_times(day(page, "Monday").locator("[data-row]").first, "13:00", "20:00")
    drawn = meaning(page).locator(".hf-fortnight li", has_text="Monday").last
    expect(drawn.locator(".hf-unseen")).to_contain_text(re.compile(r"1:00\sPM to 8:00\sPM"))
    expect(meaning(page).locator(".hf-state")).to_contain_text(re.compile(r"\d:00\s[AP]M"))
    expect(meaning(page).get_by_text(re.compile(r"\b(13|20):00"))).to_have_count(0)


def test_the_longest_names_scroll_no_page_sideways(page: Page, own_site: Site, size: str) -> None:
    open_settings(page, own_site)
    page.get_by_label("Add specific days and times").set_checked(True)
    page.get_by_role("button", name="Add a closure").click()
    closure = page.locator(".hf-closure").last
    closure.get_by_label("Name").fill("Inventory " * 10)
    closure.get_by_label("First day").fill(f"{datetime.now(UTC).date() + timedelta(days=9)}")
    save(page)
    assert fits(page)
    page.goto(f"{own_site.api}/admin/agents/agent/add/")
    page.get_by_label("Name").fill("x" * 100 + size)
    page.get_by_role("button", name="Save").first.click()
    for path in ("agents/agent/", "handoff/handoff/", "handoff/handofftrial/new/", ""):
        page.goto(f"{own_site.api}/admin/{path}")
        assert fits(page), path


def test_a_fault_would_be_found(page: Page) -> None:
    page.set_content("<!doctype html><html lang=en><title>x</title><main><img src='x.png'><button></button></main>")
    assert any("button-name" in fault for fault in serious_faults(page))
