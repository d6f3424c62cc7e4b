"""A10 from end to end: hostile texts come in by the doors that strangers have, and stand in the pages as texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from agents.models import Role
from handoff.models import Summary
from handoff.plain_text import inert, safe
from tests.admin_builders import a_client, a_person, provider_url
from tests.browser.canary import Canary
from tests.browser.hostile_visitor import MOMENT, TEXTS, plain
from tests.hostile_calendars import some_calendars
from tests.hostile_doors import Doors, marks_in, stored
from tests.hostile_texts import Given, field_of
from tests.hostile_visit import ON_A_PAGE
from tests.sign_in_builders import PASSWORD
from tests.stand_ins import StandIns
from tests.test_llm import GOOD, serving

pytestmark = [pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
# What strangers wrote, and no page of the admin shows: the customer's id and name go to the platform and into the file.
NOT_IN_PAGES = {"customer-name", "ticket", "opinion"}
# Of these the pages show as many as there are; the files and the tests of an hour have room for some of the texts.
SOME = {"event-left-out", "workspace"}


@pytest.fixture
def doors(stand_ins: StandIns, settings: Any) -> Doors:
    # Thirty people join: their passwords are not what is looked at.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.LIMIT_STARTS_CUSTOMER = settings.LIMIT_STARTS_BRAND = "1000000/s"
    settings.OPENAI_API_KEY = "sk-of-nobody"
    return Doors.of_a_brand(stand_ins)


def test_what_comes_in_by_the_real_doors_is_read_as_a_text(
    page: Page, context: BrowserContext, live_server: LiveServer, doors: Doors, settings: Any
) -> None:
    admin = a_client(a_person(doors.brand))
    with serving(responses=GOOD) as model:
        settings.OPENAI_BASE_URL = model.base_url
        started = doors.hand_off_all()
        doors.refuse(started, model)
        doors.report(started)
        doors.test_the_handoff(admin, model)
        doors.ask_for_opinions(model)
    by_model = Summary.objects.filter(source="ai", text__contains="#said.")
    assert by_model.count() > len(started) / 2, "Most of what the model repeats holds: the customer said it."
    canary = Canary(context, live_server.url)
    links = invited(doors, admin)
    join_in_a_browser(page, live_server, links[0])
    join_and_write(doors, links[1:])
    context.clear_cookies()
    context.add_cookies([{"name": "sessionid", "value": admin.cookies["sessionid"].value, "url": live_server.url}])
    import_calendars(page, live_server, doors.given)
    assert_read(page, live_server, doors, canary)
    assert_no_page_is_made_of_an_answer(page, live_server, doors, canary, started[0]["launch_token"])


def invited(doors: Doors, admin: Client) -> list[str]:
    """The ways in of as many people as it takes; the last of them may write playbooks."""
    emails = doors.given.several("invited", 140)
    roles = [*([Role.VIEWER] * (len(emails) - 1)), Role.AUTHOR]
    return [link_for(admin, an_address(text), role) for text, role in zip(emails, roles, strict=True)]


def an_address(text: str) -> str:
    """Valid, if odd: within quotes nearly everything is."""
    return (
        '"' + "".join(sign for sign in text if sign.isascii() and sign.isprintable() and sign not in ' "\\') + '"@e.st'
    )


def link_for(admin: Client, email: str, role: Role) -> str:
    html = admin.post(reverse("admin:invite"), {"email": email, "role": role}).content.decode()
    found = re.search(r"/admin/join/[\w-]+/", html)
    assert found, (email, re.findall(r"errorlist.*", html))
    return found[0]


def join_in_a_browser(page: Page, server: LiveServer, link: str) -> None:
    page.goto(f"{server.url}{link}")
    page.get_by_label("Your name").fill("<img src=x onerror=ran(1)>")
    page.get_by_label(re.compile("^(New password|Password)")).first.fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Create my account and join").click()
    page.wait_for_timeout(MOMENT)
    assert page.url == f"{server.url}/admin/"


def join_and_write(doors: Doors, links: list[str]) -> None:
    """The last of those who join writes playbooks, and publishes one of them again and again."""
    names, given = doors.given.several("guest", 150), doors.given
    passwords = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    for number, link in enumerate(links):
        cache.clear()
        author = Client()
        assert author.post(link, {"name": names[number % len(names)], **passwords}).status_code == 302
    for name in given.several("playbook", 120):
        author.post(reverse("admin:playbooks_playbook_add"), {"name": name, "agents": str(doors.agent.pk)})
    playbook = doors.brand.playbooks.order_by("pk")[0]
    draft = "\n".join([*(text.replace("\n", " ") for text in given.several("draft", 400)), "/Handoff to support"])
    for note in given.several("note", 200):
        playbook.refresh_from_db()
        form = {"name": playbook.name, "agents": str(doors.agent.pk), "revision": str(playbook.revision), "note": note}
        form["draft"] = draft = f"{draft}\nOnce more."
        author.post(reverse("admin:playbooks_playbook_change", args=[playbook.pk]), {**form, "_publish": ""})


def import_calendars(page: Page, server: LiveServer, given: Given) -> None:
    for text in some_calendars(given):
        page.goto(f"{server.url}{reverse('admin:closures_calendar')}")
        page.set_input_files(
            "input[type=file]", {"name": "a.ics", "mimeType": "text/calendar", "buffer": text.encode()}
        )
        page.get_by_role("button", name="Show what is in it").click()
        expect(page.get_by_role("heading", name="What is in the calendar")).to_be_visible()
        add = page.locator("[data-import-add]")
        if add.count():
            add.click()
            expect(page.get_by_text("Added 100 closures.")).to_be_visible()


def paths(doors: Doors) -> Iterator[str]:
    yield from (reverse(f"admin:{name}") for name in ("index", "people", "customer_data", "storefront", "trial_new"))
    yield from (reverse("admin:handoff_handoff_change", args=[row.pk]) for row in doors.brand.handoffs.all())
    yield from (reverse("admin:trial", args=[row.pk]) for row in doors.brand.trials.all())
    lists = {
        "handoff_handoff": doors.brand.handoffs.count(),
        "handoff_disclosure": 2 * doors.brand.handoffs.count(),
        "agents_auditentry": doors.brand.audit_entries.count(),
    }
    for name, count in lists.items():
        pages = range(1, count // ON_A_PAGE + 2)
        yield from (f"{reverse(f'admin:{name}_changelist')}?page={number}" for number in pages)
    yield reverse("admin:playbooks_playbook_changelist")
    yield reverse("admin:agents_agent_change", args=[doors.agent.pk])
    for row in doors.brand.playbooks.order_by("pk")[:1]:
        yield reverse("admin:playbooks_playbook_change", args=[row.pk])
        yield reverse("admin:playbooks_playbook_versions", args=[row.pk])
    yield provider_url(doors.brand)


def assert_read(page: Page, server: LiveServer, doors: Doors, canary: Canary) -> None:
    """Each mark that stands in a page stands there with its whole text, as it is stored."""
    texts, seen = stored(), set[str]()
    for path in paths(doors):
        answer = page.goto(f"{server.url}{path}")
        assert answer, path
        assert answer.status == 200, path
        page.wait_for_timeout(MOMENT)
        assert canary.found == [], path
        shown = plain(page.evaluate(TEXTS))
        marks = marks_in(answer.text())
        unread = {mark: texts[mark] for mark in marks if not any(is_read(text, shown) for text in texts[mark])}
        assert unread == {}, path
        seen |= marks
    unseen = {mark for mark in doors.given.values if field_of(mark) not in NOT_IN_PAGES | SOME} - seen
    assert sorted(unseen) == []


def is_read(text: str, shown: str) -> bool:
    """As it is kept; or, of what goes to the platform, as that is told it."""
    return plain(text) in shown or plain(inert(safe(text))) in shown


def assert_no_page_is_made_of_an_answer(
    page: Page, server: LiveServer, doors: Doors, canary: Canary, token: str
) -> None:
    """What the APIs answer is a text in a browser too; what is exported is a file."""
    handoff = doors.brand.handoffs.filter(conversation__is_test=False).first()
    assert handoff
    hostile = "%3Cscript%3Eran(1)%3C/script%3E"
    page.set_extra_http_headers({"Authorization": f"Api-Key {doors.key}"})
    for path in (
        f"/api/v1/handoffs/{handoff.pk}/",
        f"/api/v1/agents/{doors.agent.pk}/",
        f"/api/v1/agents/{doors.agent.pk}/instructions/",
        f"/api/v1/{hostile}/",
        f"/storefront/v1/launches/{token}/",
        f"/storefront/v1/launches/{hostile}/",
        f"/webhooks/v1/zendesk/{hostile}/",
    ):
        page.goto(f"{server.url}{path}")
        page.wait_for_timeout(MOMENT)
        assert canary.found == [], path
        assert page.evaluate("document.contentType").endswith("json"), path
        assert page.evaluate("document.querySelectorAll('body *:not(pre, div, span, label, input)').length") == 0, path
    page.set_extra_http_headers({})
    for name in ("export_handoffs", "export_audit"):
        page.goto(f"{server.url}/admin/account/")
        with page.expect_download():
            page.evaluate("(path) => { location = path; }", reverse(f"admin:{name}"))
    page.goto(f"{server.url}{reverse('admin:customer_data')}")
    page.get_by_label("Customer id").fill(str(handoff.conversation.customer["id"]))
    page.get_by_role("button", name="Find", exact=True).click()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download as JSON").click()
    assert downloading.value.suggested_filename == "customer-data.json"
    assert canary.found == []
