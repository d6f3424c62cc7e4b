"""The pages that test the handoff, for each role, and never beyond the Brand."""

from __future__ import annotations

from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from agents.models import Agent, Brand, Role
from handoff import delivery, services, tokens, transitions
from handoff.models import ChatStatus, ContextStatus, CredentialStatus, Handoff, HandoffTrial
from handoff.providers.base import Customer
from handoff.trials import credential_check, starting
from tests.admin_builders import CANARY, SECRET, a_client, a_client_of, a_person
from tests.builders import SHOP_ORIGIN, a_brand, a_consultation, a_provider, an_agent
from tests.stand_ins import StandIns
from tests.test_admin_pages import OUR_OWN_WORDS, text_of

pytestmark = pytest.mark.django_db

NEW = "/admin/handoff/handofftrial/new/"
TOKEN = "stand-in-a-canary-of-a-token"


@pytest.fixture
def agent(stand_ins: StandIns) -> Agent:
    brand = a_brand("Northwind")
    a_provider(brand, "intercom", secrets={"access_token": TOKEN})
    return an_agent(brand, "Helper")


def a_trial(agent: Agent) -> HandoffTrial:
    return starting.start_trial(agent.brand, agent.pk, starting.SAMPLE, starting.tester(1, "tess@example.com"))


def a_finished_trial(agent: Agent) -> HandoffTrial:
    trial = a_trial(agent)
    credential_check.check(trial.pk)
    delivery.deliver(trial.handoff_id)
    return trial


def url(name: str, trial: HandoffTrial) -> str:
    return reverse(f"admin:{name}", args=[trial.pk])


def words_of(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    return " ".join(unescape(text_of(answer.content.decode())).split())


def shown(agent: Agent, trial: HandoffTrial, role: Role = Role.ADMIN) -> str:
    return words_of(a_client_of(agent.brand, role).get(url("trial", trial)))


def start(client: Client, agent: Agent, conversation: object = "sample") -> HttpResponse:
    return client.post(NEW, {"agent": str(agent.pk), "conversation": str(conversation)})


def test_the_sample_is_shown_in_full_and_started(agent: Agent) -> None:
    person = a_person(agent.brand)
    client = a_client(person)
    words = words_of(client.get(NEW))
    for turn in starting.SAMPLE:
        assert turn.text in words
    answer = start(client, agent)
    trial = HandoffTrial.objects.get()
    assert answer["Location"] == url("trial", trial)
    assert trial.handoff.conversation.customer == {"email": person.email, "name": "Test customer"}
    assert trial.handoff.conversation.transcript() == starting.SAMPLE


def test_a_person_without_an_address_tests_all_the_same(agent: Agent) -> None:
    person = User.objects.create_user("operator", is_staff=True, is_superuser=True)
    start(a_client(person), agent)
    customer = Handoff.objects.get().conversation.customer
    assert customer == {"id": f"handoff-test-{person.pk}", "name": "Test customer"}


def test_one_of_the_agents_own_conversations_is_chosen_by_its_first_words(agent: Agent) -> None:
    known = Customer(email="ana@example.com", name="Ana Lima")
    services.decide(agent.brand, agent.pk, a_consultation("A human, <b>please</b>!", customer=known))
    a_trial(agent)
    client = a_client_of(agent.brand)
    html = client.get(NEW).content.decode()
    assert "A human, &lt;b&gt;please&lt;/b&gt;!" in html
    assert html.count('name="conversation"') == 2
    real = agent.conversations.get(is_test=False)
    start(client, agent, real.pk)
    newest = HandoffTrial.objects.first()
    assert newest is not None
    assert newest.handoff.conversation.transcript() == real.transcript()
    assert "ana@example.com" not in str(newest.handoff.conversation.customer)


def test_only_the_last_twenty_are_listed(agent: Agent) -> None:
    for number in range(22):
        services.decide(agent.brand, agent.pk, a_consultation(f"A human please, number {number}."))
    html = a_client_of(agent.brand).get(NEW).content.decode()
    assert html.count('name="conversation"') == 21
    assert "number 21." in html
    assert "number 1." not in html


def test_the_agent_is_chosen_first(agent: Agent) -> None:
    other = an_agent(agent.brand, "Gift finder", enabled=False)
    services.decide(agent.brand, agent.pk, a_consultation("Only the Helper heard: I want to talk to a human."))
    client = a_client_of(agent.brand)
    assert "Only the Helper heard" in client.get(NEW).content.decode()
    assert "Only the Helper heard" not in client.get(NEW, {"agent": other.pk}).content.decode()


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.VIEWER])
def test_only_admins_test(agent: Agent, role: Role) -> None:
    trial, client = a_trial(agent), a_client_of(agent.brand, role)
    assert start(client, agent).status_code == 403
    assert client.post(url("trial_open", trial), {"origin": SHOP_ORIGIN}).status_code == 403
    assert client.post(url("trial_end", trial)).status_code == 403
    assert HandoffTrial.objects.count() == 1
    assert "Start the test" not in words_of(client.get(NEW))
    words = words_of(client.get(url("trial", trial)))
    assert "Delivery" in words
    assert "End the test" not in words


