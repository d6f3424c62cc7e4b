"""A test of the handoff: what it starts, what it says truthfully, and what it never touches."""

from __future__ import annotations

import json
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from agents.models import Agent, Brand, Conversation
from handoff import chats, delivery, histories, services, storefronts, sweeping, tasks
from handoff.contexts import TEST_MARK
from handoff.models import (
    ChatStatus,
    ContextStatus,
    CredentialStatus,
    DecisionRecord,
    Handoff,
    HandoffTrial,
    Summary,
)
from handoff.providers.base import Customer, ProviderError
from handoff.trials import credential_check, starting
from handoff.trials.starting import Outcome
from tests.builders import HELPED, a_brand, a_consultation, a_provider, an_agent, turns
from tests.stand_ins import StandIns

pytestmark = pytest.mark.django_db

TOKEN = "stand-in-test-token"
TESTER = Customer(email="tess@northwind.example", name=starting.TEST_CUSTOMER)


@pytest.fixture
def agent(stand_ins: StandIns) -> Agent:
    brand = a_brand()
    a_provider(brand, "intercom", secrets={"access_token": TOKEN})
    return an_agent(brand)


def started(agent: Agent, told: Any = starting.SAMPLE, customer: Customer = TESTER) -> HandoffTrial:
    return starting.start_trial(agent.brand, agent.pk, told, customer)


def worked_on(trial: HandoffTrial) -> HandoffTrial:
    """What the worker does for it."""
    tasks.check_credentials(str(trial.pk))
    tasks.deliver(str(trial.handoff_id))
    return HandoffTrial.objects.select_related("handoff").get(pk=trial.pk)


def only_conversation(stand_ins: StandIns) -> dict[str, Any]:
    [conversation] = stand_ins.log()["intercom"]["conversations"]
    found: dict[str, Any] = conversation
    return found


def test_it_reaches_the_team_and_says_that_it_is_a_test(agent: Agent, stand_ins: StandIns) -> None:
    trial = worked_on(started(agent))
    assert (trial.credentials, trial.credentials_detail) == (CredentialStatus.ACCEPTED, "Intercom: Stand-in")
    assert trial.handoff.context_status == ContextStatus.DELIVERED
    assert starting.outcome(trial) is Outcome.PASSED
    conversation = only_conversation(stand_ins)
    assert conversation["body"].startswith(TEST_MARK)
    [note] = [part["body"] for part in conversation["parts"] if part["part_type"] == "note"]
    assert note.startswith("<p><b>[Test] ")
    assert TEST_MARK in note
    assert "mug" in note


def test_a_real_handoff_has_no_mark(agent: Agent, stand_ins: StandIns) -> None:
    customer = Customer(id="shopper-1")
    real = services.start_handoff(agent.brand, agent.pk, a_consultation(customer=customer)).handoff
    delivery.deliver(real.pk)
    assert "[Test]" not in json.dumps(stand_ins.log())


def test_a_real_conversation_is_copied_without_its_customer(agent: Agent, stand_ins: StandIns) -> None:
    customer = Customer(id="shopper-1", email="ana@example.com", name="Ana Lima", phone="+351 1")
    services.decide(agent.brand, agent.pk, a_consultation(conversation="real", customer=customer))
    real = Conversation.objects.get()
    trial = worked_on(started(agent, real.transcript()))
    copy = trial.handoff.conversation
    assert (copy.is_test, copy.agent, copy.transcript()) == (True, agent, real.transcript())
    assert copy.external_id.startswith("test-")
    assert copy.customer == {"email": "tess@northwind.example", "name": "Test customer"}
    held = json.dumps(stand_ins.log())
    assert "tess@northwind.example" in held
    for known in ("shopper-1", "ana@example.com", "Ana Lima", "+351"):
        assert known not in held
    real.refresh_from_db()
    assert not real.is_test


def test_a_tester_without_an_address_is_somebody_of_his_own() -> None:
    assert starting.tester(7, "") == Customer(id="handoff-test-7", name="Test customer")
    assert starting.tester(7, "t@example.com") == Customer(email="t@example.com", name="Test customer")


def test_no_decision_is_kept_and_nothing_is_offered_later(agent: Agent) -> None:
    trial = started(agent, turns(*HELPED))
    assert trial.decision == {"verdict": "continue", "reason": "no_trigger", "sentence": ""}
    assert not DecisionRecord.objects.exists()
    assert Summary.objects.count() == 0


