"""How an Agent's own settings, the conversation's language and a model's second opinion change what is decided."""

from __future__ import annotations

import pytest

from agents.models import Agent
from handoff import services
from handoff.cues import Cues
from handoff.decision import Decision, Reason, Trigger, Verdict
from handoff.models import AgentSettings, DecisionRecord
from handoff.providers.base import Customer
from handoff.signs import Sign, SignKind
from tests.builders import HELPED, a_brand, a_consultation, a_provider, an_agent

pytestmark = pytest.mark.django_db

STUCK = (
    *HELPED,
    ("customer", "That doesn't help."),
    ("agent", "It comes on Friday."),
    ("customer", "That doesn't help!"),
)
ON = (("agent", "Let me see."), ("customer", "Is it the blue one?"), ("agent", "It is.")) * 4
GERMAN = (
    ("customer", "Wo ist meine Bestellung 1001?"),
    ("agent", "Sie wurde gestern verschickt."),
    ("customer", "Ich möchte bitte mit einem Menschen sprechen."),
)


@pytest.fixture
def agent() -> Agent:
    brand = a_brand()
    a_provider(brand)
    return an_agent(brand)


def decided(agent: Agent, *said: tuple[str, str], **fields: object) -> Decision:
    consultation = a_consultation(*said, conversation="c", **fields)  # type: ignore[arg-type]
    return services.decide(agent.brand, agent.pk, consultation).decision


def test_a_topic_of_the_merchants_goes_to_the_team(agent: Agent) -> None:
    AgentSettings.objects.create(agent=agent, topics_always=["allergic reaction"])
    decision = decided(agent, *HELPED, ("customer", "I had an allergic reaction to the cream"))
    assert (decision.verdict, decision.reason, decision.trigger) == (Verdict.HAND_OFF, Reason.TOPIC, Trigger.TOPIC)
    assert decision.evidence == (2,)


def test_another_agent_knows_nothing_of_it(agent: Agent) -> None:
    AgentSettings.objects.create(agent=an_agent(agent.brand), topics_always=["allergic reaction"])
    assert decided(agent, ("customer", "I had an allergic reaction")).reason is Reason.NO_TRIGGER


def test_on_some_topics_nothing_is_offered_but_who_asks_still_gets_a_human(agent: Agent) -> None:
    AgentSettings.objects.create(agent=agent, topics_never=["discount"])
    haggling = (*STUCK, ("agent", "No."), ("customer", "That doesn't help, I want the discount!"))
    assert decided(agent, *haggling).verdict is Verdict.CONTINUE
    assert decided(agent, *haggling, trigger=Trigger.AGENT).verdict is Verdict.CONTINUE
    asked = (*haggling, ("agent", "No."), ("customer", "Then let me talk to a human about the discount"))
    assert decided(agent, *asked).verdict is Verdict.HAND_OFF


def test_an_offer_that_was_declined_comes_back_later_in_other_words(agent: Agent) -> None:
    first = decided(agent, *STUCK)
    declined = (*STUCK, ("agent", first.sentence), ("customer", "No thanks"))
    assert (decided(agent, *declined).verdict, decided(agent, *declined).sentence != "") == (Verdict.CONTINUE, True)
    later = (*declined, *ON, ("customer", "This is useless, nothing works"))
    second = decided(agent, *later)
    assert second.verdict is Verdict.OFFER
    assert second.sentence != first.sentence


def test_an_offer_shown_as_buttons_alone_is_not_repeated_either(agent: Agent) -> None:
    said, sentences = STUCK, []
    for _ in range(3):
        decision = decided(agent, *said)
        assert decision.verdict is Verdict.OFFER
        sentences.append(decision.sentence)
        assert decided(agent, *said).sentence == decision.sentence, "the same turn again: the same words"
        said = (*said, *ON, ("customer", "This is useless, nothing works"))
    assert len(set(sentences)) == 3
    assert DecisionRecord.objects.get().earlier_sentences == sentences[:2]


def test_the_customer_is_answered_in_their_language(agent: Agent) -> None:
    decision = decided(agent, *GERMAN)
    assert (decision.verdict, decision.language) == (Verdict.HAND_OFF, "de")


def test_the_handoff_keeps_the_language_for_what_is_said_later(agent: Agent) -> None:
    started = services.start_handoff(agent.brand, agent.pk, a_consultation(*GERMAN))
    assert started.handoff.language == "de"
    assert started.fallback != services.start_handoff(agent.brand, agent.pk, a_consultation()).fallback


def test_the_merchants_own_words_are_said_in_their_language_alone(agent: Agent) -> None:
    AgentSettings.objects.create(agent=agent, sentences={"de": {"hand_off": "Einen Moment, wir übernehmen."}})
    assert decided(agent, *GERMAN).sentence == "Einen Moment, wir übernehmen."
    assert decided(agent, ("customer", "I want a human")).sentence.startswith("I'm connecting you")


def test_who_asks_while_closed_is_told_the_time_on_their_own_clock() -> None:
    brand = a_brand()
    a_provider(brand, windows=[(day, 9 * 60, 9 * 60 + 15) for day in range(7)], timezone="America/New_York")
    asked = a_consultation(("customer", "I want a human"), customer=Customer(timezone="Asia/Tokyo"))
    decision = services.decide(brand, an_agent(brand).pk, asked).decision
    if decision.reason is Reason.OUTSIDE_HOURS:  # else the test runs in the team's quarter of an hour
        assert "your time" in decision.sentence
        assert any(clock in decision.sentence for clock in ("10:00 PM", "11:00 PM"))


DOUBTFUL = Cues(doubtful=(Sign(SignKind.NOT_HELPED, 0, "hm"),))


@pytest.fixture
def asked(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """A doubtful case, and a model that always says yes; what it was asked."""
    questions: list[object] = []
    monkeypatch.setattr("handoff.cues.read", lambda *args: DOUBTFUL)
    monkeypatch.setattr("handoff.doubtful.second_opinion", lambda *args: questions.append(args) or True)
    return questions


def test_a_model_is_not_asked_unless_the_merchant_wants_it(agent: Agent, asked: list[object]) -> None:
    assert decided(agent, ("customer", "hm")).verdict is Verdict.CONTINUE
    assert not asked


def test_a_models_yes_brings_an_offer(agent: Agent, asked: list[object]) -> None:
    AgentSettings.objects.create(agent=agent, second_opinion=True)
    decision = decided(agent, ("customer", "hm"))
    assert (decision.verdict, decision.reason, len(asked)) == (Verdict.OFFER, Reason.STUCK, 1)


def test_a_model_is_not_asked_where_an_offer_is_impossible(agent: Agent, asked: list[object]) -> None:
    AgentSettings.objects.create(agent=agent, second_opinion=True)
    Agent.objects.update(handoff_enabled=False)
    assert decided(agent, ("customer", "hm")).verdict is Verdict.CONTINUE
    assert not asked


def test_a_handoff_that_began_while_the_model_thought_silences_the_agent(
    agent: Agent, asked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    AgentSettings.objects.create(agent=agent, second_opinion=True)

    def meanwhile(*_: object) -> bool:
        with monkeypatch.context() as patch:
            patch.setattr("handoff.cues.read", lambda *args: Cues(asks_for_human=DOUBTFUL.doubtful))
            services.start_handoff(agent.brand, agent.pk, a_consultation(("customer", "hm"), conversation="c"))
        return True

    monkeypatch.setattr("handoff.doubtful.second_opinion", meanwhile)
    assert decided(agent, ("customer", "hm")).reason is Reason.ALREADY_HANDED_OFF
