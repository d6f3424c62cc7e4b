"""An Agent's page: when it offers a human, as its merchant sets it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from agents.models import Action, Agent, AuditEntry, Role
from handoff.admin.agent_settings import stored
from handoff.forms.topics_field import MOST_TOPICS, TopicsField
from handoff.models import AgentSettings
from handoff.sensitivity import OfferWhen, Sensitivity
from tests.admin_builders import a_client_of
from tests.builders import a_brand, an_agent

pytestmark = pytest.mark.django_db


def url_of(agent: Agent) -> str:
    return reverse("admin:agents_agent_change", args=[agent.pk])


def seen(client: Client, agent: Agent) -> str:
    return str(client.get(url_of(agent)).context["offering"]["seen"].value())


def a_post(client: Client, agent: Agent, **fields: Any) -> dict[str, Any]:
    """What a browser posts that opened the page just now."""
    return {
        "name": agent.name,
        "offer_when": "normal",
        "topics_always": "",
        "topics_never": "",
        "seen": seen(client, agent),
        **fields,
    }


def manner_of(agent: Agent) -> Sensitivity:
    return stored.settings_of(agent).sensitivity()


def test_what_is_set_on_the_page_is_what_the_agent_goes_by() -> None:
    brand = a_brand()
    agent, client = an_agent(brand), a_client_of(brand)
    topics = {"topics_always": "Wholesale  order\r\n\r\nwholesale order\r\nrecall", "topics_never": "gift cards"}
    posted = a_post(client, agent, offer_when="sooner", anger_at_once="on", **topics)
    assert client.post(url_of(agent), posted).status_code == 302
    wanted = Sensitivity(OfferWhen.SOONER, True, ("wholesale order", "recall"), ("gift cards",))
    assert manner_of(agent) == wanted
    html = client.get(url_of(agent)).content.decode()
    assert "wholesale order\nrecall</textarea>" in html


def test_a_form_without_the_section_changes_nothing_of_it() -> None:
    brand = a_brand()
    agent, client = an_agent(brand), a_client_of(brand)
    AgentSettings.objects.create(agent=agent, offer_when="later", topics_always=["recall"])
    assert client.post(url_of(agent), {"name": "Renamed"}).status_code == 302
    assert manner_of(agent) == Sensitivity(OfferWhen.LATER, topics_always=("recall",))


def test_an_agent_that_is_not_there_yet_has_no_such_section() -> None:
    html = a_client_of(a_brand()).get(reverse("admin:agents_agent_add")).content.decode()
    assert "When to offer a human" not in html


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("offer_when", "at once", "Choose how soon the Agent offers a human."),
        ("topics_always", "\n".join(map(str, range(51))), "These are 51 topics. Keep at most 50."),
        ("topics_always", "x" * 101, f"Shorten “{'x' * 40}…” to at most 100 characters: it has 101."),
        ("topics_never", "Recall", "“Recall” stands in both lists of topics. Keep it in one of them."),
    ],
)
def test_an_error_says_how_to_mend_and_nothing_typed_is_lost(field: str, typed: str, told: str) -> None:
    brand = a_brand()
    agent, client = an_agent(brand), a_client_of(brand)
    fields = {"topics_always": "recall", field: typed, "name": "Renamed"}
    answer = client.post(url_of(agent), a_post(client, agent, **fields))
    html = answer.content.decode()
    assert answer.context["offering"].errors[field] == [told]
    assert "Nothing was saved. Correct what is marked under “When to offer a human”." in html
    assert field == "offer_when" or f"{typed}</textarea>" in html
    assert 'value="Renamed"' in html
    agent.refresh_from_db()
    assert agent.name != "Renamed"
    assert not AgentSettings.objects.exists()


def test_whoever_saves_last_is_told_and_may_still_save() -> None:
    brand = a_brand()
    agent, client = an_agent(brand), a_client_of(brand)
    mine = a_post(client, agent, topics_always="mine")
    client.post(url_of(agent), a_post(client, agent, topics_always="theirs"))
    answer = client.post(url_of(agent), mine)
    html = answer.content.decode()
    assert "Somebody else saved this while you were editing." in html
    assert "mine</textarea>" in html
    assert manner_of(agent).topics_always == ("theirs",)
    client.post(url_of(agent), mine | {"overwrite": answer.context["offering"].theirs})
    assert manner_of(agent).topics_always == ("mine",)


def test_the_log_says_what_changed() -> None:
    brand = a_brand()
    agent, client = an_agent(brand, enabled=False), a_client_of(brand)
    client.post(url_of(agent), a_post(client, agent, anger_at_once="on", topics_never="recall"))
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.object_id) == (Action.AGENT_CHANGED, str(agent.pk))
    assert entry.detail == {"changed": ["anger_at_once", "topics_never"]}
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("key", ["", "sk-test"])
def test_a_model_can_be_asked_only_where_one_is_connected(key: str, settings: Any) -> None:
    settings.OPENAI_API_KEY = key
    brand = a_brand()
    agent, client = an_agent(brand), a_client_of(brand)
    assert ("No AI model is connected" in client.get(url_of(agent)).content.decode()) is not bool(key)
    client.post(url_of(agent), a_post(client, agent, second_opinion="on"))
    assert stored.settings_of(agent).second_opinion is bool(key)


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.VIEWER])
def test_only_an_admin_changes_it_and_the_others_read_it(role: Role) -> None:
    brand = a_brand()
    agent, client = an_agent(brand), a_client_of(brand, role)
    AgentSettings.objects.create(agent=agent, topics_always=["recall"])
    html = client.get(url_of(agent)).content.decode()
    assert "recall</textarea>" in html
    assert all(field.field.disabled for field in client.get(url_of(agent)).context["offering"])
    assert client.post(url_of(agent), a_post(client, agent, topics_always="mine")).status_code == 403
    assert manner_of(agent).topics_always == ("recall",)


def test_each_choice_and_each_field_is_described_to_a_screen_reader() -> None:
    brand = a_brand()
    agent = an_agent(brand)
    html = a_client_of(brand).get(url_of(agent)).content.decode()
    for described in ("id_offer_when_0_meaning", "id_topics_always_helptext", "id_anger_at_once_helptext"):
        assert f'aria-describedby="{described}"' in html
        assert f'id="{described}"' in html


def test_topics_at_the_limits_are_taken() -> None:
    longest = [f"{number:0100}" for number in range(MOST_TOPICS)]
    assert TopicsField().clean("\n".join(longest)) == longest
