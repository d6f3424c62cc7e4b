"""Each platform in the demo shop: its chat opens, the context is where the README's table says, and nothing is lost."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import shop
from tests.browser.accessibility import serious_faults
from tests.browser.album import Album
from tests.browser.shop import Held, Log
from tests.site import Site

PATIENCE_MS = 30_000
SUMMARY = "Customer wants"
INBOX = "What your support team sees"


@dataclass(frozen=True)
class Platform:
    slug: str
    label: str
    held: Callable[[Log, str, str], Held]
    # What the inbox shows to human agents alone; the summary is in each.
    notes: tuple[str, ...] = ()
    messages: int = 1
    context: tuple[str, str, str] = ("delivered", "api", "")

    def __str__(self) -> str:
        return self.slug


PLATFORMS = (
    Platform("zendesk", "Zendesk", shop.in_zendesk, ("Ticket field 360", "Internal note")),
    Platform("gorgias", "Gorgias", shop.in_gorgias, ("Internal note",)),
    Platform("gladly", "Gladly", shop.in_gladly, ("Timeline item",), messages=0),
    Platform("intercom", "Intercom", shop.in_intercom, ("Internal note",)),
    Platform("sprinklr", "Sprinklr", shop.in_sprinklr, ("Case field _c_5e4e5f3954e68b2a475c05b6", "Comment")),
    Platform(
        "shopify_inbox",
        "Shopify Inbox",
        shop.in_shopify_inbox,
        messages=0,
        context=("unknown", "prefilled", "ready_to_send"),
    ),
)
each_platform = pytest.mark.parametrize("platform", PLATFORMS, ids=str)


@pytest.fixture(autouse=True)
def patience() -> None:
    expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(autouse=True)
def intercom_again(site: Site) -> Iterator[None]:
    """What other files' tests find."""
    yield
    shop.set_platform(site, "intercom")


@pytest.fixture
def errors(page: Page) -> Iterator[list[str]]:
    """Scripts that fail in the page, or that its policy refuses, fail the test."""
    seen: list[str] = []
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("console", lambda said: seen.append(said.text) if "Content Security Policy" in said.text else None)
    yield seen
    assert seen == []


@each_platform
def test_the_chat_opens_with_the_context_comes_back_and_is_closed(
    page: Page, site: Site, errors: list[str], album: Album, platform: Platform
) -> None:
    email = f"ana.{uuid.uuid4().hex[:8]}@example.com"
    shop.choose_platform(page, site, platform.slug)
    shop.assert_the_agent_answers(page, "Where is my order?")
    shop.ask_for_a_person(page, email)
    expect(shop.window_of(page, platform.label)).to_be_visible()
    handoff = shop.settled(site, shop.handoff_in(page, site)["id"])
    assert (handoff["context_status"], handoff["context_via"], handoff["context_reason"]) == platform.context
    assert_context_is_there(page, site, platform, handoff, email)
    take_pictures(page, album, platform)
    talk(page, platform, handoff["ref"])

    with page.expect_response(re.compile("/receipts/")):
        page.reload()
    expect(shop.window_of(page, platform.label)).to_be_visible()
    assert shop.handoff_in(page, site)["id"] == handoff["id"]
    assert_context_is_there(page, site, platform, handoff, email, talked=True)

    shop.inside(page, platform.label).get_by_role("button", name=re.compile("Close the chat")).click()
    expect(page.locator("#banner")).to_be_hidden()
    shop.assert_the_agent_answers(page)
    ended = shop.handoff(site, handoff["id"])
    assert (ended["chat_status"], ended["end_reason"]) == ("closed", "chat_closed")
    assert ended["context_status"] == platform.context[0]


def assert_context_is_there(
    page: Page, site: Site, platform: Platform, handoff: Log, email: str, *, talked: bool = False
) -> None:
    """At the platform once, in its inbox, and nowhere in what the customer sees."""
    held = platform.held(shop.log_of(site), handoff["ref"], email)
    assert len(held.said) == platform.messages + (2 if talked else 0)
    assert len(held.team_alone) == len(platform.notes)
    assert all(SUMMARY in text for text in held.team_alone)
    inbox = page.get_by_role("complementary", name=INBOX)
    for note in platform.notes:
        shown = inbox.locator(".note").filter(has_text=note)
        expect(shown.filter(has_text="for human agents only")).to_have_count(1)
        expect(shown).to_contain_text(SUMMARY)
    window = shop.inside(page, platform.label)
    if platform.messages:
        expect(window.get_by_text(re.compile(handoff["ref"]))).to_have_count(1)
    if platform.slug == "shopify_inbox":
        ready = re.compile(rf"Where is my order\?[\s\S]*{handoff['ref']}")
        expect(window.get_by_role("textbox")).to_have_value("" if talked else ready)
    expect(window.get_by_text(SUMMARY)).to_have_count(0)


