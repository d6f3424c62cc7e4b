"""A Brand in which whatever anybody may write is a script: what each page of the admin is tried with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from agents import invitations
from agents.models import Agent, Brand, Invitation, Membership, Role, StorefrontSighting
from handoff import services, transitions
from handoff.models import Alarm, Handoff, HandoffTrial, Summary
from handoff.models.agent_settings import AgentSettings
from handoff.providers.base import Customer
from handoff.trials import starting
from playbooks.models import Playbook
from playbooks.publishing import publish
from tests import builders
from tests.script_injections import INJECTIONS

FILTERS = ("q", "agent", "platform", "reason", "outcome", "when", "first", "last", "tests", "page")
# As much as a name, and the shortest of the fields, takes.
NAME, SHORT = 120, 40


@dataclass(frozen=True)
class Hostile:
    brand: Brand
    user: User
    pages: dict[str, str]
    # What must be read on which page, letter for letter.
    said: dict[str, tuple[str, ...]]


class Texts:
    """The next text for each field: no two neighbours have the same, and every one has its turn."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.all = tuple(texts)
        self._next: Iterator[str] = cycle(texts)

    def __call__(self, longest: int = NAME) -> str:
        return next(self._next)[:longest]


def a_hostile_brand(texts: Sequence[str] = INJECTIONS) -> Hostile:
    given = Texts(texts)
    brand = builders.a_brand(given())
    user = a_hostile_person(brand, given)
    agents = [builders.an_agent(brand, f"{text} a"[:NAME]) for text in texts]
    a_hostile_provider(brand, given)
    playbook = a_hostile_playbook(brand, agents[0], user, given)
    for text in texts:
        builders.an_api_key(brand, agents[0], text[:NAME])
    # With the one above they fill the list's first page.
    for text in texts[1:]:
        Playbook.objects.create(brand=brand, name=f"{text} p"[:NAME], draft=f"{text}\n/Handoff to support")
    AgentSettings.objects.create(
        agent=agents[0],
        topics_always=list(texts[:20]),
        topics_never=list(texts[20:40]),
        sentences={"en": {"hand_off": given(), "offer": given()}},
    )
    handoffs = [
        a_hostile_handoff(brand, agents[number % len(agents)], text, given) for number, text in enumerate(texts)
    ]
    whole = a_hostile_handoff(brand, agents[0], given(), given, spoken=texts)
    trial = a_hostile_trial(agents[0], given)
    token, invitation = a_hostile_invitation(brand, user, given)
    for text in texts[:10]:
        now = timezone.now()
        StorefrontSighting.objects.create(brand=brand, origin=text, first_at=now, last_at=now)
    return Hostile(
        brand,
        user,
        pages_of(brand, agents[0], playbook, whole, trial, invitation, token, user, given()),
        said_on(brand, texts, agents, playbook, handoffs),
    )


def a_hostile_person(brand: Brand, given: Texts) -> User:
    user = User.objects.create_user(
        "operator@example.com",
        given(),
        "correct horse battery",
        first_name=given(),
        last_name=given(),
        is_staff=True,
        is_superuser=True,
    )
    Membership.objects.create(user=user, brand=brand, role=Role.ADMIN)
    for number in range(5):
        other = User.objects.create_user(f"x{number}{given(100)}", given(), first_name=given(), is_staff=True)
        Membership.objects.create(user=other, brand=brand, role=Role.VIEWER)
    return user


def a_hostile_provider(brand: Brand, given: Texts) -> None:
    now = timezone.now()
    provider = builders.a_provider(
        brand,
        "zendesk",
        settings={"summary_field_id": given(), "tag": given()},
        contact_email=given(),
        contact_phone=given(SHORT),
        contact_page=given(),
    )
    for number, text in enumerate(given.all):
        day = date(2031, 1, 1) + timedelta(days=2 * number)
        provider.closures.create(label=text, first=day, last=day)
    Alarm.objects.create(brand=brand, kind="failures", provider="zendesk", detail=given(), raised_at=now)


def a_hostile_playbook(brand: Brand, agent: Agent, user: User, given: Texts) -> Playbook:
    text = "\n".join(f"{one} and then /Handoff to support (reason: {one})." for one in given.all)
    playbook = builders.a_playbook(brand, agent, text=text, name=given())
    for part in (given.all[::2], given.all[1::2]):
        playbook.draft = "\n".join(f"{one} /Handof to suport" for one in part)
        playbook.save()
        publish(playbook, user, given())
    playbook.draft = "\n".join(given.all)
    playbook.save()
    return playbook


def a_hostile_handoff(brand: Brand, agent: Agent, text: str, given: Texts, spoken: Sequence[str] = ()) -> Handoff:
    Agent.objects.filter(pk=agent.pk).update(handoff_enabled=True)
    customer = Customer(
        id=given(), email=given(), name=given(), phone=given(), locale=given(), timezone=given(), page_url=given()
    )
    said = [("customer", text), *((("customer", "human")[number % 2], one) for number, one in enumerate(spoken))]
    wish = builders.a_consultation(
        *said, ("customer", "I want to talk to a human, please."), conversation=f"{text} {given()}", customer=customer
    )
    handoff = services.start_handoff(brand, agent.pk, wish).handoff
    Summary.objects.create(
        conversation=handoff.conversation,
        handoff=handoff,
        source="ai",
        turn_count=1,
        text="\n".join(spoken) or given(),
        content={"asked": given()},
    )
    Handoff.objects.filter(pk=handoff.pk).update(
        playbook_reason=given(),
        visitor_id=given(),
        context_status="failed",
        context_reason=given(),
        context_reply=given(),
        provider_ref=given(),
        chat_status="failed",
        chat_reason=given(),
        end_reason=given(SHORT),
        next_due=None,
    )
    for name in ("context", "attempt_failed", "chat", "redriven", "masked", given(SHORT)):
        transitions.record(handoff, name, status="failed", reason=given(), by=given(), what=given())
    handoff.refresh_from_db()
    return handoff


