"""Your account, in a real browser under the real policy: a second step, its codes, other logins, another password."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from agents import two_factor
from tests.browser.accessibility import serious_faults
from tests.browser.album import Album
from tests.browser.canary import Canary
from tests.builders import a_brand
from tests.sign_in_builders import PASSWORD, RECOVERY_CODE, a_person_with_password, is_in, log_in, step_now

pytestmark = [pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
SIZES = {"1280": (1280, 900), "390": (390, 844)}
PATIENCE_MS = 20_000
NEW_PASSWORD = "nine purple lanterns hum"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def person(settings: Any) -> User:
    expect.set_options(timeout=PATIENCE_MS)
    # The passwords are hashed a dozen times.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return a_person_with_password(a_brand("Northwind"))


@pytest.mark.parametrize("size", SIZES)
def test_a_person_looks_after_their_account(
    page: Page, context: BrowserContext, live_server: LiveServer, person: User, album: Album, size: str
) -> None:
    """Nothing on the way breaks the policy or writes an error, and each page fits its screen."""
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    canary = Canary(context, live_server.url)
    walk = Walk(page, live_server.url, person, canary, album, size)
    walk.log_in()
    walk.set_up_the_second_step()
    codes = walk.renew_the_codes()
    walk.end_another_login(codes[0])
    walk.change_the_password()
    walk.log_in_again(codes[1])
    walk.switch_off_the_second_step(codes[2])


class Walk:
    def __init__(self, page: Page, url: str, person: User, canary: Canary, album: Album, size: str) -> None:
        self.page, self.url, self.person, self.canary = page, url, person, canary
        self.album, self.size, self.seed = album, size, ""
        self.password = PASSWORD

    def log_in(self) -> None:
        self.page.goto(f"{self.url}/admin/")
        self.page.get_by_label("Username").fill(self.person.username)
        self.page.get_by_label("Password").fill(self.password)
        self.page.get_by_role("button", name=re.compile("log in", re.IGNORECASE)).click()

    def seen(self, name: str) -> None:
        self.album.take(self.page, f"account-{name}-{self.size}.png", whole=True)
        assert self.canary.found == [], name
        assert serious_faults(self.page) == [], name
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(overflow) <= 0, name

    def open_account(self) -> None:
        self.page.goto(f"{self.url}/admin/account/")
        expect(self.page.get_by_role("heading", name="Your account").first).to_be_visible()

    def code(self, late: int = 0) -> str:
        return two_factor.code_at(self.seed, step_now() + late)

    def prove(self, button: str, code: str = "") -> None:
        self.page.get_by_label("Your password", exact=True).fill(self.password)
        if code:
            self.page.get_by_label("Code", exact=True).fill(code)
        self.page.get_by_role("button", name=button, exact=True).click()

    def set_up_the_second_step(self) -> None:
        self.open_account()
        self.seen("without-second-step")
        self.page.get_by_role("link", name=re.compile("Set up")).click()
        expect(self.page.locator("img.hf-qr")).to_be_visible()
        assert self.page.locator("img.hf-qr").evaluate("(image) => image.naturalWidth") > 0
        self.page.get_by_text("Type the key instead").click()
        self.seed = self.page.locator("pre code").inner_text().replace(" ", "").strip()
        self.prove("Switch on the second step", "000000" if self.code() != "000000" else "111111")
        expect(self.page.get_by_text("This code is not right")).to_be_visible()
        self.seen("second-step")
        self.prove("Switch on the second step", self.code())
        self.codes_shown()

    def codes_shown(self) -> list[str]:
        codes = RECOVERY_CODE.findall(self.page.locator("#recovery-codes").inner_text())
        assert len(codes) == 10
        self.seen("recovery-codes")
        self.page.get_by_role("button", name="Copy").click()
        self.page.get_by_role("link", name="I have kept them").click()
        return codes

    def renew_the_codes(self) -> list[str]:
        """The phone's next code: each counts once."""
        self.open_account()
        self.page.get_by_role("link", name=re.compile("recovery codes", re.IGNORECASE)).click()
        self.seen("renew-codes")
        self.prove("Make new codes", self.code(late=1))
        return self.codes_shown()

    def end_another_login(self, code: str) -> None:
        other = Client(headers={"user-agent": FIREFOX})
        assert log_in(other, self.person).status_code == 302
        other.post("/admin/second-step/", {"code": code})
        assert is_in(other)
        self.open_account()
        row = self.page.get_by_role("listitem").filter(has_text="Firefox on Linux")
        self.seen("logins")
        row.get_by_role("link").click()
        self.seen("end-login")
        self.prove("Log out")
        expect(self.page.get_by_text("You are logged out of Firefox on Linux.")).to_be_visible()
        assert not is_in(other)

    def change_the_password(self) -> None:
        self.page.get_by_role("link", name=re.compile("Change.*password", re.IGNORECASE)).first.click()
        self.page.get_by_label("Your password until now").fill(self.password)
        for label in ("New password", "The same password again"):
            self.page.get_by_label(label, exact=True).fill(NEW_PASSWORD)
        self.seen("password")
        self.page.get_by_role("button", name=re.compile("password", re.IGNORECASE)).click()
        expect(self.page.get_by_text("Your password was changed.")).to_be_visible()
        self.password = NEW_PASSWORD

    def log_in_again(self, code: str) -> None:
        self.page.context.clear_cookies()
        self.log_in()
        expect(self.page.get_by_role("heading", name="One more step")).to_be_visible()
        self.seen("one-more-step")
        self.page.get_by_label("Code", exact=True).fill(code)
        self.page.get_by_role("button", name="Go on").click()
        expect(self.page.get_by_text("Northwind").first).to_be_attached()

    def switch_off_the_second_step(self, code: str) -> None:
        self.open_account()
        self.page.get_by_role("link", name=re.compile("Switch off")).click()
        self.seen("switch-off")
        self.prove("Switch off", code)
        expect(self.page.get_by_text("The second step is switched off.")).to_be_visible()
        self.seen("switched-off")
