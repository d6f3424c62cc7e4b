"""A Brand in which whatever anybody may write is a script: what each page is tried with.

Who writes which of these texts, and which pages show it: docs/hostile-texts.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from agents.models import Agent, Brand, StorefrontSighting
from handoff.models import Alarm, SupportProvider
from handoff.models.agent_settings import AgentSettings
from handoff.providers import registry
from playbooks.models import Playbook, PlaybookAssignment, PlaybookVersion
from tests import builders
from tests.hostile_handoffs import Handoffs, some_handoffs
from tests.hostile_people import People, some_history, some_people
from tests.hostile_texts import Given
from tests.hostile_trials import Trials, some_trials

PHONE = 40
URL = 200
NOTE = 200
PUBLISHER = 310
DETAIL = 300
ORIGIN = 255
# Together they last more than a year.
LONG_CLOSURES = 900


@dataclass(frozen=True)
class Rows:
    """What the pages are of. The first Agent has it all."""

    brand: Brand
    people: People
    agents: list[Agent]
    provider: SupportProvider
    playbook: Playbook
    handoffs: Handoffs
    trials: Trials


def some_rows(given: Given) -> Rows:
    brand = builders.a_brand(given.one("brand"), origins=given.several("origin", ORIGIN))
    people = some_people(brand, given)
    # To which an operator may switch, on every page.
    Brand.objects.bulk_create(Brand(name=name) for name in given.many("brand-beside"))
    agents = [builders.an_agent(brand, name) for name in given.many("agent")]
    provider = _a_provider(brand, given)
    for name in given.many("key"):
        builders.an_api_key(brand, agents[0], name)
    playbook = _playbooks(brand, agents[0], people.colleague, given)
    _settings(agents[0], given)
    handoffs = some_handoffs(brand, agents, given)
    trials = some_trials(agents[0], given)
    _closures(provider, given)
    some_history(brand, people, given)
    _seen(brand, given.turn)
    return Rows(brand, people, agents, provider, playbook, handoffs, trials)


def _a_provider(brand: Brand, given: Given) -> SupportProvider:
    platforms = {platform.slug: platform.settings_fields for platform in registry.PROVIDERS}
    provider = builders.a_provider(
        brand,
        "gorgias",
        windows=[(day, 0, 24 * 60) for day in range(7)],
        contact_email=given.one("contact-email", URL),
        contact_phone=given.one("contact-phone", PHONE),
        contact_page=given.one("contact-page", URL),
    )
    provider.settings = {
        slug: {field.name: given.one("setting") for field in fields if not (field.secret or field.choices)}
        for slug, fields in platforms.items()
    }
    provider.save()
    Alarm.objects.create(
        brand=brand,
        kind="failures",
        provider="gorgias",
        detail=given.one("alarm", DETAIL),
        raised_at=timezone.now(),
    )
    return provider


def _closures(provider: SupportProvider, given: Given) -> None:
    """Single days, those of the next two weeks drawn too; then longer ones, in which holidays are."""
    day = timezone.now().date()
    for number, label in enumerate(given.many("closure")):
        days = 1 if number < given.rows // 2 else LONG_CLOSURES // given.rows
        provider.closures.create(label=label, first=day, last=day + timedelta(days=days - 1))
        day += timedelta(days=days)


def _playbooks(brand: Brand, agent: Agent, author: User, given: Given) -> Playbook:
    """One with all versions and notes; the others fill the list."""
    text = "\n".join(f"{one}\n/Handof to suport" for one in given.many("published"))
    playbook = builders.a_playbook(brand, agent, text=f"{text}\n/Handoff to support", name=given.one("playbook"))
    first = playbook.published
    assert first
    for number, note in enumerate(given.many("note", NOTE), start=2):
        PlaybookVersion.objects.create(
            playbook=playbook,
            number=number,
            text=f"{text}\nVersion {number}",
            note=note,
            published_by=author,
            published_by_name=given.one("publisher", PUBLISHER),
        )
    draft = "\n".join((*given.many("draft"), "/Handof to suport", "/Handoff to support (reason: a; asc: b)"))
    Playbook.objects.filter(pk=playbook.pk).update(
        draft=draft, saved_by=author, published=playbook.versions.order_by("number").last()
    )
    for name in given.many("playbook"):
        other = Playbook.objects.create(brand=brand, name=name, draft=f"{name}\n/Handoff to support")
        PlaybookAssignment.objects.create(playbook=other, agent=agent)
    playbook.refresh_from_db()
    return playbook


def _settings(agent: Agent, given: Given) -> None:
    AgentSettings.objects.create(
        agent=agent,
        topics_always=given.many("topic"),
        topics_never=given.many("topic"),
        sentences={"en": {"hand_off": "\n".join(given.many("sentence")), "offer": "\n".join(given.many("offer"))}},
    )


def _seen(brand: Brand, turn: int) -> None:
    """The overview says where the snippet was last seen: at one of the Brand's own addresses."""
    now, origins = timezone.now(), brand.storefront_origins
    StorefrontSighting.objects.create(brand=brand, origin=origins[turn % len(origins)], first_at=now, last_at=now)
