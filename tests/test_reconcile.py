"""Ours against the platforms': over real HTTP, by reading alone."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from agents.models import Brand
from handoff import chats, contexts, delivery, reconciling, services
from handoff.models import ContextStatus, Handoff
from handoff.providers.base import Customer
from tests.builders import a_brand, a_consultation, a_provider, an_agent
from tests.platforms import PLATFORMS, Platform
from tests.stand_ins import StandIns

pytestmark = pytest.mark.django_db
CUSTOMER = Customer(id="shopper-1", email="ada@example.com", name="Ada")
BY_SLUG = {platform.slug: platform for platform in PLATFORMS}
each_platform = pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.slug)


def a_brand_with(platform: Platform) -> Brand:
    brand = a_brand()
    a_provider(brand, platform.slug, settings=platform.settings, secrets=platform.secrets)
    return brand


def delivered(brand: Brand, platform: Platform, stand_ins: StandIns) -> Handoff:
    handoff = services.start_handoff(brand, an_agent(brand).pk, a_consultation(customer=CUSTOMER)).handoff
    launch = chats.adapter_of(handoff).launch(contexts.context_of(handoff, "The summary."))
    platform.begin(stand_ins, launch.options)
    delivery.deliver(handoff.pk)
    handoff.refresh_from_db()
    assert handoff.context_status == ContextStatus.DELIVERED
    return handoff


def as_if(handoff: Handoff, status: str, **fields: Any) -> None:
    Handoff.objects.filter(pk=handoff.pk).update(context_status=status, delivered_at=None, **fields)


def run(*arguments: str) -> tuple[str, dict[str, Any]]:
    out = StringIO()
    call_command("reconcile", *arguments, stdout=out)
    *lines, last = out.getvalue().splitlines()
    figures: dict[str, Any] = json.loads(last)
    return "\n".join(lines), figures


@each_platform
def test_what_is_there_is_there_and_nothing_is_written(platform: Platform, stand_ins: StandIns) -> None:
    handoff = delivered(a_brand_with(platform), platform, stand_ins)
    before = stand_ins.log()[platform.slug]
    told, figures = run()
    assert "1 checked, 0 missing, 0 there after all." in told
    assert (figures["checked"], figures["missing"], figures["found"]) == (1, 0, 0)
    assert stand_ins.log()[platform.slug] == before
    assert handoff.events.count() == Handoff.objects.get().events.count()


@each_platform
@pytest.mark.parametrize("status", ["failed", "unknown"])
def test_what_was_given_up_and_is_there_is_found_and_settled_if_told_to(
    platform: Platform, stand_ins: StandIns, status: str
) -> None:
    handoff = delivered(a_brand_with(platform), platform, stand_ins)
    as_if(handoff, status, provider_ref="", context_via="")
    told, figures = run()
    assert f"1 there after all ({handoff.ref})" in told
    assert (figures["found"], figures["settled"]) == (1, 0)
    handoff.refresh_from_db()
    assert handoff.context_status == status
    _, figures = run("--settle")
    assert (figures["found"], figures["settled"]) == (1, 1)
    handoff.refresh_from_db()
    assert (handoff.context_status, handoff.context_via, handoff.context_reason) == ("delivered", "api", "found_there")
    assert run()[1]["found"] == 0


@each_platform
def test_what_is_gone_from_the_platform_is_missing(platform: Platform, stand_ins: StandIns) -> None:
    handoff = delivered(a_brand_with(platform), platform, stand_ins)
    stand_ins.reset()
    told, figures = run("--settle")
    assert f"1 missing ({handoff.ref})" in told
    assert figures["platforms"][platform.slug]["missing_refs"] == [handoff.ref]
    handoff.refresh_from_db()
    assert handoff.context_status == ContextStatus.DELIVERED


def test_a_customers_quotation_of_the_ref_is_no_note(stand_ins: StandIns) -> None:
    platform = BY_SLUG["gorgias"]
    handoff = delivered(a_brand_with(platform), platform, stand_ins)
    stand_ins.reset()
    stand_ins.begin_chat("gorgias", f"A person please. Ref {handoff.ref}")
    as_if(handoff, "unknown", provider_ref="")
    assert run("--settle")[1]["found"] == 0


def test_a_platform_that_wants_fewer_requests_is_left_alone_and_the_others_are_asked(stand_ins: StandIns) -> None:
    zendesk, gorgias = BY_SLUG["zendesk"], BY_SLUG["gorgias"]
    brand = a_brand_with(zendesk)
    for _ in range(3):
        delivered(brand, zendesk, stand_ins)
    delivered(a_brand_with(gorgias), gorgias, stand_ins)
    stand_ins.limit("zendesk", most=1, seconds=60)
    told, figures = run()
    assert f"could not be asked. Stopped: {reconciling.TOO_OFTEN}." in told
    of_zendesk, of_gorgias = figures["platforms"]["zendesk"], figures["platforms"]["gorgias"]
    assert of_zendesk["checked"] <= 1
    assert of_zendesk["checked"] + of_zendesk["not_asked"] == 3
    assert (of_gorgias["checked"], of_gorgias["stopped"]) == (1, "")
    assert [request["status"] for request in stand_ins.log()["requests"]["last"]].count(429) == 1


def test_a_platform_that_is_away_is_asked_once(stand_ins: StandIns) -> None:
    platform = BY_SLUG["zendesk"]
    brand = a_brand_with(platform)
    for _ in range(3):
        delivered(brand, platform, stand_ins)
    stand_ins.fail(host=platform.host, times=9, status=503)
    told, figures = run()
    assert "0 checked" in told
    assert figures["not_asked"] == 3
    assert "503" in figures["platforms"]["zendesk"]["stopped"]


def test_a_platform_without_an_api_cant_be_asked(stand_ins: StandIns) -> None:
    brand = a_brand()
    a_provider(brand, "shopify_inbox")
    handoff = services.start_handoff(brand, an_agent(brand).pk, a_consultation()).handoff
    as_if(handoff, "unknown")
    told, figures = run("--settle")
    assert told == "Shopify Inbox: 0 checked, 0 missing, 0 there after all, 1 could not be asked."
    assert figures["not_asked"] == 1


def test_only_the_hours_and_the_brand_that_were_asked_for(stand_ins: StandIns) -> None:
    platform = BY_SLUG["zendesk"]
    first, second = a_brand_with(platform), a_brand_with(platform)
    old = delivered(first, platform, stand_ins)
    delivered(second, platform, stand_ins)
    Handoff.objects.filter(pk=old.pk).update(started_at=timezone.now() - timedelta(hours=30))
    assert run()[1]["checked"] == 1
    assert run("--hours", "48")[1]["checked"] == 2
    assert run("--hours", "48", "--brand", str(first.pk))[1]["checked"] == 1


def test_what_the_browser_carried_or_is_under_way_is_not_looked_for(stand_ins: StandIns) -> None:
    platform = BY_SLUG["zendesk"]
    brand = a_brand_with(platform)
    as_if(delivered(brand, platform, stand_ins), "delivered", context_via="browser_fields")
    as_if(delivered(brand, platform, stand_ins), "pending")
    told, figures = run()
    assert (told, figures["platforms"]) == ("", {})


@pytest.mark.parametrize("arguments", [("--hours", "0"), ("--brand", "8d6f0f6a-8f0e-4b3e-9c57-1f3a2f0a6f10")])
def test_what_makes_no_sense_is_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)
