"""The demo shop's AI agent against the real API over HTTP: the loop that a merchant's runtime has."""

from __future__ import annotations

import pytest
from pytest_django.live_server_helper import LiveServer

from agents.models import Agent
from demo.api import ApiError, HandoffApi
from demo.assistant import DECLINED, KNOWN, NOT_KNOWN, ORDERS, SHIPPING, Reply, ScriptedAssistant, known_answer
from demo.conversations import AGENT, CUSTOMER, NOTE, Conversation, Conversations, Line
from demo.open_chats import BACK
from demo.platforms import PLATFORMS
from demo.runtime import Runtime
from demo.seed import PLAYBOOK
from demo.wishes import ASK_EMAIL, email_in
from handoff import chats, sentences
from handoff.chats import Receipt
from handoff.models import Handoff, SupportProvider
from handoff.sentences import Contacts
from playbooks.instructions import PublishedPlaybook, compile_playbooks
from tests import builders


class Shop:
    """A Brand, one Agent of it, and a customer who chats with the runtime."""

    def __init__(
        self,
        url: str,
        *,
        enabled: bool = True,
        windows: list[tuple[int, int, int]] | None = None,
        kind: str = "zendesk",
        **settings: dict[str, str],
    ) -> None:
        brand = builders.a_brand()
        self.agent = builders.an_agent(brand, enabled=enabled)
        self.provider: SupportProvider = builders.a_provider(brand, kind, windows=windows, **settings)
        builders.a_playbook(brand, self.agent, text=PLAYBOOK)
        self.key = builders.an_api_key(brand)
        self.runtime = Runtime(HandoffApi(url, self.key), ScriptedAssistant())
        self.conversation = Conversations().begin(str(self.agent.pk))
        self.runtime.greet(self.conversation)

    def say(self, *texts: str) -> str:
        """What the AI agent answers to the last of them; "" when it is silent."""
        for text in texts:
            before = len(self.conversation.lines)
            self.runtime.hear(self.conversation, text)
            answers = [line.text for line in self.conversation.lines[before + 1 :] if line.who == AGENT]
        return " ".join(answers)

    def get_stuck(self) -> str:
        return self.say("Where is my order?", "That doesn't help")


@pytest.fixture
def shop(transactional_db: None, live_server: LiveServer) -> Shop:
    return Shop(live_server.url)


def test_it_answers_what_it_knows(shop: Shop) -> None:
    assert shop.say("How much is shipping?") == SHIPPING
    assert shop.conversation.handoff is None


def test_a_no_in_the_customers_own_words_is_understood_and_nagged_about_no_more(shop: Shop) -> None:
    shop.get_stuck()
    assert shop.say("no") == DECLINED
    assert shop.say("That doesn't help") == NOT_KNOWN
    assert shop.conversation.offer is None


def test_a_stuck_customer_is_offered_a_person_and_says_yes_by_button(shop: Shop) -> None:
    question = shop.get_stuck()
    assert shop.conversation.offer
    assert question == shop.conversation.offer.sentence
    shop.runtime.accept(shop.conversation)
    assert shop.conversation.handoff
    assert shop.conversation.handoff.launch_token
    assert shop.conversation.offer is None


def test_a_yes_in_words_is_taken_too(shop: Shop) -> None:
    shop.get_stuck()
    shop.say("Yes, please")
    assert shop.conversation.handoff


def test_a_no_is_respected_and_the_agent_helps_on(shop: Shop) -> None:
    shop.get_stuck()
    shop.runtime.decline(shop.conversation)
    assert shop.conversation.offer is None
    assert shop.say("How much is shipping?") == SHIPPING
    assert not Handoff.objects.exists()


def test_while_people_have_the_conversation_the_agent_is_silent(shop: Shop) -> None:
    shop.say("I want to talk to a person")
    assert shop.conversation.handoff
    assert shop.say("Hello?") == ""
    assert shop.say("Where is my order?") == ""
    assert shop.say("I want to talk to a person") == ""
    assert Handoff.objects.count() == 1


