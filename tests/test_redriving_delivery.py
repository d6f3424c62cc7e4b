"""Sent again over real HTTP: what the platform said is kept, the note says that it is late, and stands there once."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from handoff import chats, contexts, delivery, redriving, services
from handoff.models import ContextStatus, Handoff
from handoff.providers.base import Customer
from tests.builders import a_brand, a_consultation, a_provider, an_agent
from tests.platforms import PLATFORMS, Platform
from tests.stand_ins import StandIns

pytestmark = pytest.mark.django_db
each_platform = pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.slug)
CUSTOMER = Customer(id="shopper-1", email="ada@example.com", name="Ada")
REFUSED = json.dumps({"errors": [{"code": "locked", "message": "ada@example.com is locked."}]})


def begun(platform: Platform, stand_ins: StandIns) -> Handoff:
    """Started an hour ago, and the chat open in the customer's browser."""
    brand = a_brand()
    a_provider(brand, platform.slug, settings=platform.settings, secrets=platform.secrets)
    handoff = services.start_handoff(brand, an_agent(brand).pk, a_consultation(customer=CUSTOMER)).handoff
    launch = chats.adapter_of(handoff).launch(contexts.context_of(handoff, "The summary."))
    platform.begin(stand_ins, launch.options)
    Handoff.objects.filter(pk=handoff.pk).update(started_at=timezone.now() - timedelta(hours=1))
    return handoff


def attempt(handoff: Handoff) -> Handoff:
    Handoff.objects.filter(pk=handoff.pk, next_due__isnull=False).update(next_due=Now() - timedelta(seconds=1))
    delivery.deliver(handoff.pk)
    handoff.refresh_from_db()
    return handoff


def redrive(handoff: Handoff) -> Handoff:
    assert redriving.redrive(handoff, handoff.brand.support_provider, "ada") is None
    return attempt(handoff)


def refuse(stand_ins: StandIns, platform: Platform, **fault: Any) -> None:
    stand_ins.fail(host=platform.host, times=1, **fault)


@each_platform
def test_what_was_refused_arrives_once_and_says_that_it_is_late(platform: Platform, stand_ins: StandIns) -> None:
    handoff = begun(platform, stand_ins)
    refuse(stand_ins, platform, status=422, body=REFUSED)
    attempt(handoff)
    assert handoff.context_status == ContextStatus.FAILED
    assert handoff.context_reply == "[e-mail address removed] is locked."
    assert redrive(handoff).context_status == ContextStatus.DELIVERED
    [note] = platform.notes_with(stand_ins, handoff.ref)
    assert "Sent late: the handoff was on " in note
    assert [event.name for event in handoff.events.all()] == ["started", "context", "redriven", "context"]


@each_platform
def test_what_had_arrived_unknown_to_us_is_not_written_twice(platform: Platform, stand_ins: StandIns) -> None:
    handoff = attempt(begun(platform, stand_ins))
    assert handoff.context_status == ContextStatus.DELIVERED
    lost = {"context_status": ContextStatus.UNKNOWN, "provider_ref": "", "delivered_at": None}
    Handoff.objects.filter(pk=handoff.pk).update(**lost)
    handoff.refresh_from_db()
    assert redrive(handoff).context_status == ContextStatus.DELIVERED
    assert len(platform.notes_with(stand_ins, handoff.ref)) == 1
    assert len(stand_ins.log()["intercom"]["conversations"]) <= 1
