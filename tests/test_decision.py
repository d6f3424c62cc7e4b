from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from handoff.availability import Availability
from handoff.cues import Cues
from handoff.decision import EXIT_HINT_EXCHANGES, Facts, Reason, Trigger, Verdict, decide
from handoff.sentences import NO_CONTACTS, Contacts, Wording
from handoff.signs import Sign, SignKind, turns_of
from handoff.triggers import strongest_trigger

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2025, 3, 3, 16, 50, tzinfo=NEW_YORK)
CLOSES = datetime(2025, 3, 3, 17, tzinfo=NEW_YORK)
OPENS = datetime(2025, 3, 4, 9, tzinfo=NEW_YORK)
OPEN = Availability(True, "America/New_York", OPENS, CLOSES)
CLOSED = Availability(False, "America/New_York", OPENS)
WAYS = Contacts("help@shop.example", "+1 555 0100")
SIGN = Sign(SignKind.NOT_HELPED, 3, "no help")
READY = Facts(NOW, enabled=True, provider="intercom", availability=OPEN, trigger=None, signs=(SIGN,), needs=("email",))

# The gates, each shut; the first that is shut answers.
GATES: dict[Reason, dict[str, object]] = {
    Reason.HANDOFF_DISABLED: {"enabled": False},
    Reason.NO_PROVIDER: {"provider": ""},
    Reason.OUTSIDE_HOURS: {"availability": CLOSED},
}
OPEN_VERDICTS = {
    Trigger.CUSTOMER_REQUEST: Verdict.HAND_OFF,
    Trigger.OFFER_ACCEPTED: Verdict.HAND_OFF,
    Trigger.PLAYBOOK: Verdict.HAND_OFF,
    Trigger.TOPIC: Verdict.HAND_OFF,
    Trigger.STUCK: Verdict.OFFER,
    Trigger.AGENT: Verdict.OFFER,
}


def facts(**changes: object) -> Facts:
    return replace(READY, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("trigger", "verdict"), OPEN_VERDICTS.items())
def test_with_every_gate_open_the_trigger_answers(trigger: Trigger, verdict: Verdict) -> None:
    decision = decide(facts(trigger=trigger))
    assert (decision.verdict, decision.reason) == (verdict, Reason(trigger.value))
    assert (decision.trigger, decision.evidence, decision.needs) == (trigger, (3,), ("email",))
    assert decision.sentence


@pytest.mark.parametrize("trigger", Trigger)
@pytest.mark.parametrize("shut", [combination for combination in product((False, True), repeat=3) if any(combination)])
def test_the_first_shut_gate_answers_whatever_the_trigger(trigger: Trigger, shut: tuple[bool, bool, bool]) -> None:
    gates = [gate for gate, is_shut in zip(GATES, shut, strict=True) if is_shut]
    changes = {name: value for gate in gates for name, value in GATES[gate].items()}
    decision = decide(facts(trigger=trigger, **changes))
    assert (decision.verdict, decision.reason) == (Verdict.CONTINUE, gates[0])
    assert decision.needs == ()


@pytest.mark.parametrize(("trigger", "verdict"), OPEN_VERDICTS.items())
@pytest.mark.parametrize(
    ("margin", "closes", "soon"),
    [
        (0, CLOSES, False),
        (9, CLOSES, False),
        (10, CLOSES, True),
        (30, CLOSES, True),
        (30, None, False),
    ],
)
def test_only_offers_stop_before_closing(
    trigger: Trigger, verdict: Verdict, margin: int, closes: datetime | None, soon: bool
) -> None:
    hours = replace(OPEN, closes_at=closes)
    decision = decide(facts(trigger=trigger, availability=hours, closing_margin=timedelta(minutes=margin)))
    if soon and verdict is Verdict.OFFER:
        assert (decision.verdict, decision.reason) == (Verdict.CONTINUE, Reason.CLOSING_SOON)
        assert "connect" not in decision.sentence
    else:
        assert (decision.verdict, decision.reason) == (verdict, Reason(trigger.value))