def test_given_back_it_helps_again(shop: Shop) -> None:
    shop.say("I want to talk to a person")
    assert shop.conversation.handoff
    shop.runtime.api.return_to_agent(shop.conversation.handoff.id)
    shop.runtime.look(shop.conversation)
    assert shop.conversation.handoff is None
    assert shop.conversation.lines[-1].text == BACK
    assert shop.say("How much is shipping?") == SHIPPING


def test_given_back_unseen_it_helps_again_at_the_next_word(shop: Shop) -> None:
    shop.say("I want to talk to a person")
    assert shop.conversation.handoff
    shop.runtime.api.return_to_agent(shop.conversation.handoff.id)
    assert shop.say("How much is shipping?") == SHIPPING
    assert shop.conversation.handoff is None


def test_a_chat_that_did_not_open_is_told_and_given_up(shop: Shop) -> None:
    SupportProvider.objects.update(contact_email="help@shop.example")
    shop.say("I want to talk to a person")
    shop.runtime.give_up(shop.conversation)
    assert shop.conversation.handoff is None
    told = sentences.failed(sentences.Wording(), Contacts(email="help@shop.example"))
    assert shop.conversation.lines[-1].text == told
    assert Handoff.objects.get().ended_at
    assert shop.say("How much is shipping?") == SHIPPING


def test_a_chat_that_the_browser_reported_as_failed_is_told_with_the_other_ways(shop: Shop) -> None:
    SupportProvider.objects.update(contact_phone="+1 555 0100")
    shop.say("I want to talk to a person")
    chats.record_receipt(Handoff.objects.get().pk, Receipt(chats.FAILED, "widget_blocked"))
    shop.runtime.look(shop.conversation)
    assert shop.conversation.handoff is None
    assert shop.conversation.lines[-1].text.endswith("You can also call +1 555 0100.")


def test_an_old_launch_token_is_renewed_by_repeating_the_start(shop: Shop) -> None:
    shop.say("I want to talk to a person")
    assert shop.conversation.handoff
    handoff = shop.conversation.handoff.id
    shop.conversation.handoff.launch_token = "old"
    shop.runtime.renew(shop.conversation)
    assert shop.conversation.handoff.launch_token != "old"
    assert shop.conversation.handoff.id == handoff
    assert Handoff.objects.count() == 1


def test_the_playbooks_directive_is_named_where_its_situation_comes_up(shop: Shop) -> None:
    answer = shop.say("My mug arrived broken")
    assert shop.conversation.handoff
    assert Handoff.objects.get().trigger == "playbook"
    assert answer.startswith("I'm sorry about that")


def test_the_toggle_off_means_help_and_no_word_of_a_transfer(transactional_db: None, live_server: LiveServer) -> None:
    shop = Shop(live_server.url, enabled=False)
    said = [shop.get_stuck(), shop.say("That doesn't help"), shop.say("I want to talk to a person")]
    said.append(shop.say("My mug arrived broken"))
    assert all(said)
    assert not any(word in " ".join(said).lower() for word in ("person", "team", "colleague", "connect", "transfer"))
    assert shop.conversation.offer is None
    assert not Handoff.objects.exists()


def test_the_toggle_off_still_names_the_merchants_other_ways(transactional_db: None, live_server: LiveServer) -> None:
    shop = Shop(live_server.url, enabled=False)
    SupportProvider.objects.update(contact_page="https://shop.example/help")
    assert shop.say("I want to talk to a person").endswith("You can also visit https://shop.example/help.")
    assert "https" not in shop.get_stuck()


def test_outside_the_hours_a_wish_is_answered_with_the_given_sentence(
    transactional_db: None, live_server: LiveServer
) -> None:
    shop = Shop(live_server.url, windows=[])
    assert shop.get_stuck() != ""
    assert shop.conversation.offer is None
    decision = shop.runtime.api.decide(
        str(shop.agent.pk),
        {"conversation": "x", "transcript": [{"role": "user", "text": "I want to talk to a person"}]},
    )
    assert shop.say("I want to talk to a person") == decision["sentence"]
    assert not Handoff.objects.exists()


