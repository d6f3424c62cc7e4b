"""The flow on the merchant's side: decide, start, accept, decline, return."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from agents import ciphers, scopes
from agents.models import Agent, Conversation, Message
from agents.together import Rows
from handoff import histories, policies, services, transitions
from handoff.decision import Reason, Trigger, Verdict
from handoff.histories import History
from handoff.models import DecisionRecord, Handoff, HandoffEvent, SupportProvider
from handoff.providers.base import Customer
from tests.builders import ASKS_FOR_HUMAN, HELPED, a_brand, a_consultation, a_playbook, a_provider, an_agent

pytestmark = pytest.mark.django_db

DECRYPT = ciphers.decrypt
STUCK = (
    *HELPED,
    ("customer", "That doesn't help."),
    ("agent", "It comes on Friday."),
    ("customer", "That doesn't help!"),
)


@pytest.fixture
def agent() -> Agent:
    brand = a_brand()
    a_provider(brand)
    return an_agent(brand)


def offered(agent: Agent, conversation: str = "c") -> services.Decided:
    return services.decide(agent.brand, agent.pk, a_consultation(*STUCK, conversation=conversation))


def start(agent: Agent, *said: tuple[str, str], **fields: object) -> services.Started:
    return services.start_handoff(agent.brand, agent.pk, a_consultation(*said, **fields))  # type: ignore[arg-type]


def test_a_conversation_that_goes_well_writes_nothing(agent: Agent) -> None:
    decided = services.decide(agent.brand, agent.pk, a_consultation(*HELPED, ("customer", "Thanks, great!")))
    assert (decided.decision.verdict, decided.decision.reason) == (Verdict.CONTINUE, Reason.NO_TRIGGER)
    assert decided.id is None
    assert not Conversation.objects.exists()


def test_a_stuck_customer_is_offered_a_human(agent: Agent) -> None:
    decided = offered(agent)
    assert (decided.decision.verdict, decided.decision.reason) == (Verdict.OFFER, Reason.STUCK)
    record = DecisionRecord.objects.get(pk=decided.id)
    assert (record.count, record.turn, record.answer) == (1, len(STUCK), "")
    assert [m.text for m in Message.objects.order_by("position")] == [text for _, text in STUCK]


def test_the_same_decision_again_is_counted_not_repeated(agent: Agent) -> None:
    for said in (ASKS_FOR_HUMAN, ASKS_FOR_HUMAN, (*ASKS_FOR_HUMAN, ("agent", "Hm."), ("customer", "A human please!"))):
        decided = services.decide(agent.brand, agent.pk, a_consultation(*said, conversation="c"))
    record = DecisionRecord.objects.get()
    assert (record.pk, record.count, record.turn) == (decided.id, 3, 5)


def test_a_wish_that_is_refused_is_kept(agent: Agent) -> None:
    Agent.objects.update(handoff_enabled=False)
    services.decide(agent.brand, agent.pk, a_consultation())
    assert DecisionRecord.objects.get().reason == Reason.HANDOFF_DISABLED


def test_asking_for_a_human_starts_a_handoff(agent: Agent) -> None:
    started = start(agent, conversation="c")
    handoff = Handoff.objects.get()
    assert (started.created, started.handoff.pk) == (True, handoff.pk)
    assert (handoff.reason, handoff.provider, handoff.turn_count) == (Reason.CUSTOMER_REQUEST, "zendesk", 3)
    assert [event.name for event in handoff.events.all()] == ["started"]


def test_starting_again_gives_the_open_handoff(agent: Agent) -> None:
    first, again = start(agent, conversation="c"), start(agent, *HELPED, conversation="c")
    assert (again.created, again.handoff.pk) == (False, first.handoff.pk)
    assert again.decision.reason is Reason.ALREADY_HANDED_OFF


def test_while_a_handoff_is_open_the_agent_stays_silent_whatever_is_said(agent: Agent) -> None:
    handoff = start(agent, conversation="c").handoff
    Agent.objects.update(handoff_enabled=False)
    decided = services.decide(agent.brand, agent.pk, a_consultation(*HELPED, conversation="c"))
    assert (decided.decision.verdict, decided.decision.reason) == (Verdict.HAND_OFF, Reason.ALREADY_HANDED_OFF)
    assert decided.handoff_id == handoff.pk


def test_a_handoff_may_not_start_without_a_reason(agent: Agent) -> None:
    with pytest.raises(services.NotAllowed) as refused:
        start(agent, *HELPED)
    assert refused.value.decided.decision.reason is Reason.NO_TRIGGER
    assert not Conversation.objects.exists()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda agent: Agent.objects.update(handoff_enabled=False), Reason.HANDOFF_DISABLED),
        (lambda agent: agent.brand.support_provider.delete(), Reason.NO_PROVIDER),
        (lambda agent: type(agent.brand.support_provider).objects.update(kind=""), Reason.NO_PROVIDER),
        (lambda agent: type(agent.brand.support_provider).objects.update(hours_restricted=True), Reason.OUTSIDE_HOURS),
        (
            lambda agent: type(agent.brand.support_provider).objects.update(
                hours_restricted=True, timezone="Mars/Olympus"
            ),
            Reason.OUTSIDE_HOURS,
        ),
    ],
    ids=["toggle off", "no provider row", "no provider chosen", "never open", "unknown zone"],
)
def test_what_changed_since_the_decision_counts_at_the_start(agent: Agent, change: object, reason: Reason) -> None:
    offered(agent)
    change(agent)  # type: ignore[operator]
    with pytest.raises(services.NotAllowed) as refused:
        start(agent, *STUCK, ("agent", "Shall I get someone?"), ("customer", "Yes please"), conversation="c")
    assert refused.value.decided.decision.reason is reason
    assert not Handoff.objects.exists()


def test_a_yes_by_button_starts_and_keeps_the_answer(agent: Agent) -> None:
    decided = offered(agent)
    assert decided.id
    started = services.accept_offer(agent.brand, decided.id)
    assert (started.created, started.handoff.reason) == (True, Reason.OFFER_ACCEPTED)
    record = DecisionRecord.objects.get(pk=decided.id)
    assert (record.answer, record.answer_turn) == ("accept", len(STUCK))


def test_a_yes_in_words_is_read_and_noted_on_the_offer(agent: Agent) -> None:
    decided = offered(agent)
    said = (*STUCK, ("agent", decided.decision.sentence), ("customer", "Yes, please!"))
    assert start(agent, *said, conversation="c").handoff.trigger == Trigger.OFFER_ACCEPTED
    assert DecisionRecord.objects.get(pk=decided.id).answer == "accept"


def test_a_no_by_button_lets_the_agent_go_on(agent: Agent) -> None:
    decided = offered(agent)
    assert decided.id
    assert services.decline_offer(agent.brand, decided.id).decision.verdict is Verdict.CONTINUE
    again = services.decide(agent.brand, agent.pk, a_consultation(*STUCK, conversation="c"))
    assert again.decision.verdict is Verdict.CONTINUE


def test_another_brands_decision_is_unknown(agent: Agent) -> None:
    decided = offered(agent)
    assert decided.id
    with pytest.raises(DecisionRecord.DoesNotExist):
        services.accept_offer(a_brand(), decided.id)


def test_a_returned_conversation_is_the_agents_again(agent: Agent) -> None:
    handoff = start(agent, conversation="c").handoff
    services.return_to_agent(agent.brand, handoff.pk)
    services.return_to_agent(agent.brand, handoff.pk)
    handoff.refresh_from_db()
    assert handoff.end_reason == "returned"
    assert [event.name for event in handoff.events.all()].count("ended") == 1
    decided = services.decide(agent.brand, agent.pk, a_consultation(*HELPED, ("customer", "Ok"), conversation="c"))
    assert decided.decision.verdict is Verdict.CONTINUE


def test_a_handoff_whose_time_is_over_makes_room_for_a_new_one(agent: Agent) -> None:
    old = start(agent, conversation="c").handoff
    Handoff.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    new = start(agent, conversation="c")
    old.refresh_from_db()
    assert new.created
    assert (old.end_reason, new.handoff.pk == old.pk) == ("not_opened", False)


@pytest.mark.parametrize("meanwhile", ["stirred", "returned"])
@pytest.mark.parametrize("was_over", [True, False])
def test_what_happens_to_the_open_one_after_it_was_read_is_seen(
    agent: Agent, monkeypatch: pytest.MonkeyPatch, meanwhile: str, was_over: bool
) -> None:
    """Its chat opens, or it is returned, while the start is being answered."""
    old = start(agent, conversation="c").handoff
    if was_over:
        Handoff.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    read = histories.history_in

    def read_then(rows: Rows) -> History:
        history = read(rows)
        if meanwhile == "returned":
            transitions.end(old, "returned")
        else:
            transitions.keep_open(old, timezone.now() + timedelta(hours=1))
        return history

    monkeypatch.setattr(histories, "history_in", read_then)
    new = start(agent, conversation="c")
    old.refresh_from_db()
    assert new.created == (meanwhile == "returned" and was_over)
    assert (new.handoff.pk == old.pk, old.ended_at is None) == (not new.created, meanwhile == "stirred")


def test_a_published_directive_hands_off(agent: Agent) -> None:
    playbook = a_playbook(agent.brand, agent)
    assert playbook.published
    started = start(agent, *HELPED, trigger=Trigger.PLAYBOOK, directive=f"{playbook.published.pk}.1")
    assert started.handoff.reason == Reason.PLAYBOOK


@pytest.mark.parametrize(
    "directive",
    ["", "x", "1.1", "00000000-0000-4000-8000-000000000000.1", "{version}.0", "{version}.2", "{version}.-1"],
)
def test_a_directive_that_the_agent_was_never_told_is_refused(agent: Agent, directive: str) -> None:
    playbook = a_playbook(agent.brand, agent)
    assert playbook.published
    with pytest.raises(services.UnknownDirective):
        start(agent, trigger=Trigger.PLAYBOOK, directive=directive.replace("{version}", str(playbook.published.pk)))


def test_another_agents_directive_is_refused(agent: Agent) -> None:
    playbook = a_playbook(agent.brand, an_agent(agent.brand))
    assert playbook.published
    with pytest.raises(services.UnknownDirective):
        start(agent, trigger=Trigger.PLAYBOOK, directive=f"{playbook.published.pk}.1")


@pytest.mark.parametrize(("hours_ago", "known"), [(23, True), (25, False)])
def test_a_directive_stays_good_for_a_day_after_a_later_publishing(agent: Agent, hours_ago: int, known: bool) -> None:
    playbook = a_playbook(agent.brand, agent)
    version = playbook.published
    assert version
    type(version).objects.update(retired_at=timezone.now() - timedelta(hours=hours_ago))
    consultation = a_consultation(*HELPED, trigger=Trigger.PLAYBOOK, directive=f"{version.pk}.1")
    if known:
        assert services.decide(agent.brand, agent.pk, consultation).decision.verdict is Verdict.HAND_OFF
    else:
        with pytest.raises(services.UnknownDirective):
            services.decide(agent.brand, agent.pk, consultation)


def test_two_open_handoffs_of_a_conversation_are_refused_by_the_database(agent: Agent) -> None:
    handoff = start(agent).handoff
    with pytest.raises(IntegrityError), transaction.atomic():
        Handoff.objects.create(
            brand=agent.brand,
            conversation=handoff.conversation,
            provider="zendesk",
            turn_count=1,
            started_at=timezone.now(),
            expires_at=timezone.now(),
        )


def test_an_event_cannot_be_rewritten(agent: Agent) -> None:
    start(agent)
    with pytest.raises(DatabaseError), transaction.atomic():
        HandoffEvent.objects.update(name="nothing_happened")


@pytest.mark.django_db(transaction=True)
def test_eight_starts_at_once_make_one_handoff() -> None:
    brand = a_brand()
    a_provider(brand)
    agent = an_agent(brand)
    started: list[services.Started] = []
    errors: list[Exception] = []

    def one_start() -> None:
        try:
            with scopes.brand(brand.pk):
                started.append(start(agent, conversation="c"))
        except Exception as error:  # noqa: BLE001 - any error at all fails the test
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one_start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len({one.handoff.pk for one in started}) == 1
    assert sum(one.created for one in started) == 1
    assert Handoff.objects.count() == 1


def test_what_is_known_of_the_customer_stays_known(agent: Agent) -> None:
    start(agent, conversation="c", customer=Customer(email="ann@example.com"))
    services.decide(agent.brand, agent.pk, a_consultation(conversation="c"))
    assert Conversation.objects.get().customer == {"email": "ann@example.com"}


def test_a_yes_answers_the_last_offer_alone(agent: Agent) -> None:
    first = services.decide(agent.brand, agent.pk, a_consultation(*HELPED, conversation="c", trigger=Trigger.AGENT))
    went_on = (
        *HELPED,
        ("agent", first.decision.sentence),
        *(("customer", "And my sofa?"), ("agent", "It is blue.")) * 3,
    )
    said = (*went_on, ("customer", "That doesn't help."), ("agent", "It is blue."), ("customer", "That doesn't help!"))
    second = services.decide(agent.brand, agent.pk, a_consultation(*said, conversation="c"))
    assert (second.decision.verdict, second.decision.reason) == (Verdict.OFFER, Reason.STUCK)
    start(agent, *said, ("agent", second.decision.sentence), ("customer", "Yes, please!"), conversation="c")
    answers = dict(DecisionRecord.objects.values_list("pk", "answer"))
    assert (answers[first.id], answers[second.id]) == ("", "accept")


def test_a_decision_that_another_request_made_meanwhile_is_counted(
    agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often the history was read too early: the reason may be another each time."""
    consultation = a_consultation(conversation="c")
    first = services.decide(agent.brand, agent.pk, consultation)
    monkeypatch.setattr("handoff.histories.history_in", lambda _rows: History())
    again = services.decide(agent.brand, agent.pk, consultation)
    assert again.id == first.id
    assert DecisionRecord.objects.get().count == 2


def test_a_platform_s_secrets_are_opened_only_where_something_is_asked_of_them(
    agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    SupportProvider.objects.update(kind="intercom", secrets={"intercom": {"access_token": "a-secret"}})
    opened: list[str] = []
    monkeypatch.setattr(ciphers, "decrypt", lambda token: opened.append(token) or DECRYPT(token))
    start(agent, conversation="known", customer=Customer(email="ana@example.com"))
    services.decide(agent.brand, agent.pk, a_consultation(*HELPED))
    assert not opened
    policy = policies.policy_of(agent.brand, agent.pk)
    assert "a-secret" not in repr(policy)
    assert policy.adapter().secrets == {"access_token": "a-secret"}
    assert len(opened) == 1
