from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agents.transcripts import Turn
from handoff.providers import base
from handoff.providers.base import Customer, HandoffContext, ProviderError
from handoff.providers.intercom import Intercom
from handoff.providers.notes import paragraphs_of
from tests.providers.contract import CONTEXT, SECRET, SUMMARY, ProviderContract
from tests.providers.recorder import Recorder

BY_ID = "GET /contacts/find_by_external_id/42"
BY_EMAIL = "POST /contacts/search"
CREATE = "POST /contacts"
BEGIN = "POST /conversations"
SEARCH = "POST /conversations/search"
READ = "GET /conversations/777"
ME = "GET /me"
NOTE = "POST /conversations/777/reply"

CONTACT = {"type": "contact", "id": "c1", "role": "user"}
BEGUN = {"type": "user_message", "id": "not-this-one", "conversation_id": "777"}
FOUND_NONE = {"type": "conversation.list", "conversations": []}
WITHOUT_NOTE = {"conversation_parts": {"conversation_parts": [{"part_type": "comment", "body": f"Ref {CONTEXT.ref}"}]}}
WITH_NOTE = {
    "conversation_parts": {
        "conversation_parts": [{"part_type": "note", "body": f"<p>Handed over by X {CONTEXT.ref}</p>"}]
    }
}

PLAIN = {BY_ID: CONTACT, BEGIN: BEGUN, ME: {"id": "5017691"}, NOTE: {}}
ANONYMOUS = replace(CONTEXT, customer=Customer(name="Ana"))
WITH_TOKEN = Intercom({}, {"access_token": SECRET})


class TestContract(ProviderContract):
    provider = Intercom
    answers = PLAIN
    answers_when_there = {SEARCH: {"conversations": [{"id": "777"}]}, READ: WITH_NOTE}
    writes = (CREATE, BEGIN, NOTE)


def delivered(answers: dict[str, Any], context: HandoffContext = CONTEXT) -> tuple[Recorder, base.Delivery]:
    send = Recorder({**PLAIN, **answers})
    return send, WITH_TOKEN.deliver(context, send)


def failed(answers: dict[str, Any], context: HandoffContext = CONTEXT) -> tuple[Recorder, ProviderError]:
    send = Recorder({**PLAIN, **answers})
    with pytest.raises(ProviderError) as caught:
        WITH_TOKEN.deliver(context, send)
    return send, caught.value


def refused(status: int) -> ProviderError:
    return ProviderError(f"refused ({status})", permanent=status < 500 and status != 429, status=status)


def test_begins_a_conversation_and_adds_the_note() -> None:
    send, delivery = delivered({})
    assert delivery == base.Delivery(base.API, ref="777")
    assert send.steps == [BY_ID, BEGIN, ME, NOTE]
    assert all(sent.headers["Intercom-Version"] == "2.16" for sent in send.sent)
    assert all(sent.headers["Authorization"] == f"Bearer {SECRET}" for sent in send.sent)


def test_the_customer_sees_a_short_request_with_the_ref_as_a_word() -> None:
    send, _ = delivered({})
    assert send.body(BEGIN) == {
        "from": {"type": "user", "id": "c1"},
        "body": f"I'd like to talk to a person.\n\nRef {CONTEXT.ref}",
    }
    assert SUMMARY not in str(send.body(BEGIN))


def test_what_the_team_sees_is_what_is_sent() -> None:
    context = replace(CONTEXT, transcript=(Turn("customer", "5 < 6 & <b>bold</b>"),))
    send, _ = delivered({}, context)
    message, note = WITH_TOKEN.team_sees(context)
    assert "\n\n".join(message.paragraphs) == send.body(BEGIN)["body"]
    assert note.paragraphs == paragraphs_of(str(send.body(NOTE)["body"]))
    assert note.paragraphs[-1] == "[1] Customer: 5 < 6 & <b>bold</b>"


def test_the_note_of_a_test_begins_with_the_mark() -> None:
    send, _ = delivered({}, replace(CONTEXT, is_test=True))
    assert send.body(NOTE)["body"].startswith("<p><b>[Test] ")
    assert "[Test]" not in delivered({})[0].body(NOTE)["body"]


@pytest.mark.parametrize(("said", "whose"), [({"app": {"name": "Acme"}}, "Acme"), ({"app": None}, ""), ({}, "")])
def test_the_check_tells_whose_the_token_is(said: dict[str, Any], whose: str) -> None:
    send = Recorder({ME: said})
    assert WITH_TOKEN.check(send) == whose
    assert send.steps == [ME]