def test_switched_off_between_the_offer_and_the_yes_the_agent_goes_on_helping(shop: Shop) -> None:
    shop.get_stuck()
    Agent.objects.update(handoff_enabled=False)
    shop.runtime.accept(shop.conversation)
    assert shop.conversation.handoff is None
    assert shop.conversation.lines[-1].who == AGENT
    assert shop.say("How much is shipping?") == SHIPPING


def test_without_the_api_it_goes_on_helping() -> None:
    runtime = Runtime(HandoffApi("http://127.0.0.1:9", "none"), ScriptedAssistant())
    conversation = Conversation("agent")
    runtime.hear(conversation, "How much is shipping?")
    assert conversation.lines[-1].text == SHIPPING


def test_a_refusal_names_its_code(transactional_db: None, live_server: LiveServer) -> None:
    with pytest.raises(ApiError) as refused:
        HandoffApi(live_server.url, "wrong").agents()
    assert (refused.value.status, refused.value.code) == (401, "invalid_key")


# The platform needs something of the customer first


@pytest.fixture
def asking_shop(transactional_db: None, live_server: LiveServer) -> Shop:
    gladly = PLATFORMS["gladly"]
    return Shop(live_server.url, kind="gladly", settings=gladly.settings, secrets=gladly.secrets)


def handed_off() -> dict[str, str]:
    """What the one handoff says of its trigger and of the customer."""
    [handoff] = Handoff.objects.select_related("conversation")
    return {"trigger": handoff.trigger, **handoff.conversation.customer}


def test_a_customer_who_asks_for_a_person_is_asked_for_an_address_first(asking_shop: Shop) -> None:
    assert asking_shop.say("I want to talk to a person") == ASK_EMAIL
    assert asking_shop.conversation.handoff is None
    assert asking_shop.say("Sure, it's ana@example.com.") == sentences.hand_off(sentences.Wording())
    assert asking_shop.conversation.handoff
    assert handed_off() == {"trigger": "customer_request", "email": "ana@example.com"}


@pytest.mark.parametrize("answer", ["no", "I'd rather not say", "Never mind", "Where is my order?", "@", "ana@example"])
def test_who_gives_no_address_is_handed_off_without_and_asked_no_more(asking_shop: Shop, answer: str) -> None:
    asking_shop.say("I want to talk to a person")
    assert asking_shop.say(answer) == sentences.hand_off(sentences.Wording())
    assert handed_off() == {"trigger": "customer_request"}
    assert asking_shop.conversation.handoff
    asking_shop.runtime.api.return_to_agent(asking_shop.conversation.handoff.id)
    assert asking_shop.say("I want to talk to a person") == sentences.hand_off(sentences.Wording())


def test_an_accepted_offer_is_not_lost_over_the_question(asking_shop: Shop) -> None:
    asking_shop.get_stuck()
    asking_shop.runtime.accept(asking_shop.conversation)
    assert asking_shop.conversation.lines[-1].text == ASK_EMAIL
    asking_shop.say("ana@example.com")
    assert handed_off() == {"trigger": "offer_accepted", "email": "ana@example.com"}


def test_nor_is_a_yes_in_words(asking_shop: Shop) -> None:
    asking_shop.get_stuck()
    assert asking_shop.say("Yes, please") == ASK_EMAIL
    asking_shop.say("ana@example.com")
    assert handed_off() == {"trigger": "offer_accepted", "email": "ana@example.com"}


def test_nor_what_the_playbook_says(asking_shop: Shop) -> None:
    assert asking_shop.say("My mug arrived broken") == ASK_EMAIL
    assert asking_shop.say("ana@example.com").startswith("I'm sorry about that")
    assert handed_off() == {"trigger": "playbook", "email": "ana@example.com"}