@pytest.mark.parametrize(
    ("provider", "enabled", "decided"),
    [
        ({}, True, ("hand_off", "customer_request")),
        ({}, False, ("continue", "handoff_disabled")),
        ({"windows": ()}, True, ("continue", "outside_hours")),
    ],
)
def test_the_decision_is_the_true_one_and_the_handoff_starts_all_the_same(
    provider: dict[str, Any], enabled: bool, decided: tuple[str, str]
) -> None:
    brand = a_brand()
    a_provider(brand, "intercom", **provider)
    trial = started(an_agent(brand, enabled=enabled))
    assert (trial.decision["verdict"], trial.decision["reason"]) == decided
    assert trial.decision["sentence"]
    handoff = trial.handoff
    assert (handoff.reason, handoff.trigger, handoff.ended_at) == ("customer_request", "customer_request", None)
    assert [event.name for event in handoff.events.all()] == ["started"]


@pytest.mark.parametrize("kind", [None, ""])
def test_without_a_provider_there_is_nothing_to_test(kind: str | None) -> None:
    agent = an_agent(a_brand())
    if kind is not None:
        a_provider(agent.brand, kind)
    with pytest.raises(starting.NoProvider):
        started(agent)
    assert not Conversation.objects.exists()


def test_another_brands_agent_is_unknown() -> None:
    brand = a_brand()
    a_provider(brand)
    with pytest.raises(Agent.DoesNotExist):
        starting.start_trial(brand, an_agent(a_brand()).pk, starting.SAMPLE, TESTER)


def test_after_so_many_within_an_hour_the_next_one_waits() -> None:
    brand, other = a_brand(), a_brand()
    a_provider(brand)
    a_provider(other)
    agent = an_agent(brand)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(starting.MOST_IN_AN_HOUR):
            started(agent)
        with pytest.raises(starting.TooManyTrials):
            started(agent)
        started(an_agent(other))
        clock.shift(3601)
        started(agent)


REFUSED = CredentialStatus.REJECTED
AWAY = CredentialStatus.UNREACHABLE


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        ({"status": 401}, REFUSED, "Copy it from Intercom again"),
        ({"status": 403, "body": '{"errors": [{"code": "api_plan_restricted"}]}'}, REFUSED, "permissions"),
        ({"status": 429}, AWAY, "fewer requests"),
        ({"status": 500, "body": "<html>"}, AWAY, "fault of its own (it answered 500)"),
        ({"status": 404}, AWAY, "settings on Platform Services"),
        ({"drop": "before"}, AWAY, "no answer that can be read"),
        ({"body": "no JSON"}, AWAY, "no answer that can be read"),
    ],
    ids=str,
)
def test_a_platform_that_says_no_tells_how_to_mend_it(
    agent: Agent, stand_ins: StandIns, fault: dict[str, Any], status: str, words: str
) -> None:
    stand_ins.fail(path="/me", **fault)
    trial = started(agent)
    credential_check.check(trial.pk)
    trial.refresh_from_db()
    assert trial.credentials == status
    assert words in trial.credentials_detail
    assert TOKEN not in trial.credentials_detail
    assert starting.outcome(trial) is Outcome.FAILED


def test_silence_and_a_closed_door_are_told_apart() -> None:
    silent = credential_check.understood("Intercom", ProviderError("no answer", ambiguous=True))
    away = credential_check.understood("Intercom", ProviderError("not there"))
    assert silent == (AWAY, "Intercom did not answer in time. Start another test in a few minutes.")
    assert away == (AWAY, "Intercom could not be reached. Start another test in a few minutes.")


def test_a_slow_platform_is_given_up(agent: Agent, stand_ins: StandIns, monkeypatch: pytest.MonkeyPatch) -> None:
    # Long enough to be connected by then on a busy machine: before that it could not be reached.
    monkeypatch.setattr(credential_check, "DEADLINE_SECONDS", 1.5)
    stand_ins.fail(path="/me", delay_s=4)
    trial = started(agent)
    credential_check.check(trial.pk)
    trial.refresh_from_db()
    assert (trial.credentials, "in time" in trial.credentials_detail) == (CredentialStatus.UNREACHABLE, True)


def test_credentials_are_checked_once(agent: Agent, stand_ins: StandIns) -> None:
    trial = started(agent)
    credential_check.check(trial.pk)
    stand_ins.fail(path="/me", status=401)
    credential_check.check(trial.pk)
    trial.refresh_from_db()
    assert trial.credentials == CredentialStatus.ACCEPTED


def test_the_sweeper_finds_a_check_whose_wake_up_was_lost(agent: Agent) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        trial = started(agent)
        assert list(sweeping.due_checks()) == []
        clock.shift(60)
        assert list(sweeping.due_checks()) == [trial.pk]
        clock.shift(7200)
        assert list(sweeping.due_checks()) == []


def test_without_a_credential_there_is_nothing_to_check(stand_ins: StandIns) -> None:
    brand = a_brand()
    a_provider(brand, "zendesk")
    trial = worked_on(started(an_agent(brand)))
    assert (trial.credentials, trial.handoff.context_status) == (CredentialStatus.NONE, ContextStatus.NOT_SUPPORTED)
    assert starting.outcome(trial) is Outcome.PASSED
    assert stand_ins.log()["requests"]["count"] == 0