def test_who_is_not_logged_in_sees_nothing(agent: Agent) -> None:
    trial = a_trial(agent)
    for address in (NEW, url("trial", trial), url("trial_progress", trial)):
        assert Client().get(address).status_code == 302
    assert Client().post(url("trial_open", trial), {"origin": SHOP_ORIGIN}).status_code == 302


def test_nothing_of_another_brand_is_known(agent: Agent) -> None:
    other = a_brand(CANARY)
    a_provider(other)
    theirs = an_agent(other, CANARY)
    services.decide(other, theirs.pk, a_consultation(f"{CANARY}: I want to talk to a human."))
    own, conversation = an_agent(agent.brand), theirs.conversations.get()
    trial, client = a_trial(theirs), a_client_of(agent.brand)
    assert client.get(NEW, {"agent": theirs.pk}).status_code == 404
    assert start(client, theirs).status_code == 404
    assert start(client, own, conversation.pk).status_code == 404
    for name in ("trial", "trial_progress"):
        assert client.get(url(name, trial)).status_code == 404
    for name in ("trial_open", "trial_end"):
        assert client.post(url(name, trial), {"origin": SHOP_ORIGIN}).status_code == 404
    assert CANARY not in client.get(NEW).content.decode()
    trial.handoff.refresh_from_db()
    assert trial.handoff.ended_at is None


@pytest.mark.parametrize("conversation", ["", "0", "-1", "9" * 30, "1.5", "x", "²"])
def test_a_conversation_that_is_none_is_unknown(agent: Agent, conversation: str) -> None:
    assert start(a_client_of(agent.brand), agent, conversation).status_code == 404
    assert not HandoffTrial.objects.exists()


@pytest.mark.parametrize("wanted", ["x", "0", "d60b96dc-1691-4ba0-b2a1-e6b018d4b267"])
def test_an_agent_that_is_none_is_unknown(agent: Agent, wanted: str) -> None:
    client = a_client_of(agent.brand)
    assert client.get(NEW, {"agent": wanted}).status_code == 404
    assert client.post(NEW, {"agent": wanted}).status_code == 404


def test_another_agents_conversation_is_not_this_ones(agent: Agent) -> None:
    services.decide(agent.brand, agent.pk, a_consultation())
    other = an_agent(agent.brand)
    assert start(a_client_of(agent.brand), other, agent.conversations.get().pk).status_code == 404


def test_without_agent_or_provider_the_page_says_what_to_do_first() -> None:
    brand = a_brand()
    client = a_client_of(brand)
    assert "There is no Agent yet" in words_of(client.get(NEW))
    agent = an_agent(brand)
    assert "Choose a support chat provider first" in words_of(client.get(NEW))
    answer = client.post(NEW, {"agent": str(agent.pk)}, follow=True)
    assert "Choose a support chat provider first" in words_of(answer)


def test_too_many_tests_are_refused_in_plain_words(agent: Agent) -> None:
    client = a_client_of(agent.brand)
    for _ in range(starting.MOST_IN_AN_HOUR):
        start(client, agent)
    answer = client.post(NEW, {"agent": str(agent.pk), "conversation": "sample"}, follow=True)
    assert "Your Brand has started 10 tests within an hour" in words_of(answer)


@pytest.mark.parametrize("role", Role)
def test_each_step_shows_its_result_and_no_secret(agent: Agent, role: Role) -> None:
    trial = a_finished_trial(agent)
    words = shown(agent, trial, role)
    assert "Works so far: the chat has not been opened" in words
    for step in ("Credentials Accepted Intercom: Stand-in", "Decision Hands off", "Summary Without AI", "Delivered"):
        assert step in words
    assert f"Search for {trial.handoff.ref}" in words
    assert "[Test] Handed over by Helper" in words
    assert "Not opened yet" in words
    assert not OUR_OWN_WORDS.search(words)
    html = a_client_of(agent.brand, role).get(url("trial", trial)).content.decode()
    assert TOKEN not in html
    assert tokens.mint(trial.handoff_id).partition(":")[0] not in html