def take_pictures(page: Page, album: Album, platform: Platform) -> None:
    assert serious_faults(page) == []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        album.take(page, f"shop-{platform.slug}-{width}.png")


def talk(page: Page, platform: Platform, ref: str) -> None:
    """The customer writes, or sends what stands ready; a human agent answers in the inbox."""
    window, inbox = shop.inside(page, platform.label), page.get_by_role("complementary", name=INBOX)
    words = window.get_by_role("textbox")
    if platform.slug != "shopify_inbox":
        words.fill("Are you there?")
    said = words.input_value()
    window.get_by_role("button", name="Send").click()
    # Of this conversation: an older one may end in the same words.
    expect(inbox.get_by_text(f"Handed off by the AI agent, reference {ref}")).to_be_visible()
    expect(inbox.locator(".customer .words").last).to_have_text(said)
    inbox.get_by_label("Your reply to the customer").fill("Yes, I am.")
    inbox.get_by_role("button", name="Reply").click()
    expect(window.get_by_text("Yes, I am.")).to_be_visible()


def test_who_gives_no_address_gets_the_chat_all_the_same(page: Page, site: Site, errors: list[str]) -> None:
    shop.open_shop_with(page, site, "gladly")
    shop.say(page, "I want to talk to a person")
    expect(page.get_by_label("Your message")).to_have_attribute("placeholder", "Your e-mail address")
    shop.say(page, "No, I'd rather not")
    expect(shop.window_of(page, "Gladly")).to_be_visible()
    handoff = shop.settled(site, shop.handoff_in(page, site)["id"])
    assert (handoff["context_status"], handoff["context_reason"]) == ("not_supported", "email_unknown")


def test_a_switch_closes_the_chat_that_is_open_and_begins_anew(page: Page, site: Site, errors: list[str]) -> None:
    shop.open_shop_with(page, site, "gorgias")
    shop.ask_for_a_person(page)
    expect(shop.window_of(page, "Gorgias")).to_be_visible()
    left = shop.handoff_in(page, site)["id"]
    with page.expect_navigation():
        page.get_by_label("Support platform").select_option("sprinklr")
    shop.expect_platform(page, "sprinklr")
    expect(page.get_by_role("dialog")).to_be_hidden()
    ended = shop.eventually(lambda: shop.handoff(site, left), lambda row: row["ended_at"])
    assert ended["end_reason"] == "chat_closed"
    shop.assert_the_agent_answers(page)


# What goes wrong


@dataclass(frozen=True)
class Trouble:
    """`options`: what the stand-in widget is asked to be like. `words`: what the Handoff page says then."""

    slug: str
    reason: str
    words: str
    options: str = "{}"
    # Its script does not come; the page has none of it.
    blocked: bool = False
    absent: bool = False
    # What the merchant's snippet leaves on the page, until the script comes.
    stub: str = ""

    def __str__(self) -> str:
        return f"{self.slug}-{self.reason}"


LABELS = {platform.slug: platform.label for platform in PLATFORMS}
ABSENT = "the platform's chat widget is not on the page"
BLOCKED = "the platform's chat widget was kept from loading"
LATE = "the platform's chat widget did not get ready in time"
INERT = "the platform's chat widget was told to open and did not"
BUSY = "the platform's chat takes no other conversation"
NOBODY = "the platform itself said that nobody of your team was there"
TROUBLES = (
    Trouble("intercom", "widget_blocked", BLOCKED, blocked=True),
    Trouble("intercom", "widget_timeout", LATE, blocked=True, stub="window.Intercom = () => {}"),
    Trouble("zendesk", "widget_absent", ABSENT, absent=True),
    Trouble("gorgias", "widget_absent", ABSENT, "{chatDisabled: true}"),
    Trouble("gladly", "widget_inert", INERT, "{inert: true}"),
    Trouble("shopify_inbox", "widget_inert", INERT, "{inert: true}"),
    Trouble("sprinklr", "widget_busy", BUSY, "{limitReached: true, inert: true}"),
    Trouble("gladly", "team_unavailable", NOBODY, '{availability: "UNAVAILABLE"}'),
    Trouble("gorgias", "team_unavailable", NOBODY, '{availability: "UNAVAILABLE"}'),
)