def test_the_browser_carries_the_mark_in_the_field_for_the_team() -> None:
    brand = a_brand()
    a_provider(brand, "zendesk", settings={"summary_field_id": "360"})
    trial = worked_on(started(an_agent(brand)))
    assert starting.outcome(trial) is Outcome.PASSED
    launch = chats.chat_launch(trial.handoff_id).launch
    assert launch is not None
    assert launch.options["fields"][0]["value"].startswith(TEST_MARK)


def test_the_message_to_send_carries_the_mark() -> None:
    brand = a_brand()
    a_provider(brand, "intercom")
    trial = worked_on(started(an_agent(brand)))
    launch = chats.chat_launch(trial.handoff_id).launch
    assert launch is not None
    assert launch.options["prefill"].startswith(TEST_MARK)


@pytest.mark.parametrize(
    ("credentials", "handoff", "expected"),
    [
        ("pending", {}, Outcome.RUNNING),
        ("accepted", {}, Outcome.RUNNING),
        ("none", {"context_status": "not_supported"}, Outcome.PASSED),
        ("accepted", {"context_status": "delivered", "context_via": "api"}, Outcome.PASSED),
        ("pending", {"context_status": "delivered", "context_via": "api"}, Outcome.RUNNING),
        ("rejected", {"context_status": "delivered", "context_via": "api"}, Outcome.FAILED),
        ("unreachable", {}, Outcome.FAILED),
        ("accepted", {"context_status": "failed"}, Outcome.FAILED),
        ("accepted", {"context_status": "unknown"}, Outcome.FAILED),
        ("none", {"context_via": "browser_fields"}, Outcome.PASSED),
        ("none", {"context_via": "browser_fields", "context_status": "failed"}, Outcome.PASSED),
        ("none", {"context_via": "prefilled", "chat_status": "failed"}, Outcome.FAILED),
        ("none", {"context_status": "not_supported", "chat_status": "failed"}, Outcome.FAILED),
    ],
)
def test_the_outcome(credentials: str, handoff: dict[str, str], expected: Outcome) -> None:
    assert starting.outcome(HandoffTrial(credentials=credentials, handoff=Handoff(**handoff))) is expected


def test_the_last_trial_is_the_brands_newest() -> None:
    brand, other = a_brand(), a_brand()
    a_provider(brand)
    a_provider(other)
    agent = an_agent(brand)
    assert starting.last_trial(brand) is None
    started(agent)
    newest = started(agent)
    started(an_agent(other))
    assert starting.last_trial(brand) == newest


def test_a_test_ends_like_any_other_handoff(agent: Agent) -> None:
    trial = started(agent)
    services.return_to_agent(agent.brand, trial.handoff_id)
    trial.handoff.refresh_from_db()
    assert trial.handoff.end_reason == "returned"
    assert trial.handoff.chat_status == ChatStatus.PENDING


def test_a_test_leaves_the_real_conversation_to_the_ai_agent(agent: Agent) -> None:
    consultation = a_consultation(*HELPED, conversation="real")
    started(agent, consultation.transcript)
    assert services.decide(agent.brand, agent.pk, consultation).decision.reason == "no_trigger"
    assert histories.history_of(agent.pk, "real").open_handoff is None


def places(brand: Brand, customer: Customer = TESTER) -> list[storefronts.Place]:
    agent = an_agent(brand)
    a_provider(brand)
    return storefronts.places(brand, started(agent, customer=customer).handoff)


def test_the_chat_opens_at_the_brands_own_addresses(settings: Any) -> None:
    settings.DEMO_SHOP_URL = "http://127.0.0.1:8001/"
    [place] = places(a_brand(origins=["https://shop.example"]))
    assert place.address("a:b-c") == "https://shop.example/#handoff-test=a%3Ab-c"


def test_the_demo_shop_comes_first_and_knows_its_customer(settings: Any) -> None:
    settings.DEMO_SHOP_URL = "http://127.0.0.1:8001/"
    demo, other = places(a_brand(origins=["https://shop.example", "http://127.0.0.1:8001"]))
    assert (demo.is_demo, other.is_demo) == (True, False)
    assert demo.address("t") == "http://127.0.0.1:8001/#handoff-test=t&email=tess%40northwind.example"
    assert other.address("t") == "https://shop.example/#handoff-test=t"


def test_a_stored_value_of_another_form_is_told_with_its_own_mend() -> None:
    """A row that was changed past the form. Trying again in a few minutes would not help."""
    wrong = ProviderError("Subdomain: Enter the first part of your address alone.", permanent=True)
    assert credential_check.understood("Zendesk", wrong) == (CredentialStatus.REJECTED, str(wrong))