def test_a_playbook_that_asks_first_offers() -> None:
    decision = decide(facts(trigger=Trigger.PLAYBOOK, ask_first=True))
    assert (decision.verdict, decision.reason) == (Verdict.OFFER, Reason.PLAYBOOK)
    late = decide(facts(trigger=Trigger.PLAYBOOK, ask_first=True, closing_margin=timedelta(minutes=15)))
    assert late.reason is Reason.CLOSING_SOON


@pytest.mark.parametrize("trigger", [Trigger.CUSTOMER_REQUEST, Trigger.OFFER_ACCEPTED, Trigger.STUCK, Trigger.AGENT])
def test_asking_first_concerns_playbooks_only(trigger: Trigger) -> None:
    assert decide(facts(trigger=trigger, ask_first=True)).verdict is OPEN_VERDICTS[trigger]


@pytest.mark.parametrize("trigger", [None, *Trigger])
@pytest.mark.parametrize("changes", [{}, *GATES.values(), {"closing_margin": timedelta(hours=1)}])
def test_an_open_handoff_answers_first_and_the_agent_is_silent(
    trigger: Trigger | None, changes: dict[str, object]
) -> None:
    decision = decide(facts(trigger=trigger, already_handed_off=True, exchanges=9, **changes))
    assert (decision.verdict, decision.reason) == (Verdict.HAND_OFF, Reason.ALREADY_HANDED_OFF)
    assert (decision.sentence, decision.exit_hint, decision.needs) == ("", False, ())


@pytest.mark.parametrize("changes", [{}, *GATES.values(), {"closing_margin": timedelta(hours=1)}])
def test_without_a_trigger_nothing_happens_and_nothing_is_said(changes: dict[str, object]) -> None:
    decision = decide(facts(**changes))
    assert (decision.verdict, decision.reason, decision.sentence) == (Verdict.CONTINUE, Reason.NO_TRIGGER, "")


@pytest.mark.parametrize("trigger", [Trigger.STUCK, Trigger.AGENT, Trigger.PLAYBOOK])
def test_an_offer_asks_the_customer(trigger: Trigger) -> None:
    sentence = decide(facts(trigger=trigger, ask_first=True)).sentence
    assert "Would you like me to connect you with" in sentence
    assert sentence.endswith("?")


@pytest.mark.parametrize(
    ("now", "opens", "back"),
    [
        (datetime(2025, 3, 3, 8, tzinfo=NEW_YORK), datetime(2025, 3, 3, 9, tzinfo=NEW_YORK), "today at 9:00 AM"),
        (datetime(2025, 3, 3, 18, tzinfo=NEW_YORK), OPENS, "tomorrow at 9:00 AM"),
        (datetime(2025, 3, 4, 1, tzinfo=ZoneInfo("UTC")), OPENS, "tomorrow at 9:00 AM"),
        (NOW, datetime(2025, 3, 7, 13, 15, tzinfo=NEW_YORK), "on Friday at 1:15 PM"),
        (NOW, datetime(2025, 3, 10, 0, 0, tzinfo=NEW_YORK), "on Monday, 10 March at 12:00 AM"),
        (NOW, datetime(2025, 3, 5, 12, 0, tzinfo=NEW_YORK), "on Wednesday at 12:00 PM"),
    ],
)
@pytest.mark.parametrize("trigger", [Trigger.CUSTOMER_REQUEST, Trigger.OFFER_ACCEPTED])
def test_who_asks_while_closed_is_told_when_the_team_is_back(
    trigger: Trigger, now: datetime, opens: datetime, back: str
) -> None:
    decision = decide(facts(trigger=trigger, now=now, availability=replace(CLOSED, next_open_at=opens)))
    assert f"{back} (America/New_York time)" in decision.sentence
    assert "isn't there right now" in decision.sentence
    assert "keep helping" in decision.sentence
    assert decision.next_open_at == opens