@pytest.mark.one_database
@pytest.mark.parametrize("trouble", TROUBLES, ids=str)
def test_where_the_chat_does_not_open_the_agent_goes_on_and_the_handoff_page_says_why(
    page: Page, site: Site, errors: list[str], trouble: Trouble
) -> None:
    make_trouble(page, trouble)
    shop.open_shop_with(page, site, trouble.slug)
    shop.ask_for_a_person(page)
    expect(page.locator("#lines .agent").last).to_contain_text("the support chat could not be opened")
    expect(page.locator("#banner")).to_be_hidden()
    shop.assert_the_agent_answers(page)
    assert f"The support chat did not open: {trouble.words}" in shop.handoff_page(site, LABELS[trouble.slug])


@pytest.mark.one_database
def test_where_the_page_cannot_reach_handoff_the_agent_goes_on(page: Page, site: Site, errors: list[str]) -> None:
    """What the page could not report, the shop's server tells."""
    page.route("**/storefront/v1/launches/**", lambda route: route.abort())
    shop.open_shop_with(page, site, "intercom")
    shop.ask_for_a_person(page)
    expect(page.locator("#lines .agent").last).to_contain_text("the support chat could not be opened")
    shop.assert_the_agent_answers(page)


def make_trouble(page: Page, trouble: Trouble) -> None:
    page.add_init_script(f"window.standIn = {trouble.options}; {trouble.stub}")
    page.route("**/sdk/states.js", with_less_patience)
    if trouble.blocked:
        page.route("**/stand-in/widgets/*", lambda route: route.abort())
    if trouble.absent:
        page.route("**/static/demo/widgets.js", without_widget)


def with_less_patience(route: Route) -> None:
    """What never comes need not be waited for so long."""
    text = route.fetch().text().replace("within: 10_000", "within: 3_000").replace("within: 6_000", "within: 3_000")
    route.fulfill(body=text, content_type="text/javascript", headers={"Access-Control-Allow-Origin": "*"})


def without_widget(route: Route) -> None:
    route.fulfill(body="export const loadWidget = () => {};", content_type="text/javascript")


@pytest.mark.one_database
@pytest.mark.parametrize("slug", ["zendesk", "sprinklr"])
def test_a_widget_that_comes_late_still_opens(page: Page, site: Site, errors: list[str], slug: str) -> None:
    page.add_init_script("window.standIn = {loadDelayMs: 2500}")
    shop.open_shop_with(page, site, slug)
    shop.ask_for_a_person(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    assert shop.settled(site, shop.handoff_in(page, site)["id"])["context_status"] == "delivered"


@pytest.mark.parametrize(
    ("slug", "there", "opens"),
    [
        ("intercom", "window.Intercom?.booted", "Intercom('show')"),
        ("gorgias", "window.GorgiasChat", "GorgiasChat.init().then(() => GorgiasChat.open())"),
    ],
    ids=["intercom", "gorgias"],
)
def test_a_chat_that_the_customer_had_opened_before_is_used(
    page: Page, site: Site, errors: list[str], slug: str, there: str, opens: str
) -> None:
    shop.open_shop_with(page, site, slug)
    assert shop.eventually(lambda: page.evaluate(f"Boolean({there})"), bool)
    page.evaluate(opens)
    shop.ask_for_a_person(page)
    handoff = shop.settled(site, shop.handoff_in(page, site)["id"])
    assert (handoff["chat_status"], handoff["context_status"]) == ("opened", "delivered")
    expect(page.get_by_role("dialog").get_by_text(re.compile(handoff["ref"]))).to_have_count(1)


def test_where_the_limit_is_reached_the_conversation_that_is_open_is_shown(page: Page, site: Site) -> None:
    """Sprinklr may allow a customer one conversation: the context goes into that."""
    page.add_init_script("window.standIn = {onePerUser: true}")
    shop.open_shop_with(page, site, "sprinklr")
    page.evaluate("sprChat('open')")
    window = page.get_by_role("dialog")
    window.get_by_role("textbox").fill("Hello")
    window.get_by_role("button", name="Send").click()
    expect(window.get_by_text("Hello")).to_be_visible()
    shop.ask_for_a_person(page)
    handoff = shop.settled(site, shop.handoff_in(page, site)["id"])
    assert (handoff["context_status"], handoff["context_via"]) == ("delivered", "api")
