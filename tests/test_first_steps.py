"""First steps, each ticked by what is true: in values, and on the overview."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from agents.models import ApiKey, Role, StorefrontSighting
from handoff import configuration
from handoff.availability import Closure, Schedule, Window
from handoff.models import Handoff, HandoffTrial
from handoff.overview.first_steps import LOST_ZONE, NEVER_OPENS, Call, Facts, Place, Sighting, Trial, first_steps
from tests.admin_builders import CANARY, a_client_of, a_started_handoff
from tests.builders import SHOP_ORIGIN, a_brand, a_playbook, an_agent, an_api_key

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NOTHING = Facts("Europe/Paris", "", Schedule("Europe/Paris", False))
WEEK = Schedule("Europe/Paris", True, (Window(0, 480, 720), Window(0, 780, 1200), Window(1, 480, 1200)))
ALL = Facts(
    "Europe/Paris",
    "Zendesk",
    WEEK,
    agents_on=["Helper"],
    playbooks=["Orders"],
    call=Call("runtime", AT),
    sighting=Sighting(SHOP_ORIGIN, AT),
    trial=Trial(AT, "passed"),
)
PROVIDER, HOURS, AGENT, PLAYBOOK, CALL, SNIPPET, TRIAL = range(7)


def done(facts):
    return [step.done for step in first_steps(facts)]


def test_nothing_is_done_at_first_and_each_step_says_how():
    assert done(NOTHING) == [False] * 7
    assert all(step.how and step.link and not step.found for step in first_steps(NOTHING))


def test_all_is_done_and_each_step_says_what_is_true():
    assert done(ALL) == [True] * 7
    assert [step.found for step in first_steps(ALL)] == [
        "Zendesk",
        "2 days of the week (Europe/Paris)",
        "Helper",
        "Orders",
        "Last call 22 Nov 2026, 13:00, with the key “runtime”",
        f"On {SHOP_ORIGIN}, last 22 Nov 2026, 13:00",
        "Last tested on 22 Nov 2026, 13:00: it worked",
    ]


@pytest.mark.parametrize(
    ("step", "facts"),
    [
        (PROVIDER, {"provider": ""}),
        (AGENT, {"agents_on": []}),
        (PLAYBOOK, {"playbooks": []}),
        (CALL, {"call": None}),
        (SNIPPET, {"sighting": None}),
        (TRIAL, {"trial": None}),
        (TRIAL, {"trial": Trial(AT, "failed")}),
        (TRIAL, {"trial": Trial(AT, "running")}),
    ],
)
def test_each_step_is_undone_alone(step, facts):
    assert [at for at, is_done in enumerate(done(replace(ALL, **facts))) if not is_done] == [step]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"schedule": Schedule("UTC", False)}, (True, "Open at all hours")),
        ({"schedule": Schedule("UTC", False), "provider": ""}, (False, "")),
        ({"schedule": Schedule("UTC", True)}, (False, NEVER_OPENS)),
        ({"schedule": Schedule("UTC", True, WEEK.windows[:1])}, (True, "1 day of the week (UTC)")),
        ({"schedule": Schedule("Mars/Olympus", True, WEEK.windows), "zone_exists": False}, (False, LOST_ZONE)),
        (
            {"schedule": Schedule("UTC", True, (), (Closure(date(2026, 12, 1), date(2026, 12, 1)),))},
            (False, NEVER_OPENS),
        ),
    ],
)
def test_hours_are_set_when_somebody_chose_them(facts, found):
    step = first_steps(replace(ALL, **facts))[HOURS]
    assert (step.done, step.found) == found


def test_many_names_are_counted():
    names = ["One", "Two", "Three", "Four", "Five"]
    assert first_steps(replace(ALL, agents_on=names))[AGENT].found == "One, Two, Three and 2 others"


# On the overview


def overview(client):
    return " ".join(client.get(reverse("admin:index")).content.decode().split())


def ticked(page):
    """Which of the steps are done, in their order."""
    items = page.split('<li class="hf-step')[1:]
    return [item.startswith(" hf-step--done") for item in items]


def a_trial(brand, handoff, **fields):
    return HandoffTrial.objects.create(
        brand=brand, agent=handoff.conversation.agent, provider=handoff.provider, handoff=handoff, **fields
    )


@pytest.mark.django_db
def test_each_step_is_ticked_by_the_rows_of_the_brand():
    brand = a_brand()
    client = a_client_of(brand)
    assert ticked(overview(client)) == [False] * 7
    configuration.save_provider(brand, configuration.Configuration("intercom"))
    assert ticked(overview(client)) == [True, True, *[False] * 5]
    agent = an_agent(brand)
    a_playbook(brand, agent, name="Orders")
    an_api_key(brand, name="Our runtime")
    ApiKey.objects.filter(brand=brand).update(last_used_at=timezone.now())
    StorefrontSighting.objects.create(brand=brand, origin=SHOP_ORIGIN, first_at=AT, last_at=AT)
    page = overview(client)
    assert ticked(page) == [*[True] * 6, False]
    for words in ("Our runtime", SHOP_ORIGIN, "Orders", "6 of 7 done", '<details class="hf-card hf-steps" open>'):
        assert words in page
    handoff = a_started_handoff(brand)
    Handoff.objects.filter(pk=handoff.pk).update(context_status="delivered")
    a_trial(brand, handoff, credentials="accepted")
    page = overview(client)
    assert ticked(page) == [True] * 7
    assert "All done" in page
    assert '<details class="hf-card hf-steps">' in page


@pytest.mark.django_db
def test_a_test_that_went_wrong_is_no_step_done():
    brand = a_brand()
    a_trial(brand, a_started_handoff(brand), credentials="rejected")
    page = overview(a_client_of(brand))
    assert not ticked(page)[TRIAL]
    assert "something did not work" in page


@pytest.mark.django_db
def test_an_address_that_the_shop_no_longer_has_was_not_seen():
    brand = a_brand(origins=["https://new.example"])
    StorefrontSighting.objects.create(brand=brand, origin=SHOP_ORIGIN, first_at=AT, last_at=AT)
    assert not ticked(overview(a_client_of(brand)))[SNIPPET]


@pytest.mark.django_db
def test_what_another_brand_has_done_ticks_nothing():
    strange, brand = a_brand(CANARY, origins=["https://canary.example"]), a_brand(origins=["https://canary.example"])
    handoff = a_started_handoff(strange, agent=f"{CANARY} agent")
    Handoff.objects.filter(pk=handoff.pk).update(context_status="delivered")
    a_trial(strange, handoff, credentials="accepted")
    a_playbook(strange, handoff.conversation.agent, name=f"{CANARY} playbook")
    an_api_key(strange, name=f"{CANARY} key")
    ApiKey.objects.update(last_used_at=timezone.now())
    StorefrontSighting.objects.create(brand=strange, origin="https://canary.example", first_at=AT, last_at=AT)
    page = overview(a_client_of(brand))
    assert ticked(page) == [False] * 7
    assert CANARY not in page
    assert "canary.example" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "places"),
    [(Role.ADMIN, list(Place)), (Role.AUTHOR, [Place.PLAYBOOKS]), (Role.VIEWER, [])],
)
def test_each_role_is_led_only_to_what_it_may_do(role, places):
    page = overview(a_client_of(a_brand(), role))
    steps = page[page.index("First steps") :].partition("</details>")[0]
    links = {step.link for step in first_steps(NOTHING) if step.place in places}
    assert {step.link for step in first_steps(NOTHING) if f">{step.link}</a>" in steps} == links
    assert "Choose the platform that your team answers on" in steps