def a_hostile_trial(agent: Agent, given: Texts) -> HandoffTrial:
    row = starting.start_trial(agent.brand, agent.pk, starting.SAMPLE, starting.tester(1, given()))
    HandoffTrial.objects.filter(pk=row.pk).update(
        decision={"verdict": "hand_off", "reason": "customer_request", "sentence": given()},
        credentials="rejected",
        credentials_detail=given(),
    )
    return row


def a_hostile_invitation(brand: Brand, user: User, given: Texts) -> tuple[str, Invitation]:
    row, token = invitations.invite(brand, "guest@example.com", Role.VIEWER, user, timezone.now())
    Invitation.objects.filter(pk=row.pk).update(email=given())
    return token, row


def pages_of(
    brand: Brand,
    agent: Agent,
    playbook: Playbook,
    handoff: Handoff,
    trial: HandoffTrial,
    invitation: Invitation,
    token: str,
    user: User,
    searched: str,
) -> dict[str, str]:
    member = brand.memberships.exclude(user=user).first()
    assert member
    key = brand.api_keys.first()
    assert key
    version = playbook.versions.first()
    assert version
    named: dict[str, tuple[str, list[Any]]] = {
        "overview": ("admin:index", []),
        "agents": ("admin:agents_agent_changelist", []),
        "agent": ("admin:agents_agent_change", [agent.pk]),
        "new agent": ("admin:agents_agent_add", []),
        "agent history": ("admin:agents_agent_history", [agent.pk]),
        "delete agent": ("admin:agents_agent_delete", [agent.pk]),
        "sentences": ("admin:agents_agent_sentences", [agent.pk]),
        "playbooks": ("admin:playbooks_playbook_changelist", []),
        "playbook": ("admin:playbooks_playbook_change", [playbook.pk]),
        "new playbook": ("admin:playbooks_playbook_add", []),
        "delete playbook": ("admin:playbooks_playbook_delete", [playbook.pk]),
        "playbook history": ("admin:playbooks_playbook_history", [playbook.pk]),
        "versions": ("admin:playbooks_playbook_versions", [playbook.pk]),
        "version": ("admin:playbooks_playbook_version", [playbook.pk, version.number]),
        "restore": ("admin:playbooks_playbook_restore", [playbook.pk, 1]),
        "differences": ("admin:playbooks_playbook_differences", [playbook.pk]),
        "handoffs": ("admin:handoff_handoff_changelist", []),
        "handoff": ("admin:handoff_handoff_change", [handoff.pk]),
        "redrive": ("admin:redrive_handoffs", []),
        "brand": ("admin:agents_brand_change", [brand.pk]),
        "brands": ("admin:agents_brand_changelist", []),
        "people": ("admin:people", []),
        "person": ("admin:person", [member.pk]),
        "remove person": ("admin:remove_person", [member.pk]),
        "platform services": ("admin:handoff_supportprovider_changelist", []),
        "holidays": ("admin:closures_holidays", []),
        "calendar": ("admin:closures_calendar", []),
        "storefront": ("admin:storefront", []),
        "revoke key": ("admin:revoke_key", [key.pk]),
        "new test": ("admin:trial_new", []),
        "test": ("admin:trial", [trial.pk]),
        "test progress": ("admin:trial_progress", [trial.pk]),
        "accounts": ("admin:auth_user_changelist", []),
        "account": ("admin:auth_user_change", [user.pk]),
        "new account": ("admin:auth_user_add", []),
        "account password": ("admin:auth_user_password_change", [user.pk]),
        "my password": ("admin:password_change", []),
        "password done": ("admin:password_change_done", []),
        "app": ("admin:app_list", ["agents"]),
        "invitation": ("join", [token]),
        "no invitation": ("join", ["no-token"]),
        "forgotten password": ("admin_password_reset", []),
        "forgotten password, sent": ("password_reset_done", []),
        "new password": ("password_reset_confirm", ["x", "no-token"]),
        "new password, set": ("password_reset_complete", []),
        "api docs": ("docs", []),
    }
    found = {name: reverse(view, args=args) for name, (view, args) in named.items()}
    return {**found, **searches(searched)}


def searches(text: str) -> dict[str, str]:
    """What a link may put into an address."""
    handoffs, agents = reverse("admin:handoff_handoff_changelist"), reverse("admin:agents_agent_changelist")
    said = quoted(text)
    return {
        "handoffs searched": f"{handoffs}?q={said}",
        "handoffs filtered": f"{handoffs}?" + "&".join(f"{name}={said}" for name in FILTERS),
        "agents searched": f"{agents}?q={said}&o={said}&p={said}",
        "accounts searched": f"{reverse('admin:auth_user_changelist')}?q={said}",
        "agents filtered": f"{agents}?name={said}&{said}={said}",
        "admin searched": f"{reverse('admin:search')}?s={said}",
        "not there": f"/admin/{said}/",
        "not there at all": f"/{said}",
        "a test of": f"{reverse('admin:trial_new')}?agent={said}",
    }


def quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def said_on(
    brand: Brand, texts: Sequence[str], agents: Sequence[Agent], playbook: Playbook, handoffs: Sequence[Handoff]
) -> dict[str, tuple[str, ...]]:
    return {
        "handoff": tuple(texts),
        "agents": tuple(agent.name for agent in agents),
        "playbooks": tuple(row.name for row in brand.playbooks.all()),
        "version": tuple(texts[1::2]),
        "storefront": tuple(key.name for key in brand.api_keys.all()),
        "platform services": (),
    }