def test_who_asks_a_team_that_never_opens_is_told_no_time() -> None:
    never = Availability(False, "Mars/Phobos", unknown_timezone=True)
    sentence = decide(facts(trigger=Trigger.CUSTOMER_REQUEST, availability=never)).sentence
    assert "isn't available at the moment" in sentence
    assert "Mars" not in sentence


@pytest.mark.parametrize("trigger", [Trigger.CUSTOMER_REQUEST, Trigger.OFFER_ACCEPTED])
@pytest.mark.parametrize("changes", GATES.values(), ids=[reason.value for reason in GATES])
def test_who_asks_in_vain_is_told_the_other_ways(trigger: Trigger, changes: dict[str, object]) -> None:
    decision = decide(facts(trigger=trigger, contacts=WAYS, **changes))
    assert decision.contacts == WAYS
    assert decision.sentence.endswith("You can also write to help@shop.example or call +1 555 0100.")


@pytest.mark.parametrize("trigger", [None, *Trigger])
@pytest.mark.parametrize(
    "changes", [{}, {"already_handed_off": True}, {"closing_margin": timedelta(hours=1)}, *GATES.values()]
)
def test_nobody_else_is_sent_away(trigger: Trigger | None, changes: dict[str, object]) -> None:
    wants = trigger in (Trigger.CUSTOMER_REQUEST, Trigger.OFFER_ACCEPTED)
    if wants and changes in GATES.values():
        return
    decision = decide(facts(trigger=trigger, contacts=WAYS, **changes))
    assert decision.contacts == NO_CONTACTS
    assert "You can also" not in decision.sentence


@pytest.mark.parametrize("trigger", Trigger)
@pytest.mark.parametrize("changes", GATES.values())
def test_while_a_gate_is_shut_no_sentence_suggests_a_transfer(trigger: Trigger, changes: dict[str, object]) -> None:
    sentence = decide(facts(trigger=trigger, **changes)).sentence.lower()
    assert not any(word in sentence for word in ("connect", "transfer", "would you like", "hand you"))


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({}, True),
        ({"exchanges": EXIT_HINT_EXCHANGES - 1}, False),
        ({"trigger": Trigger.STUCK}, True),
        ({"trigger": Trigger.CUSTOMER_REQUEST}, False),
        ({"enabled": False}, False),
        ({"provider": ""}, False),
        ({"availability": CLOSED}, False),
        ({"closing_margin": timedelta(minutes=10)}, False),
    ],
)
def test_the_way_to_a_human_is_shown_only_where_it_leads_to_one(changes: dict[str, object], hint: bool) -> None:
    given = {"exchanges": EXIT_HINT_EXCHANGES, **changes}
    assert decide(facts(**given)).exit_hint is hint


def test_the_number_of_turns_alone_never_offers() -> None:
    assert decide(facts(exchanges=500)).verdict is Verdict.CONTINUE


def test_a_decision_carries_the_hours() -> None:
    decision = decide(facts(trigger=Trigger.STUCK))
    assert (decision.open_now, decision.next_open_at, decision.closes_at) == (True, OPENS, CLOSES)
    assert (decision.next_change_at, decision.timezone) == (CLOSES, "America/New_York")


def test_an_offer_is_not_put_in_the_same_words_again() -> None:
    first = decide(facts(trigger=Trigger.STUCK)).sentence
    second = decide(facts(trigger=Trigger.STUCK, said=(f"Hm. {first}",))).sentence
    third = decide(facts(trigger=Trigger.STUCK, said=(first, second))).sentence
    assert len({first, second, third}) == 3
    assert all(sentence.endswith("?") for sentence in (first, second, third))


@pytest.mark.parametrize("trigger", [Trigger.STUCK, Trigger.AGENT])
def test_once_it_was_offered_in_all_its_wordings_no_more_is_offered(trigger: Trigger) -> None:
    said: list[str] = []
    while (decided := decide(facts(trigger=trigger, said=tuple(said)))).verdict is Verdict.OFFER:
        said.append(decided.sentence)
    assert (decided.reason, decided.verdict) == (Reason.ALREADY_OFFERED, Verdict.CONTINUE)
    assert 3 <= len(said) == len(set(said))


