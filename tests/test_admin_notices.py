"""The card by which a merchant lets a platform tell of closed chats."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from agents.models import Brand, Role
from handoff.models import NoticeSource
from tests.admin_builders import a_client_of, provider_url
from tests.builders import a_brand, a_notice_source, a_provider
from tests.notice_senders import CLOSING, SHOPIFY, shopify

pytestmark = pytest.mark.django_db
TITLE = "Tell Handoff when a chat is closed"
ENTERED = "the-signing-secret-of-the-webhook-9f3a"


@pytest.fixture
def brand() -> Brand:
    return a_brand()


def page_of(client: Client, brand: Brand) -> str:
    return str(client.get(provider_url(brand)).content.decode())


def press(client: Client, brand: Brand, act: str, **fields: str) -> tuple[int, str]:
    url = provider_url(brand).replace("/change/", "/notices/")
    answer = client.post(url, {"act": act, **fields})
    return answer.status_code, answer.content.decode()


def source_of(brand: Brand) -> NoticeSource:
    return NoticeSource.objects.get(brand=brand)


@pytest.mark.parametrize("kind", ["zendesk", "intercom", "gorgias"])
def test_what_is_switched_on_has_an_address_and_steps(brand: Brand, kind: str) -> None:
    a_provider(brand, kind)
    client = a_client_of(brand)
    assert TITLE in page_of(client, brand)
    press(client, brand, "on")
    shown = page_of(client, brand)
    assert f"http://testserver/webhooks/v1/{kind}/{source_of(brand).address}/" in shown
    assert len(source_of(brand).address) >= 43
    press(client, brand, "on")
    assert NoticeSource.objects.count() == 1


def test_shopify_is_let_ask_for_customers_data(brand: Brand) -> None:
    a_provider(brand, "shopify_inbox")
    client = a_client_of(brand)
    shown = page_of(client, brand)
    assert ("Let Shopify ask for customers" in shown, TITLE in shown) == (True, False)
    press(client, brand, "on")
    assert press(client, brand, "enter", notice_secret=ENTERED)[0] == 302
    url = f"/webhooks/v1/shopify_inbox/{source_of(brand).address}/"
    assert url in page_of(client, brand)
    assert [shopify(topic, ENTERED).to(url).status_code for topic in SHOPIFY] == [200, 200, 200]
    assert shopify("shop/redact", "another-secret-of-nobody").to(url).status_code == 401


@pytest.mark.parametrize("kind", ["", "gladly", "sprinklr"])
def test_a_platform_that_tells_nothing_of_use_has_no_card(brand: Brand, kind: str) -> None:
    a_provider(brand, kind)
    client = a_client_of(brand)
    shown = page_of(client, brand)
    assert TITLE not in shown
    assert "Let Shopify ask" not in shown
    assert press(client, brand, "on")[0] == 404


@pytest.mark.parametrize("kind", ["zendesk", "intercom"])
def test_an_entered_secret_goes_in_and_never_comes_out(brand: Brand, kind: str) -> None:
    a_provider(brand, kind)
    client = a_client_of(brand)
    press(client, brand, "on")
    assert "Secret missing" in page_of(client, brand)
    assert press(client, brand, "enter", notice_secret=ENTERED)[0] == 302
    shown = page_of(client, brand)
    assert ENTERED not in shown
    assert "ends in …9f3a" in shown
    source = source_of(brand)
    assert source.secret == ENTERED
    assert CLOSING[kind]("1", ENTERED).to(f"/webhooks/v1/{kind}/{source.address}/").status_code == 200
    assert "Last heard" in page_of(client, brand)


@pytest.mark.parametrize(
    "typed", ["", "short", "two words of it", "ümlaut-ümlaut", "x" * 501, "a\x00bcdefghij", "line\nline\nline"]
)
def test_a_secret_that_cannot_be_one_is_refused_beside_its_field(brand: Brand, typed: str) -> None:
    a_provider(brand, "zendesk")
    a_notice_source(brand)
    status, shown = press(a_client_of(brand), brand, "enter", notice_secret=typed)
    assert (status, "This is one word of at least 8" in shown) == (200, True)
    if typed:
        assert f'value="{typed}"' not in shown
    assert source_of(brand).secret == "a-secret-of-the-webhook"


def test_a_secret_that_is_made_here_is_shown_once(brand: Brand) -> None:
    a_provider(brand, "gorgias")
    client = a_client_of(brand)
    [secret] = re.findall(r"<code>([\w-]{43})</code>", press(client, brand, "on")[1])
    source = source_of(brand)
    assert source.secret == secret
    assert secret not in page_of(client, brand)
    assert secret not in press(client, brand, "on")[1]
    [renewed] = re.findall(r"<code>([\w-]{43})</code>", press(client, brand, "renew")[1])
    url = f"/webhooks/v1/gorgias/{source.address}/"
    assert [CLOSING["gorgias"]("1", word).to(url).status_code for word in (secret, renewed)] == [401, 200]


def test_what_is_switched_off_hears_nothing_more(brand: Brand) -> None:
    a_provider(brand, "zendesk")
    source = a_notice_source(brand)
    assert press(a_client_of(brand), brand, "off")[0] == 302
    url = f"/webhooks/v1/zendesk/{source.address}/"
    assert CLOSING["zendesk"]("1", "a-secret-of-the-webhook").to(url).status_code == 401


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
@pytest.mark.parametrize("act", ["on", "enter", "renew", "off"])
def test_others_change_nothing_and_see_no_address(brand: Brand, role: Role, act: str) -> None:
    """A21."""
    a_provider(brand, "zendesk")
    source = a_notice_source(brand)
    client = a_client_of(brand, role)
    assert press(client, brand, act, notice_secret=ENTERED)[0] == 403
    assert source_of(brand).secret == "a-secret-of-the-webhook"
    assert source.address not in page_of(client, brand)


@pytest.mark.parametrize("act", ["on", "enter", "renew", "off"])
def test_another_brands_source_is_out_of_reach(brand: Brand, act: str) -> None:
    """A5."""
    other = a_brand()
    for one in (brand, other):
        a_provider(one, "zendesk")
    theirs = a_notice_source(other)
    assert press(a_client_of(brand), other, act, notice_secret=ENTERED)[0] == 404
    theirs.refresh_from_db()
    assert theirs.secret == "a-secret-of-the-webhook"


@pytest.mark.parametrize("act", ["", "renew", "drop"])
def test_an_act_that_there_is_not_changes_nothing(brand: Brand, act: str) -> None:
    a_provider(brand, "zendesk")
    a_notice_source(brand)
    assert press(a_client_of(brand), brand, act)[0] == 404
