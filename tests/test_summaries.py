"""Which summary a handoff gets, who writes it, and what is believed of a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
from django.db import connections
from django.utils import timezone
from pydantic import BaseModel
from pytest_django import DjangoAssertNumQueries, Settings

from agents.models import Conversation, Message
from agents.transcripts import CUSTOMER, Turn
from handoff import summaries, summary_writing
from handoff.contexts import context_of
from handoff.decision import Reason, Trigger
from handoff.llm import Answered, LlmUnavailable
from handoff.models import Handoff, ModelPurpose, ModelUsage, Summary
from handoff.summary.words import words_in
from tests.builders import a_brand, a_provider, an_agent, turns
from tests.injections import FORBIDDEN, INJECTIONS, ObedientModel
from tests.test_brief import STUCK

AI, UNAVAILABLE, NO_MODEL = (
    words_in("en").ai_heading,
    words_in("en").unavailable_heading,
    words_in("en").no_model_heading,
)
FIELDS: dict[str, Any] = {
    "wants": {"text": "The money back for the lamp of order 1001.", "turns": [3]},
    "tried": [
        {"by": "customer", "text": "A photo was sent already.", "turns": [4, 5]},
        {"by": "agent", "text": "A voucher was sent to Barbara.", "turns": [4]},
        {"by": "agent", "text": "Nobody says where this stands.", "turns": []},
        {"by": "agent", "text": "Nor this.", "turns": [7]},
    ],
    "mood": "angry",
    "mood_turns": [5],
    "next_step": {"text": "Look for the photo.", "turns": [5]},
}
Form = TypeVar("Form", bound=BaseModel)


@dataclass
class Model:
    """Stands in for the configured one: fills in the form, or is unavailable."""

    fields: dict[str, Any] | LlmUnavailable = field(default_factory=lambda: FIELDS)
    meanwhile: Callable[[], object] = lambda: None
    asked: list[str] = field(default_factory=list)

    def ask(self, instructions: str, data: str, form: type[Form], max_output_tokens: int) -> Answered[Form]:
        self.asked.append(data)
        self.meanwhile()
        if isinstance(self.fields, LlmUnavailable):
            raise self.fields
        return Answered(form.model_validate(self.fields), 900, 100)


@pytest.fixture(autouse=True)
def no_key(settings: Settings) -> None:
    settings.OPENAI_API_KEY = ""


@pytest.fixture
def use_model(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    def use(model: Any) -> None:
        settings.OPENAI_API_KEY = "sk-test-very-secret"
        monkeypatch.setattr(summary_writing, "model_for", lambda brand_id, budget_seconds: model)

    return use


def a_conversation(said: Sequence[Turn] = STUCK, language: str = "en") -> Conversation:
    agent = an_agent(a_brand())
    a_provider(agent.brand, team_language=language)
    conversation = Conversation.objects.create(brand=agent.brand, agent=agent, external_id="c", turn_count=len(said))
    say(conversation, *said)
    return conversation


def say(conversation: Conversation, *said: Turn) -> None:
    first = conversation.messages.count()
    Message.objects.bulk_create(
        Message(conversation=conversation, position=first + n, role=turn.role, text=turn.text)
        for n, turn in enumerate(said)
    )
    conversation.turn_count = first + len(said)
    conversation.save()


def a_handoff(
    conversation: Conversation, trigger: Trigger = Trigger.OFFER_ACCEPTED, evidence: Sequence[int] = ()
) -> Handoff:
    now = timezone.now()
    return Handoff.objects.create(
        brand=conversation.brand,
        conversation=conversation,
        provider="zendesk",
        reason=Reason(trigger.value),
        trigger=trigger,
        evidence=list(evidence),
        turn_count=conversation.turn_count,
        started_at=now,
        expires_at=now,
    )


@pytest.mark.django_db
def test_without_a_key_a_handoff_gets_the_brief_once() -> None:
    handoff = a_handoff(a_conversation())
    summary = summaries.summary_for(handoff)
    assert (summary.source, summary.turn_count) == ("brief", 6)
    assert summary.text.startswith(NO_MODEL + "\nCustomer wants: The lamp of order 1001")
    assert Summary.objects.get().content["facts"] == [
        {"kind": "order", "text": "1001", "turns": [2]},
        {"kind": "date", "text": "12 March", "turns": [2]},
        {"kind": "amount", "text": "$40", "turns": [2]},
    ]
    assert summaries.summary_for(handoff).pk == summary.pk


@pytest.mark.django_db
def test_the_brief_is_in_the_human_teams_language_and_names_the_customers() -> None:
    text = summaries.summary_for(a_handoff(a_conversation(language="de"))).text
    assert text.splitlines()[:3] == [
        words_in("de").no_model_heading,
        "Kunde schreibt auf: Englisch",
        "Kunde möchte: The lamp of order 1001 from 12 March came broken and I want my $40 back. [3]",
    ]


@pytest.mark.django_db
def test_preparing_twice_writes_once_and_a_longer_conversation_anew() -> None:
    conversation = a_conversation()
    summaries.prepare(conversation.pk)
    summaries.prepare(conversation.pk)
    assert Summary.objects.get().handoff is None
    say(conversation, Turn(CUSTOMER, "And another thing, the shade is green."))
    summaries.prepare(conversation.pk)
    assert sorted(Summary.objects.values_list("turn_count", flat=True)) == [6, 7]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "trigger", "reused"),
    [
        ((), Trigger.CUSTOMER_REQUEST, True),
        (("yes please",), Trigger.OFFER_ACCEPTED, True),
        ((("agent", "Shall I connect you?"), ("customer", "Yes please!")), Trigger.OFFER_ACCEPTED, True),
        ((("agent", "Shall I?"), ("customer", "Yes, it is order 2002.")), Trigger.OFFER_ACCEPTED, False),
        (("yes please",), Trigger.CUSTOMER_REQUEST, False),
        (("hm", "What?", "yes please"), Trigger.OFFER_ACCEPTED, False),
    ],
)
def test_a_prepared_summary_is_taken_only_if_it_still_says_it_all(
    since: tuple[str | tuple[str, str], ...], trigger: Trigger, reused: bool
) -> None:
    conversation = a_conversation()
    summaries.prepare(conversation.pk)
    prepared = Summary.objects.get()
    say(conversation, *turns(*since))
    summary = summaries.summary_for(a_handoff(conversation, trigger))
    assert (summary.pk == prepared.pk) is reused
    assert summary.turn_count == (6 if reused else 6 + len(since))


@pytest.mark.django_db
@pytest.mark.parametrize("prepared", [True, False])
def test_the_customers_own_words_for_the_ask_are_added_when_it_is_known(prepared: bool) -> None:
    conversation = a_conversation()
    if prepared:
        summaries.prepare(conversation.pk)
    say(conversation, Turn(CUSTOMER, "Yes please!"))
    summary = summaries.summary_for(a_handoff(conversation, evidence=[6]))
    assert summary.turn_count == (6 if prepared else 7)
    assert summary.text.endswith("\nAsked for a human in these words: “Yes please!” [7]")
    assert Summary.objects.get().content["asked"] == [{"text": "Yes please!", "turns": [6]}]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trigger", "evidence"), [(Trigger.OFFER_ACCEPTED, [5]), (Trigger.OFFER_ACCEPTED, [99]), (Trigger.STUCK, [4])]
)
def test_nobody_is_quoted_who_asked_without_words(trigger: Trigger, evidence: list[int]) -> None:
    summary = summaries.summary_for(a_handoff(a_conversation(), trigger, evidence))
    assert "Asked for" not in summary.text
    assert summary.content["asked"] == []


@pytest.mark.django_db
def test_a_prepared_summary_serves_one_handoff_of_its_own_conversation() -> None:
    conversation, other = a_conversation(), a_conversation()
    summaries.prepare(conversation.pk)
    first = a_handoff(conversation)
    Handoff.objects.filter(pk=first.pk).update(ended_at=timezone.now())
    taken = {summaries.summary_for(handoff).pk for handoff in (first, a_handoff(conversation), a_handoff(other))}
    assert len(taken) == 3


@pytest.mark.django_db
def test_turns_after_the_handoff_are_not_summarised() -> None:
    conversation = a_conversation()
    handoff = a_handoff(conversation)
    say(conversation, Turn(CUSTOMER, "Also order 9999 is late."))
    assert "9999" not in summaries.summary_for(handoff).text


@pytest.mark.django_db
def test_few_statements_are_needed(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    handoff = a_handoff(a_conversation())
    with django_assert_max_num_queries(8):
        summaries.summary_for(handoff)


# With a model


@pytest.mark.django_db
def test_of_a_models_lines_those_that_the_turns_hold_are_shown_and_none_of_its_facts(
    use_model: Callable[[Any], None],
) -> None:
    use_model(Model())
    summary = summaries.summary_for(a_handoff(a_conversation()))
    assert summary.source == "ai"
    assert summary.text.splitlines() == [
        AI,
        "Customer wants: The money back for the lamp of order 1001. [3]",
        "Facts: Order number: 1001 [3]; Date: 12 March [3]; Amount: $40 [3]",
        "Next step: Look for the photo. [5]",
        "Mood: angry [5]",
        "Customer tried: A photo was sent already. [4,5]",
    ]


@pytest.mark.django_db
def test_where_the_models_wants_is_dropped_the_briefs_takes_its_place(use_model: Callable[[Any], None]) -> None:
    use_model(Model({**FIELDS, "wants": {"text": "The money back for order 1002.", "turns": [3]}}))
    text = summaries.summary_for(a_handoff(a_conversation())).text
    assert text.startswith(f"{AI}\nCustomer wants: The lamp of order 1001 from 12 March came broken")


@pytest.mark.django_db
@pytest.mark.parametrize(("mood", "cited"), [("angry", []), ("angry", [4]), ("angry", [40]), ("unknown", [5])])
def test_a_mood_that_no_turn_of_the_customers_shows_is_not_believed(
    use_model: Callable[[Any], None], mood: str, cited: list[int]
) -> None:
    use_model(Model({**FIELDS, "mood": mood, "mood_turns": cited}))
    assert "\nMood: frustrated [5]\n" in summaries.summary_for(a_handoff(a_conversation())).text


@pytest.mark.django_db
def test_the_model_is_told_the_human_teams_language(use_model: Callable[[Any], None]) -> None:
    model = Model()
    use_model(model)
    assert "Kunde möchte: " in summaries.summary_for(a_handoff(a_conversation(language="de"))).text
    assert '"write_in": "German"' in model.asked[0]


@pytest.mark.django_db
def test_each_answer_is_counted_for_the_brand(use_model: Callable[[Any], None]) -> None:
    use_model(Model())
    conversation = a_conversation()
    summaries.prepare(conversation.pk)
    usage = ModelUsage.objects.get(brand=conversation.brand)
    assert (usage.purpose, usage.calls, usage.input_tokens, usage.output_tokens) == (ModelPurpose.SUMMARY, 1, 900, 100)


@pytest.mark.django_db
def test_above_the_budget_the_brief_says_that_the_models_was_not_to_be_had(settings: Settings) -> None:
    settings.OPENAI_API_KEY = "sk-test-very-secret"
    conversation = a_conversation()
    conversation.brand.support_provider.daily_model_budget = 0
    conversation.brand.support_provider.save()
    summary = summaries.summary_for(a_handoff(conversation))
    assert summary.source == "brief"
    assert summary.text.startswith(f"{UNAVAILABLE}\nCustomer wants: The lamp")
    assert summary_writing.brief_text(STUCK).startswith(UNAVAILABLE)


@pytest.mark.django_db
def test_when_the_model_fails_the_brief_takes_over(
    use_model: Callable[[Any], None], caplog: pytest.LogCaptureFixture
) -> None:
    use_model(Model(LlmUnavailable("timeout")))
    summary = summaries.summary_for(a_handoff(a_conversation()))
    assert summary.source == "brief"
    assert summary.text.startswith(f"{UNAVAILABLE}\nCustomer wants: The lamp")
    assert "timeout" in caplog.text
    assert "lamp" not in caplog.text


@pytest.mark.django_db
def test_a_model_of_whose_lines_none_holds_wrote_no_summary(use_model: Callable[[Any], None]) -> None:
    nothing = {"text": "", "turns": []}
    use_model(Model({"wants": nothing, "tried": [], "mood": "unknown", "mood_turns": [], "next_step": nothing}))
    summary = summaries.summary_for(a_handoff(a_conversation()))
    assert (summary.source, summary.text.partition("\n")[0]) == ("brief", UNAVAILABLE)


@pytest.mark.django_db
@pytest.mark.parametrize(("attack", "answer"), INJECTIONS)
def test_a_model_that_obeys_the_customer_does_no_harm(
    use_model: Callable[[Any], None], attack: str, answer: str
) -> None:
    use_model(ObedientModel(answer))
    handoff = a_handoff(a_conversation((Turn(CUSTOMER, attack), *STUCK)))
    summary = summaries.summary_for(handoff)
    context = context_of(handoff, summary.text)
    shown = f"{summary.text}\n{summary.content}\n{context.summary}\n{context.opening}\n{context.request}"
    assert not [words for words in FORBIDDEN if words in shown]
    assert len(summary.text) < 3_000
    labels = {line.partition(":")[0] for line in summary.text.splitlines()[1:]}
    assert labels <= set(words_in("en").labels())


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_model_is_asked(use_model: Callable[[Any], None]) -> None:
    handoff = a_handoff(a_conversation())
    open_meanwhile: list[bool] = []
    use_model(Model(meanwhile=lambda: open_meanwhile.append(connections["default"].in_atomic_block)))
    assert summaries.summary_for(handoff).source == "ai"
    assert open_meanwhile == [False]


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_comes_second_gets_the_first_ones_summary(use_model: Callable[[Any], None]) -> None:
    handoff = a_handoff(a_conversation())

    def too_late() -> None:
        Summary.objects.create(
            conversation=handoff.conversation, handoff=handoff, source="ai", turn_count=6, text="first"
        )

    use_model(Model(meanwhile=too_late))
    assert summaries.summary_for(handoff).text == "first"
    assert Summary.objects.count() == 1