def test_what_is_under_way_is_asked_for_until_it_is_done(agent: Agent) -> None:
    trial, client = a_trial(agent), a_client_of(agent.brand)
    first = client.get(url("trial_progress", trial))
    assert "data-pending" in first.content.decode()
    assert "no-store" in first["Cache-Control"]
    words = words_of(first)
    for state in ("The test is running", "Being checked", "Being written", "On its way"):
        assert state in words
    assert "as soon as the summary is written" in words
    credential_check.check(trial.pk)
    delivery.deliver(trial.handoff_id)
    assert "data-pending" in client.get(url("trial_progress", trial)).content.decode()  # the chat may still be opened
    transitions.chat(trial.handoff, ChatStatus.OPENED, "", transitions.OPEN)
    done = client.get(url("trial_progress", trial))
    assert "data-pending" not in done.content.decode()
    assert "It opened in a browser" in words_of(done)


def test_a_refused_token_is_told_with_how_to_mend_it(agent: Agent, stand_ins: StandIns) -> None:
    stand_ins.fail(host="api.intercom.io", status=401, times=9)
    words = shown(agent, a_finished_trial(agent))
    assert "Something needs mending" in words
    assert "Rejected Intercom does not accept what is saved. Copy it from Intercom again" in words
    assert "Delivery Failed Api.intercom.io refused the request (401)." in words


def test_a_passing_fault_is_tried_again(agent: Agent, stand_ins: StandIns) -> None:
    stand_ins.fail(host="api.intercom.io", path_prefix="/contacts", status=500, times=9)
    words = shown(agent, a_finished_trial(agent))
    assert "Tried again soon Api.intercom.io refused the request (500)." in words


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"chat_status": "failed", "chat_reason": "widget_absent"}, "Put Intercom's chat widget on that page"),
        ({"chat_status": "failed", "chat_reason": "widget_blocked"}, "Let no ad blocker stop Intercom's chat widget"),
        ({"chat_status": "failed", "chat_reason": "widget_busy"}, "Close the chat that is open in Intercom"),
        ({"chat_status": "failed", "chat_reason": "team_unavailable"}, "Check in Intercom its own business hours"),
        ({"chat_status": "failed", "chat_reason": "something_new"}, "Look over Platform Services"),
        ({"chat_status": "closed"}, "Opened and closed"),
        ({"context_status": "unknown", "context_reason": "no_attempt_came_to_an_end"}, "Delivery Not known"),
        ({"context_status": "failed", "context_reason": "provider_changed"}, "Delivery Failed"),
        ({"context_status": "not_supported"}, "Intercom opens without context"),
        ({"context_status": "not_supported", "context_reason": "customer_wrote_nothing"}, "none appeared in Intercom"),
        ({"context_status": "not_supported", "context_reason": "email_unknown"}, "Let your AI agent ask the customer"),
        ({"context_status": "failed", "context_reason": "chat_not_found"}, "Look over the fields on Platform Services"),
        ({"context_via": "browser_fields", "next_due": None}, "It goes along with the chat"),
        ({"context_reason": "waits_for_chat"}, "Follows the chat"),
        (
            {
                "context_via": "prefilled",
                "context_status": "unknown",
                "context_reason": "ready_to_send",
                "next_due": None,
            },
            "ready to send",
        ),
        ({"context_via": "prefilled", "context_status": "delivered"}, "the browser confirmed it"),
    ],
    ids=str,
)
def test_every_end_has_its_words(agent: Agent, changes: dict[str, Any], expected: str) -> None:
    trial = a_trial(agent)
    Handoff.objects.filter(pk=trial.handoff_id).update(**changes)
    words = shown(agent, trial)
    assert expected in words
    assert not OUR_OWN_WORDS.search(words)


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ({"verdict": "offer", "reason": "stuck", "sentence": "Shall I?"}, "would ask first"),
        ({"verdict": "continue", "reason": "outside_hours", "sentence": "They're back at 8."}, "Your team is closed"),
        ({"verdict": "continue", "reason": "closing_soon", "sentence": ""}, "Your team closes soon"),
        ({"verdict": "continue", "reason": "handoff_disabled", "sentence": ""}, "off for this Agent"),
        ({"verdict": "continue", "reason": "no_trigger", "sentence": ""}, "Nothing in this conversation"),
    ],
)
def test_the_decision_is_told_truthfully(agent: Agent, decision: dict[str, str], expected: str) -> None:
    trial = a_trial(agent)
    HandoffTrial.objects.update(decision=decision)
    words = shown(agent, trial)
    assert expected in words
    assert "This test hands off all the same." in words