def test_a_refused_token_is_told_by_the_check() -> None:
    with pytest.raises(ProviderError) as caught:
        WITH_TOKEN.check(Recorder({ME: refused(401)}))
    assert caught.value.status == 401


def test_an_opening_that_has_the_ref_is_left_as_it_is() -> None:
    send, _ = delivered({}, replace(CONTEXT, opening=f"A person please, ref {CONTEXT.ref} thanks"))
    assert send.body(BEGIN)["body"] == f"A person please, ref {CONTEXT.ref} thanks"


def test_the_human_agent_alone_gets_summary_and_transcript() -> None:
    send, _ = delivered({})
    note = send.body(NOTE)
    assert (note["message_type"], note["type"], note["admin_id"]) == ("note", "admin", "5017691")
    assert SUMMARY in note["body"]
    assert "<b>[1] Customer:</b> Where is order 1234?" in note["body"]
    assert CONTEXT.ref in note["body"]


def test_the_merchants_note_author_saves_a_request() -> None:
    send = Recorder(dict(PLAIN))
    Intercom({"admin_id": "12"}, {"access_token": SECRET}).deliver(CONTEXT, send)
    assert ME not in send.steps
    assert send.body(NOTE)["admin_id"] == "12"


@pytest.mark.parametrize(
    ("region", "host"),
    [("us", "api.intercom.io"), ("eu", "api.eu.intercom.io"), ("au", "api.au.intercom.io"), ("", "api.intercom.io")],
)
def test_each_region_has_its_host(region: str, host: str) -> None:
    send = Recorder(dict(PLAIN))
    Intercom({"region": region}, {"access_token": SECRET}).deliver(CONTEXT, send)
    assert all(sent.url.startswith(f"https://{host}/") for sent in send.sent)


def test_a_customer_unknown_by_id_is_found_by_email() -> None:
    lead = {"data": [{"id": "c8", "role": "lead"}, {"id": "c9", "role": "user"}]}
    send, _ = delivered({BY_ID: refused(404), BY_EMAIL: lead})
    assert send.body(BY_EMAIL) == {"query": {"field": "email", "operator": "=", "value": "ana@example.com"}}
    assert send.body(BEGIN)["from"] == {"type": "user", "id": "c9"}


def test_a_lead_writes_as_a_lead() -> None:
    send, _ = delivered({BY_ID: refused(404), BY_EMAIL: {"data": [{"id": "c8", "role": "lead"}]}})
    assert send.body(BEGIN)["from"] == {"type": "lead", "id": "c8"}


def test_an_unknown_customer_is_created() -> None:
    send, _ = delivered({BY_ID: refused(404), BY_EMAIL: {"data": []}, CREATE: {"id": "c3", "role": "user"}})
    assert send.body(CREATE) == {"role": "user", "external_id": "42", "email": "ana@example.com", "name": "Ana"}
    assert send.body(BEGIN)["from"] == {"type": "user", "id": "c3"}


def test_a_contact_that_somebody_else_just_created_is_found() -> None:
    send, _ = delivered({BY_ID: [refused(404), CONTACT], BY_EMAIL: {"data": []}, CREATE: refused(409)})
    assert send.steps == [BY_ID, BY_EMAIL, CREATE, BY_ID, BEGIN, ME, NOTE]


def test_a_contact_that_exists_and_does_not_show_yet_is_tried_again_later() -> None:
    _, error = failed({BY_ID: refused(404), BY_EMAIL: {"data": []}, CREATE: refused(409)})
    assert not error.permanent


def test_a_merged_contact_is_found_by_email() -> None:
    send, _ = delivered({BY_ID: refused(410), BY_EMAIL: {"data": [{"id": "c5", "role": "user"}]}})
    assert send.body(BEGIN)["from"]["id"] == "c5"


def test_an_id_is_quoted_in_the_path() -> None:
    strange = replace(CONTEXT, customer=Customer(id="a/b ?#é"))
    send, _ = delivered({"GET /contacts/find_by_external_id/a%2Fb%20%3F%23%C3%A9": CONTACT}, strange)
    assert send.steps[0].isascii()


def test_a_new_contact_that_cannot_write_yet_is_tried_again() -> None:
    _, error = failed({BEGIN: refused(404)})
    assert not error.permanent
    assert error.ref == ""


@pytest.mark.parametrize("status", [401, 403, 422])
def test_a_refusal_is_final(status: int) -> None:
    assert failed({BY_ID: refused(status)})[1].permanent


