"""A10 where scripts write into pages: beside the playbook editor, in the drawn hours, in a test's progress."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from agents.models import Brand
from faults.scenarios.model_server import Model, replies, serving
from handoff.models import HandoffTrial, Summary
from playbooks.models import Playbook
from tests import builders
from tests.admin_builders import a_client, a_person, provider_url
from tests.browser.album import Album
from tests.browser.canary import Canary
from tests.browser.hostile_visitor import MOMENT, plain
from tests.hostile_texts import Given
from tests.script_injections import INJECTIONS
from tests.test_admin_pages import a_trial

pytestmark = [pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
PATIENCE_MS = 20_000
DRAWN_DAYS = 14
PASTE = """(at, html) => { const data = new DataTransfer(); data.setData("text/html", html);
  at.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""
# As the editor hands each change on.
SET = "(at, text) => { at.value = text; at.dispatchEvent(new Event('input', { bubbles: true })); }"
CHECK_ALL = """() => document.querySelectorAll("[name=agents]:not(:checked)").forEach((box) => box.click())"""
# Each text on its own line: of those with a line end, the lines.
LINES = [line for text in INJECTIONS for line in text.splitlines() if line]
FEW_PACKS = 2


@pytest.fixture
def brand(live_server: LiveServer, context: BrowserContext) -> Brand:
    """Open at all hours; an admin of it is logged in."""
    expect.set_options(timeout=PATIENCE_MS)
    brand = builders.a_brand()
    builders.a_provider(brand)
    session = a_client(a_person(brand)).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return brand


@pytest.fixture
def canary(live_server: LiveServer, context: BrowserContext) -> Iterator[Canary]:
    canary = Canary(context, live_server.url)
    yield canary
    assert canary.found == []


@pytest.fixture
def runtime(settings: Any) -> Iterator[Model]:
    with serving(replies(200, b"{}")) as runtime:
        settings.RUNTIME_URL = runtime.url
        yield runtime


def a_hostile_playbook(brand: Brand) -> Playbook:
    """Followed by one Agent of a hundred, beside another playbook that is published."""
    given = Given()
    agents = [builders.an_agent(brand, name) for name in given.many("agent")]
    builders.a_playbook(brand, agents[0], text="\n".join(given.many("told")), name="Another")
    playbook = Playbook.objects.create(brand=brand, name=given.one("playbook"), draft="\n".join(LINES))
    playbook.agents.add(agents[0])
    return playbook


def open_playbook(page: Page, server: LiveServer, playbook: Playbook) -> None:
    page.goto(f"{server.url}/admin/playbooks/playbook/{playbook.pk}/change/")
    expect(page.locator("[data-told-badge]")).not_to_be_empty()


def unread(page: Page, place: str, texts: list[str]) -> list[str]:
    shown = plain(page.locator(place).evaluate("(at) => at.textContent"))
    return [text for text in texts if plain(text) not in shown]


def test_the_editor_and_what_the_agent_is_told_show_texts_as_texts(
    page: Page, live_server: LiveServer, canary: Canary, brand: Brand, runtime: Model, album: Album
) -> None:
    """What is saved, typed and pasted; what is found wrong; what the page asks of the server meanwhile."""
    open_playbook(page, live_server, a_hostile_playbook(brand))
    told = Playbook.objects.get(name="Another").draft.splitlines()
    assert unread(page, "[contenteditable=true]", LINES) == []
    assert unread(page, "[data-told-text]", [*told, *LINES]) == []
    page.evaluate(CHECK_ALL)
    names = list(brand.agents.values_list("name", flat=True))
    assert unread(page, "#told_agent", names) == unread(page, "#try_agent", names) == []
    assert canary.found == []
    editor = page.locator("[contenteditable=true]")
    for text in INJECTIONS:
        editor.evaluate(PASTE, f"<p>{text}</p>")
    editor.press("Control+End")
    page.keyboard.insert_text("\n".join(f"{line} /Handof to suport" for line in LINES))
    expect(page.locator("[data-findings-list] li").nth(40)).to_be_attached()
    album.take(page, "hostile-playbook.png")
    page.get_by_role("button", name="Save draft", exact=True).click()
    expect(page.get_by_text("Your draft is saved.")).to_be_visible()


def test_what_the_check_finds_quotes_texts_as_texts(
    page: Page, live_server: LiveServer, canary: Canary, brand: Brand
) -> None:
    """A misspelt command in the midst of each; an argument that nobody knows, in the words of whoever wrote it."""
    open_playbook(page, live_server, a_hostile_playbook(brand))
    draft = page.locator("[name=draft]")
    for first in range(0, len(INJECTIONS), 40):
        lines = [text.replace("\n", " ") for text in INJECTIONS[first : first + 40]]
        draft.evaluate(SET, "\n".join(f"/Handoff to support ({line}: x; ask first: {line})" for line in lines))
        expect(page.locator("[data-findings-list] li").first).to_be_attached()
        page.wait_for_timeout(10 * MOMENT)
        assert canary.found == []


def test_edits_that_were_not_saved_come_back_as_texts(
    page: Page, live_server: LiveServer, canary: Canary, brand: Brand
) -> None:
    playbook = builders.a_playbook(brand, builders.an_agent(brand))
    open_playbook(page, live_server, playbook)
    page.get_by_label("Name", exact=True).fill("<img src=x onerror=ran(1)>")
    page.locator("[name=draft]").evaluate(SET, "\n".join(INJECTIONS))
    page.goto(f"{live_server.url}/admin/account/")
    open_playbook(page, live_server, playbook)
    assert unread(page, "[data-unsaved-text]", list(INJECTIONS)) == []
    page.get_by_role("button", name="Bring them back").click()
    assert unread(page, "[contenteditable=true]", LINES) == []


@pytest.mark.parametrize("most", [FEW_PACKS, pytest.param(100, marks=pytest.mark.long)])
def test_a_draft_is_tried_with_a_runtime_that_answers_scripts(
    page: Page, live_server: LiveServer, canary: Canary, brand: Brand, runtime: Model, most: int
) -> None:
    """Typed and answered all hundred at once; names and reasons, which are shorter, one after the other."""
    given = Given()
    agents = [builders.an_agent(brand, name) for name in given.many("agent")[:most]]
    reasons = [of_an_argument(text) for text in given.several("reason", 190)]
    text = "\n".join(f"/Handoff to support (reason: {reason})" for reason in reasons[:most])
    playbook = Playbook.objects.create(brand=brand, name=given.one("playbook"), draft=text)
    playbook.agents.set(agents)
    open_playbook(page, live_server, playbook)
    page.evaluate(CHECK_ALL)
    everything = " ".join(INJECTIONS)
    runtime.answer = replies(200, a_reply(everything))
    send(page, everything)
    expect(page.locator("[data-try-turns] .hf-try__why")).to_have_count(1)
    turns = page.locator("[data-try-turns] .hf-turn").all_text_contents()
    assert [plain(everything) in plain(turn) for turn in turns] == [True, True]
    for number, agent in enumerate(agents):
        page.locator("#try_agent").select_option(str(agent.pk))
        name = f"draft.{1 + number % len(reasons[:most])}"
        runtime.answer = replies(200, a_reply("Well.", wants_handoff=True, directive=name))
        send(page, "Hello.")
        expect(page.locator("[data-try-turns] .hf-try__fired")).to_have_count(1)
        shown = [agent.name, playbook.name, reasons[number % len(reasons[:most])]]
        assert unread(page, "[data-try-turns]", shown) == []
        page.get_by_role("button", name="Start again").click()


def of_an_argument(text: str) -> str:
    """Without the signs that end one."""
    return " ".join(text.translate(str.maketrans("();", "[],")).split())


def a_reply(text: str, **more: Any) -> bytes:
    reply = {"text": text, "wants_handoff": False, "directive": "", "engine": "model", **more}
    return json.dumps(reply).encode()


def send(page: Page, text: str) -> None:
    page.get_by_label("The customer writes").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()


def test_the_drawn_hours_show_names_of_closures_as_texts(
    page: Page, live_server: LiveServer, canary: Canary, brand: Brand
) -> None:
    """As they are edited: the server's answer is put into the page as HTML. Of what is wrong, too."""
    provider = brand.support_provider
    provider.hours_restricted = True
    provider.save()
    today = timezone.now().date()
    for ahead in range(DRAWN_DAYS):
        provider.closures.create(label="x", first=today + timedelta(days=ahead), last=today + timedelta(days=ahead))
    page.goto(f"{live_server.url}{provider_url(brand)}")
    for first in range(0, len(INJECTIONS), DRAWN_DAYS):
        texts = [" ".join(text.split()) for text in (INJECTIONS * 2)[first : first + DRAWN_DAYS]]
        relabel(page, texts, wrong=False)
        assert unread(page, "[data-meaning]", texts) == []
        relabel(page, texts, wrong=True)
        assert unread(page, "[data-meaning]", [f"{text}: " for text in texts]) == []
        assert canary.found == []
    page.get_by_role("button", name="Add a closure").click()


def relabel(page: Page, texts: list[str], *, wrong: bool) -> None:
    """Each closure of the form has another name, and ends before it begins where that is wanted."""
    change = """([texts, last]) => texts.forEach((text, number) => {
      const field = (name) => document.querySelector(`[name="closure-${number}-${name}"]`);
      field("label").value = text;
      field("last").value = last;
      field("label").dispatchEvent(new Event("input", { bubbles: true }));
    })"""
    with page.expect_response(lambda answer: answer.url.endswith("/preview/")):
        page.evaluate(change, [texts, "2020-01-01" if wrong else ""])
    page.wait_for_timeout(MOMENT)


@pytest.mark.parametrize("most", [FEW_PACKS, pytest.param(100, marks=pytest.mark.long)])
def test_a_test_is_followed_while_platforms_and_models_answer_scripts(
    page: Page, live_server: LiveServer, canary: Canary, brand: Brand, most: int
) -> None:
    """The page asks once a second how it goes, and puts in what has changed."""
    trial = a_trial(builders.an_agent(brand))
    Summary.objects.create(
        conversation=trial.handoff.conversation, handoff=trial.handoff, source="ai", turn_count=1, text="x"
    )
    page.goto(f"{live_server.url}/admin/handoff/handofftrial/{trial.pk}/")
    given = Given()
    Summary.objects.update(text="\n".join(INJECTIONS))
    pairs = zip(given.several("checked", 300), given.several("decision", 300), strict=True)
    for checked, decided in islice(pairs, most):
        decision = {"verdict": "hand_off", "reason": "customer_request", "sentence": decided}
        HandoffTrial.objects.update(credentials="rejected", credentials_detail=checked, decision=decision)
        expect(page.locator("#trial")).to_contain_text(checked.rpartition(" ")[2])
        assert unread(page, "#trial", [checked, decided, *INJECTIONS]) == []
        assert canary.found == []