@pytest.mark.parametrize(
    ("credentials", "expected"),
    [("none", "Nothing to check"), ("unreachable", "Could not be checked"), ("accepted", "Intercom accepts what is")],
)
def test_the_credentials_have_their_words(agent: Agent, credentials: str, expected: str) -> None:
    trial = a_trial(agent)
    HandoffTrial.objects.update(credentials=CredentialStatus(credentials))
    assert expected in shown(agent, trial)


def test_what_people_said_is_never_html(agent: Agent) -> None:
    agent.name = "<i>Helper</i>"
    agent.save()
    told = a_consultation("<script>alert(1)</script> I want a human").transcript
    trial = starting.start_trial(agent.brand, agent.pk, told, starting.tester(1, ""))
    credential_check.check(trial.pk)
    delivery.deliver(trial.handoff_id)
    html = a_client_of(agent.brand).get(url("trial", trial)).content.decode()
    assert "<script>alert" not in html
    assert "<i>Helper" not in html
    assert "‹script›alert(1)" in html


def test_the_team_sees_what_the_browser_will_carry() -> None:
    brand = a_brand()
    a_provider(brand, "zendesk", settings={"summary_field_id": "360", "tag": "ai"}, secrets={"unused": SECRET})
    agent = an_agent(brand)
    words = shown(agent, a_finished_trial(agent))
    assert "Ticket field 360 [Test] This is a test handoff" in words
    assert "Ticket tags ai" in words


def test_the_button_leads_to_the_shop_with_a_token_behind_the_hash(agent: Agent) -> None:
    trial, client = a_trial(agent), a_client_of(agent.brand)
    answer = client.post(url("trial_open", trial), {"origin": SHOP_ORIGIN})
    assert answer.status_code == 303
    assert "no-store" in answer["Cache-Control"]
    address = urlsplit(answer["Location"])
    assert (f"{address.scheme}://{address.netloc}", address.path, address.query) == (SHOP_ORIGIN, "/", "")
    [token] = parse_qs(address.fragment)["handoff-test"]
    assert tokens.read(token) == trial.handoff_id
    launch = Client().get(f"/storefront/v1/launches/{token}/", headers={"origin": SHOP_ORIGIN}).json()
    assert launch["test"] is True


@pytest.mark.parametrize(
    "origin", ["", "https://evil.example", f"{SHOP_ORIGIN}/", f"{SHOP_ORIGIN}.evil.example", "javascript:alert(1)"]
)
def test_no_other_place_is_opened(agent: Agent, origin: str) -> None:
    answer = a_client_of(agent.brand).post(url("trial_open", a_trial(agent)), {"origin": origin})
    assert answer.status_code == 404


def test_opening_and_ending_take_a_form_of_ours(agent: Agent) -> None:
    trial = a_trial(agent)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(a_person(agent.brand))
    for name in ("trial_open", "trial_end"):
        assert strict.post(url(name, trial), {"origin": SHOP_ORIGIN}).status_code == 403
        assert strict.get(url(name, trial)).status_code == 405
    assert start(strict, agent).status_code == 403


def test_an_ended_test_opens_nothing_any_more(agent: Agent) -> None:
    trial, client = a_trial(agent), a_client_of(agent.brand)
    assert "The test was ended." in words_of(client.post(url("trial_end", trial), follow=True))
    client.post(url("trial_end", trial))
    trial.handoff.refresh_from_db()
    assert trial.handoff.end_reason == "returned"
    answer = client.post(url("trial_open", trial), {"origin": SHOP_ORIGIN}, follow=True)
    words = words_of(answer)
    assert "This test is over" in words
    assert "Open the chat" not in words
    assert "The test ended before the chat was opened" in words


def test_without_a_storefront_the_page_says_where_to_name_it(agent: Agent) -> None:
    Brand.objects.update(storefront_origins=[])
    assert "Add your shop's address on the Storefront page" in shown(agent, a_trial(agent))


def test_a_real_launch_is_no_test(agent: Agent) -> None:
    real = services.start_handoff(agent.brand, agent.pk, a_consultation(customer=Customer(id="1")))
    launch = Client().get(f"/storefront/v1/launches/{tokens.mint(real.handoff.pk)}/").json()
    assert "test" not in launch


def test_the_chosen_platform_may_change_meanwhile(agent: Agent) -> None:
    trial = a_trial(agent)
    row = agent.brand.support_provider
    row.kind = "zendesk"
    row.save()
    credential_check.check(trial.pk)
    delivery.deliver(trial.handoff_id)
    trial.handoff.refresh_from_db()
    assert trial.handoff.context_status == ContextStatus.FAILED
    assert "Helper to Intercom" in shown(agent, trial)