@pytest.mark.parametrize("broken", [ME, NOTE])
def test_a_failure_after_the_conversation_was_made_names_it(broken: str) -> None:
    _, error = failed({broken: refused(500)})
    assert error.ref == "777"


def test_the_next_attempt_goes_on_from_the_conversation() -> None:
    send, delivery = delivered({READ: WITHOUT_NOTE}, replace(CONTEXT, provider_ref="777", attempt=2))
    assert send.steps == [READ, ME, NOTE]
    assert delivery.ref == "777"


def test_a_note_that_is_there_is_not_repeated() -> None:
    send, delivery = delivered({READ: WITH_NOTE}, replace(CONTEXT, provider_ref="777", attempt=2))
    assert send.steps == [READ]
    assert delivery == base.Delivery(base.API, ref="777")


def test_a_conversation_whose_answer_was_lost_is_looked_up() -> None:
    found = {"conversations": [{"id": "777"}]}
    send, _ = delivered({SEARCH: found, READ: WITHOUT_NOTE}, replace(CONTEXT, attempt=2))
    assert send.steps == [BY_ID, SEARCH, READ, ME, NOTE]
    assert send.body(SEARCH)["query"]["value"] == [
        {"field": "source.body", "operator": "=", "value": CONTEXT.ref},
        {"field": "contact_ids", "operator": "=", "value": "c1"},
    ]


def test_a_conversation_that_was_never_made_is_begun_by_the_next_attempt() -> None:
    send, _ = delivered({SEARCH: FOUND_NONE}, replace(CONTEXT, attempt=2))
    assert send.steps == [BY_ID, SEARCH, BEGIN, ME, NOTE]


def test_without_an_answer_the_conversation_may_exist() -> None:
    lost = ProviderError("no answer", ambiguous=True)
    assert failed({BEGIN: lost})[1].ambiguous
    assert failed({BEGIN: {"id": "only-the-message"}})[1].ambiguous


@pytest.mark.parametrize("answer", [[], "words", None, 7])
def test_an_answer_of_another_shape_is_an_error_of_the_platform(answer: object) -> None:
    send = Recorder({BY_ID: [answer]})
    with pytest.raises(ProviderError):
        WITH_TOKEN.deliver(CONTEXT, send)


def test_an_anonymous_customer_waits_for_the_messengers_visitor() -> None:
    assert WITH_TOKEN.waits_for_visitor(Customer(name="Ana"))
    assert not WITH_TOKEN.waits_for_visitor(Customer(id="42"))
    assert not WITH_TOKEN.waits_for_visitor(Customer(email="ana@example.com"))
    assert not Intercom({}, {}).waits_for_visitor(Customer())


def test_a_visitor_writes_as_a_contact() -> None:
    send, delivery = delivered({}, replace(ANONYMOUS, visitor_id="v-1"))
    assert send.steps == [BEGIN, ME, NOTE]
    assert send.body(BEGIN)["from"] == {"type": "contact", "id": "v-1"}
    assert delivery.via == base.API


def test_a_visitors_conversation_is_looked_up_by_the_ref_alone() -> None:
    """With the first message the visitor became a lead, with another id."""
    send, _ = delivered({SEARCH: FOUND_NONE}, replace(ANONYMOUS, visitor_id="v-1", attempt=2))
    assert send.body(SEARCH)["query"]["value"] == [{"field": "source.body", "operator": "=", "value": CONTEXT.ref}]


def test_without_a_visitor_nothing_is_sent() -> None:
    send, delivery = delivered({}, ANONYMOUS)
    assert send.sent == []
    assert delivery == base.Delivery(base.NONE, reason="anonymous_customer")


@pytest.mark.parametrize(
    ("provider", "changes", "options"),
    [
        (WITH_TOKEN, {"provider_ref": "777"}, {"conversation_id": "777"}),
        (WITH_TOKEN, {"provider_ref": "777", "delivery_pending": True}, {"conversation_id": "777"}),
        (WITH_TOKEN, {"delivery_pending": True}, {}),
        (WITH_TOKEN, {}, {"prefill": CONTEXT.opening}),
        (Intercom({}, {}), {"delivery_pending": True}, {"prefill": CONTEXT.opening}),
        (Intercom({}, {}), {}, {"prefill": CONTEXT.opening}),
    ],
)
def test_launch(provider: Intercom, changes: dict[str, Any], options: dict[str, str]) -> None:
    assert provider.launch(replace(CONTEXT, **changes)).options == options
