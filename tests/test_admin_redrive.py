"""Send again, as merchants see it: on the page of a handoff, above the list, and before many are sent."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agents.models import Brand, Role
from handoff.admin import handoff_redrive
from handoff.models import Handoff
from handoff.providers.base import Repeat
from handoff.providers.zendesk import Zendesk
from tests.admin_builders import a_client_of, a_person, a_started_handoff
from tests.builders import a_brand, a_provider

pytestmark = pytest.mark.django_db
LIST, MANY = "admin:handoff_handoff_changelist", "admin:redrive_handoffs"
CONNECTED = ({"subdomain": "acme", "email": "handoff@example.com"}, {"api_token": "dG9rOjE2ZjE2Yzk3X3NlY3JldA"})
REPLY = "Ticket is closed <b>& locked</b>."


@pytest.fixture
def brand() -> Brand:
    return connected("Northwind")


@pytest.fixture
def client(brand: Brand) -> Client:
    return a_client_of(brand)


def connected(name: str) -> Brand:
    brand = a_brand(name)
    a_provider(brand, "zendesk", settings=CONNECTED[0], secrets=CONNECTED[1])
    return brand


def a_handoff(brand: Brand, status: str = "failed", **fields: Any) -> Handoff:
    handoff = a_started_handoff(brand)
    changed = {"context_status": status, "context_reason": "Zendesk refused.", "next_due": None, **fields}
    Handoff.objects.filter(pk=handoff.pk).update(**changed)
    handoff.refresh_from_db()
    return handoff


def page_of(client: Client, handoff: Handoff) -> str:
    return flat(client.get(reverse("admin:handoff_handoff_change", args=[handoff.pk])).content.decode())


def flat(html: str) -> str:
    return " ".join(html.split())


def one(handoff: Handoff) -> str:
    return reverse("admin:redrive_handoff", args=[handoff.pk])


def status_of(handoff: Handoff) -> str:
    handoff.refresh_from_db()
    return handoff.context_status


def many(client: Client, method: str = "get", posted: dict[str, str] | None = None, **query: str) -> Any:
    url = reverse(MANY, query={"outcome": "attention", **query})
    return client.post(url, posted or {}) if method == "post" else client.get(url)


# One


def test_the_page_says_what_the_platform_answered_as_text_and_sends_again(client: Client, brand: Brand) -> None:
    handoff = a_handoff(brand, context_reply=REPLY)
    page = page_of(client, handoff)
    assert "The context did not reach your team" in page
    assert "Ticket is closed &lt;b&gt;&amp; locked&lt;/b&gt;." in page
    assert "Send again" in page
    answer = client.post(one(handoff), follow=True)
    assert handoff_redrive.SENT in answer.content.decode()
    assert status_of(handoff) == "pending"
    assert "had the context sent again" in page_of(client, handoff)
    assert one(handoff) not in page_of(client, handoff)


@pytest.mark.parametrize("status", ["pending", "delivered", "not_supported"])
def test_what_arrived_or_is_under_way_offers_nothing_and_moves_not(client: Client, brand: Brand, status: str) -> None:
    handoff = a_handoff(brand, status)
    assert one(handoff) not in page_of(client, handoff)
    client.post(one(handoff))
    assert status_of(handoff) == status
    assert not handoff.events.filter(name="redriven").exists()


def test_another_platform_since_is_told_in_place_of_the_button(client: Client, brand: Brand) -> None:
    handoff = a_handoff(brand, provider="gorgias")
    page = page_of(client, handoff)
    assert "you have chosen another platform since" in page
    assert one(handoff) not in page
    assert "you have chosen another platform since" in client.post(one(handoff), follow=True).content.decode()
    assert status_of(handoff) == "failed"


def test_where_there_is_no_api_nobody_is_sent_to_fill_in_fields(client: Client, brand: Brand) -> None:
    brand.support_provider.kind = "shopify_inbox"
    brand.support_provider.save()
    handoff = a_handoff(brand, "unknown", provider="shopify_inbox", context_reason="ready_to_send")
    page = page_of(client, handoff)
    assert "Only the customer&#x27;s own chat can bring it to Shopify Inbox." in page
    assert "is filled in" not in page
    assert one(handoff) not in page


def test_where_it_may_double_a_person_must_have_looked(
    client: Client, brand: Brand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Zendesk, "repeat", Repeat.NONE)
    handoff = a_handoff(brand, "unknown")
    page = page_of(client, handoff)
    assert re.search(r'<input type="checkbox" name="may_double" value="yes" required>', page)
    client.post(one(handoff))
    assert status_of(handoff) == "unknown"
    client.post(one(handoff), {"may_double": "yes"})
    assert status_of(handoff) == "pending"


def test_where_it_can_be_looked_for_nobody_has_to(client: Client, brand: Brand) -> None:
    handoff = a_handoff(brand, "unknown")
    assert "may_double" not in page_of(client, handoff)
    client.post(one(handoff))
    assert status_of(handoff) == "pending"


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.VIEWER])
def test_only_admins_send_again(brand: Brand, role: Role) -> None:
    handoff, client = a_handoff(brand, context_reply=REPLY), a_client_of(brand, role)
    page = page_of(client, handoff)
    assert one(handoff) not in page
    assert "Only an admin of your Brand can send it again." in page
    assert client.post(one(handoff)).status_code == 403
    assert many(client).status_code == 403
    assert many(client, "post").status_code == 403
    assert status_of(handoff) == "failed"


def test_anothers_handoff_is_as_one_that_does_not_exist(client: Client) -> None:
    handoff = a_handoff(connected("Strange"))
    assert client.post(one(handoff)).status_code == 404
    assert status_of(handoff) == "failed"


def test_looking_at_the_address_sends_nothing(client: Client, brand: Brand) -> None:
    handoff = a_handoff(brand)
    assert client.get(one(handoff)).status_code == 405
    assert status_of(handoff) == "failed"


def test_a_form_of_elsewhere_sends_nothing(brand: Brand) -> None:
    handoff, client = a_handoff(brand), Client(enforce_csrf_checks=True)
    client.force_login(a_person(brand))
    assert client.post(one(handoff)).status_code == 403
    assert many(client, "post").status_code == 403
    assert status_of(handoff) == "failed"


# Many


def test_the_bar_stands_above_lists_of_what_did_not_arrive(client: Client, brand: Brand) -> None:
    a_handoff(brand)
    a_handoff(brand, "unknown")
    a_handoff(brand, "delivered")
    for outcome, bar in (
        ("attention", "Send all 2 again"),
        ("context_failed", "Send it again"),
        ("context_unknown", "Send it again"),
        ("", None),
        ("opened", None),
    ):
        page = flat(client.get(reverse(LIST), {"outcome": outcome}).content.decode())
        assert (bar in page) if bar else ('id="again"' not in page)


def test_it_is_told_how_many_and_what_is_left_out_before_anything_goes(client: Client, brand: Brand) -> None:
    handoffs = [a_handoff(brand), a_handoff(brand), a_handoff(brand, provider="gorgias")]
    page = flat(many(client).content.decode())
    assert "Send 2 contexts again to Zendesk?" in page
    assert "<strong>1</strong> of Gorgias: The customer&#x27;s chat was in Gorgias" in page
    assert [status_of(handoff) for handoff in handoffs] == ["failed"] * 3


def test_exactly_the_rows_of_the_filters_go(client: Client, brand: Brand) -> None:
    long_ago = timezone.now() - timedelta(days=20)
    old, new, unknown = a_handoff(brand, started_at=long_ago), a_handoff(brand), a_handoff(brand, "unknown")
    strange = a_handoff(connected("Strange"))
    answer = many(client, "post", outcome="context_failed", when="7", platform="zendesk")
    assert answer.url == f"{reverse(LIST)}?outcome=context_failed&when=7&platform=zendesk"
    assert [status_of(each) for each in (old, new, unknown, strange)] == ["failed", "pending", "unknown", "failed"]
    assert "1 context is being sent again to Zendesk." in client.get(answer.url).content.decode()


@pytest.mark.parametrize("query", [{"outcome": ""}, {"outcome": "opened"}, {"outcome": "nonsense"}, {"when": "x"}])
def test_without_such_a_filter_there_is_nothing_to_send(client: Client, brand: Brand, query: dict[str, str]) -> None:
    handoff = a_handoff(brand)
    assert many(client, **query).status_code == 404
    assert many(client, "post", **query).status_code == 404
    assert status_of(handoff) == "failed"


def test_what_may_double_goes_along_only_where_it_is_ticked(
    client: Client, brand: Brand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Zendesk, "repeat", Repeat.NONE)
    failed, unknown = a_handoff(brand), a_handoff(brand, "unknown")
    assert 'name="may_double" value="yes">' in many(client).content.decode()
    many(client, "post")
    assert [status_of(failed), status_of(unknown)] == ["pending", "unknown"]
    assert 'name="may_double" value="yes" required>' in many(client).content.decode()
    many(client, "post", {"may_double": "yes"})
    assert status_of(unknown) == "pending"


def test_a_form_opened_in_another_brand_sends_nothing(client: Client, brand: Brand) -> None:
    handoff = a_handoff(brand)
    assert many(client, "post", {"of_brand": str(a_brand("Other").pk)}).status_code == 403
    assert status_of(handoff) == "failed"


def test_a_platform_that_was_chosen_meanwhile_gets_nothing_unseen(client: Client, brand: Brand) -> None:
    zendesk, gorgias = a_handoff(brand), a_handoff(brand, provider="gorgias")
    assert '<input type="hidden" name="platform" value="zendesk">' in many(client).content.decode()
    provider = brand.support_provider
    provider.kind, provider.settings = "gorgias", {"gorgias": CONNECTED[0]}
    provider.secrets = {"gorgias": {"api_key": "a-key"}}
    provider.save()
    answer = many(client, "post", {"platform": "zendesk"})
    assert handoff_redrive.OTHER_PLATFORM in client.get(answer.url).content.decode()
    assert [status_of(zendesk), status_of(gorgias)] == ["failed", "failed"]
    many(client, "post", {"platform": "gorgias"})
    assert [status_of(zendesk), status_of(gorgias)] == ["failed", "pending"]


def test_where_nothing_can_go_it_says_so(client: Client, brand: Brand) -> None:
    a_handoff(brand, provider="gorgias")
    assert "Nothing can be sent again" in many(client).content.decode()
    answer = client.get(many(client, "post").url)
    assert handoff_redrive.NONE_SENT in answer.content.decode()
    assert "Nothing in this list can be sent again." in answer.content.decode()


# What needs attention, and what came late


@pytest.mark.parametrize(
    ("fields", "needs"),
    [
        ({}, True),
        ({"status": "unknown"}, True),
        ({"status": "unknown", "context_reason": "ready_to_send"}, False),
        ({"status": "unknown", "context_reason": "given_to_chat"}, False),
        ({"context_reason": "not_confirmed_by_browser"}, False),
        ({"status": "delivered"}, False),
    ],
)
def test_only_what_somebody_can_mend_needs_attention(
    client: Client, brand: Brand, fields: dict[str, Any], needs: bool
) -> None:
    handoff = a_handoff(brand, **fields)
    page = client.get(reverse(LIST), {"outcome": "attention"}).content.decode()
    assert (str(handoff.pk) in page) is needs
    overview = flat(client.get(reverse("admin:index")).content.decode())
    assert ("1 context of the last 30 days did not reach your team" in overview) is needs
    assert ("outcome=attention&amp;when=30" in overview) is needs


@pytest.mark.parametrize(("minutes", "reason", "late"), [(14, "", False), (16, "", True), (600, "found_there", False)])
def test_what_came_late_is_called_late(client: Client, brand: Brand, minutes: int, reason: str, late: bool) -> None:
    handoff = a_handoff(brand, "delivered", context_reason=reason)
    Handoff.objects.filter(pk=handoff.pk).update(delivered_at=handoff.started_at + timedelta(minutes=minutes))
    handoff.events.create(name="context", detail={"status": "delivered", "reason": reason}, at=timezone.now())
    page = page_of(client, handoff)
    assert ("Delivered late" in page) is late
    assert ("The context reached your team late" in page) is late
    assert ("Delivered late" in client.get(reverse(LIST)).content.decode()) is late
