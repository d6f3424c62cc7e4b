"""What the merchant set for one Agent, as a decision needs it: two questions of one message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Subquery, Value
from django.db.models.expressions import Combinable

from agents import compiled
from agents.compiled import CompiledQuery
from agents.models import Agent, Brand
from agents.together import Asked, Row, Rows, ask_together
from handoff import schedules
from handoff.availability import Hours
from handoff.fields import SealedSecrets, Values, sealed
from handoff.models import AgentSettings, SupportProvider
from handoff.providers import registry
from handoff.providers.base import Provider
from handoff.sensitivity import DEFAULT, Sensitivity
from handoff.sentences import Contacts, Wording

Sentences = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Policy:
    """What the merchant set for one Agent. `provider` is "" where none is chosen."""

    agent_id: UUID
    enabled: bool
    provider: str
    hours: Hours
    closing_margin: timedelta
    contacts: Contacts
    settings: Values
    # As they are stored.
    secrets: str
    sensitivity: Sensitivity = DEFAULT
    # Whether a model is asked in a doubtful case.
    second_opinion: bool = False
    # The merchant's own sentences, by language and kind.
    sentences: Sentences = field(default_factory=dict)
    # The playbook's text that holds the directive which was asked for; "" where this Agent was told none such.
    told: str = ""

    def adapter(self) -> Provider:
        """The chosen platform; one that can nothing where none is chosen."""
        if not registry.known(self.provider):
            return Provider({}, {})
        secrets = SealedSecrets(self.secrets, self.provider)
        return registry.provider_for(self.provider, self.settings.get(self.provider, {}), secrets)

    def wording(self, language: str) -> Wording:
        return Wording(language, self.sentences)


_SETTINGS = ("offer_when", "anger_at_once", "topics_always", "topics_never", "second_opinion", "sentences")
_AGENT_COLUMNS = ("pk", "handoff_enabled", "switched_off_at", *(f"handoff_settings__{name}" for name in _SETTINGS))
_PROVIDER_COLUMNS: tuple[str | Combinable, ...] = (
    "kind",
    "timezone",
    "hours_restricted",
    "closing_margin_minutes",
    "settings",
    sealed("secrets"),
    "pk",
    "revision",
    "contact_email",
    "contact_phone",
    "contact_page",
)
# Of a Brand that has no such row.
_NO_PROVIDER: Row = ("", "UTC", False, 0, None, "", None, None, "", "", "")


def _agents(brand_id: UUID, agent_id: UUID, text_told: Combinable = Value("")) -> QuerySet[Agent, Any]:  # noqa: B008 - frozen
    agents = Agent.objects.filter(brand=brand_id, pk=agent_id).order_by()
    return agents.values_list(*_AGENT_COLUMNS, text_told)


def _providers(brand_id: UUID) -> QuerySet[SupportProvider, Any]:
    return SupportProvider.objects.filter(brand=brand_id).order_by().values_list(*_PROVIDER_COLUMNS)


_AGENT, _PROVIDER = CompiledQuery(_agents, UUID, UUID), CompiledQuery(_providers, UUID)


def policy_of(brand: Brand, agent_id: UUID, text_told: Subquery | None = None) -> Policy:
    """Raises Agent.DoesNotExist. Two queries more where the hours were not read since they last changed."""
    return policy_in(*ask_together(*policy_asked(brand, agent_id, text_told)))


def policy_asked(brand: Brand, agent_id: UUID, text_told: Subquery | None = None) -> tuple[Asked, Asked]:
    """`policy_in` reads the answers.

    Two questions: in one, the way from the Agent to the provider would lead over the Brand, and by whom that may be
    seen takes PostgreSQL longer to plan than all the rest. Between the two, something may be changed: no column of
    one has to agree with one of the other.
    """
    if text_told is None:
        agents = _AGENT.asked(brand.pk, agent_id)
    else:
        agents = compiled.asked(_agents(brand.pk, agent_id, text_told))
    return agents, _PROVIDER.asked(brand.pk)


def policy_in(agents: Rows, providers: Rows) -> Policy:
    """Raises Agent.DoesNotExist."""
    if not agents:
        raise Agent.DoesNotExist
    [(pk, enabled, off_at, *own, told)] = agents
    [provider] = providers or [_NO_PROVIDER]
    kind, timezone, restricted, margin, settings, secrets, provider_id, revision, *contacts = provider
    return Policy(
        agent_id=pk,
        enabled=enabled and off_at is None,
        provider=kind,
        hours=schedules.hours_of(provider_id, revision, timezone, restricted),
        closing_margin=timedelta(minutes=margin),
        contacts=Contacts(*contacts),
        settings=settings or {},
        secrets=secrets,
        told=told or "",
        **(_manner(AgentSettings(**dict(zip(_SETTINGS, own, strict=True)))) if own[0] else {}),
    )


def _manner(own: AgentSettings) -> dict[str, Any]:
    """How the Agent decides and speaks, where its merchant has set that."""
    return {"sensitivity": own.sensitivity(), "second_opinion": own.second_opinion, "sentences": own.sentences}