def test_who_asks_for_a_human_gets_one_however_often_it_was_offered() -> None:
    said = tuple(decide(facts(trigger=Trigger.STUCK)).sentence for _ in range(9))
    assert decide(facts(trigger=Trigger.CUSTOMER_REQUEST, said=said)).verdict is Verdict.HAND_OFF


def test_a_no_is_taken_for_a_no_in_words() -> None:
    decision = decide(facts(declined=True))
    assert (decision.verdict, decision.reason) == (Verdict.CONTINUE, Reason.NO_TRIGGER)
    assert decision.sentence


def test_what_is_said_is_in_the_conversations_language() -> None:
    decision = decide(facts(trigger=Trigger.CUSTOMER_REQUEST, wording=Wording("de")))
    assert decision.language == "de"
    assert "Team" in decision.sentence


def test_the_merchants_own_sentence_takes_the_place_of_ours() -> None:
    own = Wording("en", {"en": {"hand_off": "One moment, my colleagues are coming."}})
    assert decide(facts(trigger=Trigger.TOPIC, wording=own)).sentence == "One moment, my colleagues are coming."


def test_a_customer_elsewhere_is_told_their_own_time() -> None:
    there = facts(trigger=Trigger.CUSTOMER_REQUEST, availability=CLOSED, customer_timezone="Europe/Berlin")
    assert "3:00 PM" in decide(there).sentence


def read(*kinds: tuple[str, int]) -> Cues:
    """Cues with one sign each, `("stuck", 2)`."""
    found: dict[str, tuple[Sign, ...]] = {}
    for name, turn in kinds:
        found[name] = (*found.get(name, ()), Sign(SignKind.NOT_HELPED, turn))
    return Cues(**found)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cues", "asked", "trigger", "evidence"),
    [
        (Cues(), None, None, ()),
        (read(("asks_for_human", 4)), None, Trigger.CUSTOMER_REQUEST, (4,)),
        (read(("accepts_offer", 4)), None, Trigger.OFFER_ACCEPTED, (4,)),
        (read(("stuck", 2), ("stuck", 4)), None, Trigger.STUCK, (2, 4)),
        (read(("declines_offer", 4)), None, None, ()),
        (read(("declines_offer", 2), ("stuck", 10)), None, Trigger.STUCK, (10,)),
        (
            read(("asks_for_human", 4), ("accepts_offer", 4), ("stuck", 4)),
            Trigger.AGENT,
            Trigger.CUSTOMER_REQUEST,
            (4,),
        ),
        (read(("accepts_offer", 4), ("stuck", 2)), Trigger.PLAYBOOK, Trigger.OFFER_ACCEPTED, (4,)),
        (read(("topic", 4), ("stuck", 2)), None, Trigger.TOPIC, (4,)),
        (read(("topic", 4)), Trigger.PLAYBOOK, Trigger.PLAYBOOK, ()),
        (Cues(offers_nothing=True), Trigger.AGENT, None, ()),
        (Cues(offers_nothing=True), Trigger.PLAYBOOK, Trigger.PLAYBOOK, ()),
        (read(("stuck", 2)), Trigger.PLAYBOOK, Trigger.PLAYBOOK, ()),
        (read(("stuck", 2)), Trigger.AGENT, Trigger.STUCK, (2,)),
        (Cues(), Trigger.AGENT, Trigger.AGENT, ()),
        (Cues(), Trigger.OFFER_ACCEPTED, Trigger.OFFER_ACCEPTED, ()),
    ],
)
def test_the_strongest_trigger_counts(
    cues: Cues, asked: Trigger | None, trigger: Trigger | None, evidence: tuple[int, ...]
) -> None:
    found, signs = strongest_trigger(cues, asked)
    assert (found, turns_of(signs)) == (trigger, evidence)