def test_the_address_is_known_from_then_on(asking_shop: Shop) -> None:
    asking_shop.say("I want to talk to a person", "ana@example.com")
    assert asking_shop.conversation.handoff
    asking_shop.runtime.api.return_to_agent(asking_shop.conversation.handoff.id)
    assert asking_shop.conversation.consultation()["customer"] == {"email": "ana@example.com"}
    assert asking_shop.say("I want to talk to a person") == sentences.hand_off(sentences.Wording())


def test_switched_off_while_the_customer_was_asked_the_agent_goes_on_helping(asking_shop: Shop) -> None:
    asking_shop.say("I want to talk to a person")
    Agent.objects.update(handoff_enabled=False)
    assert asking_shop.say("ana@example.com") == NOT_KNOWN
    assert asking_shop.conversation.handoff is None
    assert asking_shop.say("How much is shipping?") == SHIPPING


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("ana@example.com", "ana@example.com"),
        ("It's Ana.B+shop@mail.example.co.uk, thanks!", "Ana.B+shop@mail.example.co.uk"),
        ("(ana@example.com)", "ana@example.com"),
        ("ana@example", ""),
        ("I have none", ""),
    ],
)
def test_the_address_in_an_answer(text: str, email: str) -> None:
    assert email_in(text) == email


# The script


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Where is my order?", ORDERS),
        ("can you track it", ORDERS),
        ("What does delivery cost", SHIPPING),
        ("Do you sell kayaks?", NOT_KNOWN),
        ("", NOT_KNOWN),
    ],
)
def test_the_scripts_knowledge(text: str, answer: str) -> None:
    assert known_answer(text) == answer


def scripted(text: str, playbook: str, *, may_hand_off: bool = True) -> Reply:
    compiled = compile_playbooks([PublishedPlaybook("v1", "Test", playbook)])
    line = Line(CUSTOMER, text)
    return ScriptedAssistant().reply([line], {"text": compiled.text}, may_hand_off)


@pytest.mark.parametrize(
    ("text", "directive"),
    [
        ("My tent arrived damaged", "v1.1"),
        ("It is broken!", "v1.1"),
        ("Where is my order?", ""),
        ("My item is here, thanks", ""),
    ],
)
def test_the_script_sees_a_directives_situation(text: str, directive: str) -> None:
    assert scripted(text, PLAYBOOK).directive == directive


def test_the_script_says_what_the_playbook_quotes() -> None:
    assert scripted("Any wholesale prices?", PLAYBOOK).text.startswith("Wholesale orders begin at 20 pieces.")


def test_the_script_promises_no_colleague_where_no_handoff_is_possible() -> None:
    reply = scripted("My mug is broken", PLAYBOOK, may_hand_off=False)
    assert (reply.wants_handoff, reply.text) == (False, NOT_KNOWN)


def test_a_directive_that_an_author_adds_is_followed() -> None:
    playbook = "When a customer mentions a press enquiry, /Handoff to support."
    assert scripted("I have a press enquiry", playbook).wants_handoff
    assert not scripted("I have a question", playbook).wants_handoff


def test_no_answer_of_the_script_speaks_of_a_person() -> None:
    words = " ".join([NOT_KNOWN, *(answer for _, answer in KNOWN)]).lower()
    assert not any(word in words for word in ("person", "human", "team", "colleague"))


# What the shop remembers


def test_notes_are_no_turns() -> None:
    conversation = Conversation("agent")
    conversation.say(CUSTOMER, "Hi")
    conversation.say(NOTE, "The chat is over.")
    assert [turn["role"] for turn in conversation.transcript()] == ["customer"]


def test_the_oldest_conversation_is_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demo.conversations.MOST_KEPT", 2)
    kept = Conversations()
    first, second, third = (kept.begin("agent") for _ in range(3))
    assert kept.find(first.id) is None
    assert kept.find(second.id) is second
    assert kept.find(third.id) is third
