"""What Shopify asks of each app about customers' data: through the real door, to what is kept and what is shown."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from agents.models import Action, Brand, Conversation, Message
from handoff import services, tasks
from handoff.models import Handoff, NoticeSource
from handoff.providers.base import Customer
from tests.admin_builders import a_client_of
from tests.audit_builders import actions_of, entries_of
from tests.builders import a_brand, a_consultation, a_notice_source, a_provider, an_agent
from tests.notice_senders import shopify

pytestmark = pytest.mark.django_db
SECRET = "a-secret-of-the-webhook"
LEFT = "Did your shop leave Shopify?"
PAGE = "/admin/handoff/disclosure/customer/"
# By the id, by the address, and somebody else.
ANA, ANA_BY_MAIL, BEN = (
    Customer(id="191167"),
    Customer(email="ANA@example.com "),
    Customer(id="7", email="b@example.com"),
)


def a_shop() -> Brand:
    brand = a_brand()
    a_provider(brand, "shopify_inbox")
    return brand


@pytest.fixture
def brand() -> Brand:
    return a_shop()


@pytest.fixture
def source(brand: Brand) -> NoticeSource:
    return a_notice_source(brand, "shopify_inbox")


def told(brand: Brand, *customers: Customer) -> list[Conversation]:
    agent = an_agent(brand)
    bodies = [a_consultation(customer=customer) for customer in customers]
    for body in bodies:
        services.start_handoff(brand, agent.pk, body)
    return [Conversation.objects.get(brand=brand, external_id=body.conversation) for body in bodies]


def asked(source: NoticeSource, topic: str, **more: Any) -> int:
    sent = shopify(topic, SECRET, **more)
    return int(sent.to(f"/webhooks/v1/shopify_inbox/{source.address}/").status_code)


def with_words(rows: list[Conversation]) -> list[bool]:
    return [Message.objects.filter(conversation=row).exists() for row in rows]


def test_a_customer_is_erased_in_this_brand_and_nobody_else(brand: Brand, source: NoticeSource) -> None:
    rows, other = told(brand, ANA, ANA_BY_MAIL, BEN), told(a_shop(), ANA)
    assert asked(source, "customers/redact") == 200
    assert (with_words(rows), with_words(other)) == ([False, False, True], [True])
    assert entries_of(brand)[-1] == (Action.CUSTOMER_ERASED, {"count": 2})
    assert asked(source, "customers/redact") == 200
    assert actions_of(brand).count(Action.CUSTOMER_ERASED) == 1


@pytest.mark.parametrize("topic", ["customers/redact", "customers/data_request"])
@pytest.mark.parametrize(
    "customer", [{}, {"id": None, "email": 7}, {"id": "", "email": " "}, {"phone": "5-55"}, {"phone": 5556251199}]
)
def test_a_notice_about_nobody_does_nothing(brand: Brand, source: NoticeSource, topic: str, customer: Any) -> None:
    rows, before = told(brand, ANA, BEN), actions_of(brand)
    assert asked(source, topic, customer=customer) == 200
    assert (with_words(rows), actions_of(brand)) == ([True, True], before)


def test_a_customer_who_asks_stands_on_the_page_until_they_are_served(brand: Brand, source: NoticeSource) -> None:
    told(brand, ANA_BY_MAIL, BEN)
    assert asked(source, "customers/data_request") == 200
    assert "ana@example.com" not in str(entries_of(brand)).lower()
    client = a_client_of(brand)
    shown = client.get(PAGE).content.decode()
    assert "Asked for by customers" in shown
    assert ("ANA@example.com" in shown, "b@example.com" in shown) == (True, False)
    found = client.post(PAGE, {"do": "find", "email": "ANA@example.com", "id": ""}).content.decode()
    assert "Download as JSON" in found
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert "Asked for by customers" not in a_client_of(brand).get(PAGE).content.decode()


def test_of_one_who_was_erased_meanwhile_nothing_tells_who_asked(brand: Brand, source: NoticeSource) -> None:
    told(brand, ANA_BY_MAIL)
    asked(source, "customers/data_request")
    asked(source, "customers/redact")
    shown = a_client_of(brand).get(PAGE).content.decode()
    assert "Nothing of this customer is kept here" in shown
    assert "ana@example.com" not in shown.lower()


def test_another_brand_sees_nothing_of_who_asked(brand: Brand, source: NoticeSource) -> None:
    told(brand, ANA_BY_MAIL)
    asked(source, "customers/data_request")
    assert "Asked for by customers" not in a_client_of(a_brand()).get(PAGE).content.decode()


def test_a_customer_of_whom_only_the_phone_is_known_is_found(brand: Brand, source: NoticeSource) -> None:
    rows = told(brand, Customer(phone="+1 (555) 625-1199"), BEN)
    only_phone = {"phone": "+15556251199"}
    assert asked(source, "customers/data_request", customer=only_phone) == 200
    assert "+1 (555) 625-1199" in a_client_of(brand).get(PAGE).content.decode()
    assert asked(source, "customers/redact", customer=only_phone) == 200
    assert with_words(rows) == [False, True]


def test_that_a_shop_left_erases_nothing_by_itself_and_is_shown(brand: Brand, source: NoticeSource) -> None:
    """The app's secret is every shop's of the app: it may be another one that left."""
    rows = told(brand, ANA, BEN)
    assert LEFT not in shown_to(brand)
    assert asked(source, "shop/redact") == 200
    tasks.purge()
    call_command("purge", stdout=StringIO())
    assert with_words(rows) == [True, True]
    assert actions_of(brand).count(Action.SHOP_LEFT) == 1
    assert LEFT in shown_to(brand)
    assert f"--brand {brand.pk} --shop-left" in shown_to(brand)
    assert LEFT not in shown_to(a_shop())
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert LEFT not in shown_to(brand)


def test_an_operator_erases_the_shop_that_left(brand: Brand, source: NoticeSource) -> None:
    rows, other = told(brand, ANA, BEN, BEN), told(a_shop(), ANA)
    with pytest.raises(CommandError, match="--brand"):
        call_command("purge", shop_left=True)
    call_command("purge", brand=brand.pk, shop_left=True, stdout=StringIO())
    assert with_words(rows) == [True] * 3
    asked(source, "shop/redact")
    later = told(brand, BEN)
    call_command("purge", brand=brand.pk, shop_left=True, dry_run=True, stdout=StringIO())
    assert with_words(rows) == [True] * 3
    call_command("purge", brand=brand.pk, shop_left=True, stdout=StringIO())
    assert (with_words(rows), with_words(later), with_words(other)) == ([False] * 3, [True], [True])
    assert not Handoff.objects.filter(conversation__in=rows, ended_at=None).exists()
    erased = [detail for action, detail in entries_of(brand) if action == Action.CUSTOMER_ERASED]
    assert erased == [{"count": 3}]
    assert LEFT not in shown_to(brand)
    assert brand.agents.count() == 2


def shown_to(brand: Brand) -> str:
    return a_client_of(brand).get(PAGE).content.decode()
