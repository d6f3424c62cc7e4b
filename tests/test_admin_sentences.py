"""Agents > an Agent > What customers are told."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agents.models import Action, Agent, AuditEntry, Role
from handoff import sentences
from handoff.forms.sentences_form import SAID
from handoff.language_names import NAMES
from handoff.languages import LANGUAGES
from handoff.models import AgentSettings
from handoff.sentences import Kind, Wording
from tests.admin_builders import a_client_of
from tests.builders import a_brand, a_provider, an_agent

pytestmark = pytest.mark.django_db
HALLO = "Ich verbinde Sie jetzt mit unserem Team."


def url_of(agent: Agent, language: str = "en") -> str:
    return f"{reverse('admin:agents_agent_sentences', args=[agent.pk])}?language={language}"


def a_post(client: Client, agent: Agent, language: str = "en", **fields: str) -> dict[str, Any]:
    """What a browser posts that opened the page just now."""
    seen = client.get(url_of(agent, language)).context["form"]["seen"].value()
    return {**dict.fromkeys(Kind, ""), "seen": seen, **fields}


def own(agent: Agent) -> dict[str, dict[str, str]]:
    row = AgentSettings.objects.filter(agent=agent).first()
    return row.sentences if row else {}


def test_every_kind_of_sentence_stands_on_the_page() -> None:
    assert set(SAID) == set(Kind)


@pytest.mark.parametrize("language", NAMES)
def test_the_page_shows_our_sentences_in_each_language(language: str) -> None:
    brand = a_brand()
    page = a_client_of(brand).get(url_of(an_agent(brand), language))
    html = page.content.decode()
    ours = sentences.hand_off(Wording(language))
    shown = {str(field.name): read for field, read in page.context["rows"]}
    assert shown["hand_off"] == [ours]
    assert all(shown.values())
    assert html.count(f'lang="{language}"') >= 2 * len(Kind)
    assert page.context["form"]["hand_off"].field.widget.attrs["placeholder"] == ours


def test_own_sentences_are_kept_for_their_language_alone() -> None:
    brand = a_brand()
    agent, client = an_agent(brand), a_client_of(brand)
    answer = client.post(url_of(agent), a_post(client, agent, offer="  First?\r\n\r\n Second? "))
    assert answer.headers["Location"] == url_of(agent)
    client.post(url_of(agent, "de"), a_post(client, agent, "de", hand_off=HALLO))
    assert own(agent) == {"en": {"offer": "First?\nSecond?"}, "de": {"hand_off": HALLO}}
    field, read = client.get(url_of(agent)).context["rows"][0]
    assert (field.value(), read) == ("First?\nSecond?", ["First?"])
    client.post(url_of(agent), a_post(client, agent))
    assert own(agent) == {"de": {"hand_off": HALLO}}


def test_saving_the_sentences_leaves_the_rest_of_the_settings() -> None:
    brand = a_brand()
    agent, client = an_agent(brand), a_client_of(brand)
    AgentSettings.objects.create(agent=agent, offer_when="later", topics_always=["recall"])
    client.post(url_of(agent, "de"), a_post(client, agent, "de", hand_off=HALLO))
    row = AgentSettings.objects.get(agent=agent)
    assert (row.offer_when, row.topics_always) == ("later", ["recall"])


def test_the_example_is_filled_in_with_the_brands_own_contacts() -> None:
    brand = a_brand()
    a_provider(brand, contact_email="help@shop.example")
    agent, client = an_agent(brand), a_client_of(brand)
    client.post(url_of(agent), a_post(client, agent, closed="Back {back}. Until then: {contacts}"))
    rows = {field.name: read for field, read in client.get(url_of(agent)).context["rows"]}
    (read,) = rows["closed"]
    assert read.startswith("Back tomorrow at 9:00 AM")
    assert "help@shop.example" in read


def test_there_is_a_page_for_each_language_that_the_product_speaks() -> None:
    assert list(NAMES) == list(LANGUAGES)


def test_no_more_offers_are_kept_than_a_customer_could_hear() -> None:
    brand = a_brand()
    agent, client = an_agent(brand), a_client_of(brand)
    answer = client.post(url_of(agent), a_post(client, agent, offer="\n".join(f"Offer {n}?" for n in range(21))))
    assert answer.context["form"].errors == {"offer": ["These are 21 offers. Keep at most 20."]}


@pytest.mark.parametrize("wrong", ["Hello {name}, one moment.", "x" * 501, "We will call you back tomorrow."])
def test_a_wrong_sentence_is_an_error_beside_its_field_and_nothing_typed_is_lost(wrong: str) -> None:
    brand = a_brand()
    agent, client = an_agent(brand), a_client_of(brand)
    answer = client.post(url_of(agent), a_post(client, agent, hand_off=wrong, offer="Shall I?"))
    html = answer.content.decode()
    assert list(answer.context["form"].errors) == ["hand_off"]
    assert "Nothing was saved. Please correct what is marked below." in html
    assert f"{wrong}</textarea>" in html
    assert "Shall I?</textarea>" in html
    assert own(agent) == {}


def test_back_to_ours_clears_one_field_and_saves_nothing_yet() -> None:
    brand = a_brand()
    agent, client = an_agent(brand), a_client_of(brand)
    client.post(url_of(agent), a_post(client, agent, hand_off="One moment.", offer="Shall I?"))
    mine = a_post(client, agent, hand_off="One moment.", offer="Shall I now?")
    answer = client.post(url_of(agent), mine | {"clear": "hand_off"})
    html = answer.content.decode()
    assert "“Handing over” is ours again once you save. Nothing is saved yet." in html
    assert "Shall I now?</textarea>" in html
    assert "One moment." not in html
    assert own(agent)["en"] == {"hand_off": "One moment.", "offer": "Shall I?"}


def test_whoever_saves_last_is_told_and_may_still_save() -> None:
    brand = a_brand()
    agent, client = an_agent(brand), a_client_of(brand)
    mine = a_post(client, agent, hand_off="Mine.")
    german = a_post(client, agent, "de", hand_off=HALLO)
    client.post(url_of(agent), a_post(client, agent, hand_off="Theirs."))
    answer = client.post(url_of(agent), mine)
    assert "Somebody else saved this while you were editing." in answer.content.decode()
    assert "Mine.</textarea>" in answer.content.decode()
    assert own(agent) == {"en": {"hand_off": "Theirs."}}
    assert client.post(url_of(agent, "de"), german).status_code == 302
    client.post(url_of(agent), mine | {"overwrite": answer.context["form"].theirs})
    assert own(agent)["en"] == {"hand_off": "Mine."}


def test_the_log_says_what_changed_and_in_which_language() -> None:
    brand = a_brand()
    agent, client = an_agent(brand), a_client_of(brand)
    client.post(url_of(agent, "de"), a_post(client, agent, "de", hand_off=HALLO))
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.object_id) == (Action.AGENT_CHANGED, str(agent.pk))
    assert entry.detail == {"changed": ["hand_off"], "language": "de"}


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.VIEWER])
def test_only_an_admin_changes_them_and_the_others_read_them(role: Role) -> None:
    brand = a_brand()
    agent, client = an_agent(brand), a_client_of(brand, role)
    AgentSettings.objects.create(agent=agent, sentences={"en": {"hand_off": "One moment."}})
    html = client.get(url_of(agent)).content.decode()
    assert "One moment.</textarea>" in html
    assert "Save Changes" not in html
    assert "Back to ours" not in html
    assert client.post(url_of(agent), a_post(client, agent, hand_off="Mine.")).status_code == 403
    assert own(agent) == {"en": {"hand_off": "One moment."}}


def test_another_brands_agent_and_an_unknown_language_are_not_there() -> None:
    brand, other = a_brand(), a_brand()
    client, strange = a_client_of(brand), an_agent(other)
    for method in (client.get, client.post):
        assert method(url_of(strange)).status_code == 404
        assert method(url_of(an_agent(brand), "tlh")).status_code == 404
    assert not AgentSettings.objects.exists()


def test_a_form_that_was_opened_in_another_brand_saves_nothing() -> None:
    brand, other = a_brand(), a_brand()
    agent, client = an_agent(brand), a_client_of(brand)
    posted = a_post(client, agent, hand_off="Mine.") | {"of_brand": str(other.pk)}
    assert client.post(url_of(agent), posted).status_code == 403
    assert own(agent) == {}


def test_each_field_is_described_to_a_screen_reader() -> None:
    brand = a_brand()
    agent = an_agent(brand)
    html = a_client_of(brand).get(url_of(agent)).content.decode()
    for kind in Kind:
        assert f'aria-describedby="id_{kind}_helptext"' in html
        assert f'id="id_{kind}_helptext"' in html
        assert f'for="id_{kind}"' in html
