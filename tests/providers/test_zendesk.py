from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handoff.providers import base
from handoff.providers.base import Customer, ProviderError
from handoff.providers.notes import note_html, paragraphs_of
from handoff.providers.zendesk import NOTE_BYTES, SUMMARY_BYTES, Zendesk
from tests.providers.contract import CONTEXT, SECRET, SUMMARY, ProviderContract
from tests.providers.recorder import Recorder

SEARCH = "GET /api/v2/search.json?query=type%3Aticket+tags%3Ahandoff_h7q2k9abcd&sort_by=created_at"
COMMENTS = "GET /api/v2/tickets/77/comments.json?sort_order=desc&per_page=100"
NOTE = "PUT /api/v2/tickets/77.json"
ME = "GET /api/v2/users/me.json"
FOUND = {"results": [{"id": 77, "result_type": "ticket"}], "count": 1}
OURS = {"comments": [{"public": False, "html_body": f"<p>Handed over by X Ref {CONTEXT.ref}</p>", "body": "…"}]}
CUSTOMERS = {"comments": [{"public": True, "body": f"A person please. Ref {CONTEXT.ref}"}]}


class TestContract(ProviderContract):
    provider = Zendesk
    answers = {SEARCH: FOUND, COMMENTS: CUSTOMERS, NOTE: {"ticket": {"id": 77}}}
    answers_when_there = {COMMENTS: OURS}
    writes = (NOTE,)


FIELDS = Zendesk({"summary_field_id": "360012345678", "tag": "ai_handoff"}, {})
ACCOUNT = {"subdomain": "acme", "email": "handoff@example.com"}
WITH_TOKEN = Zendesk(ACCOUNT, {"api_token": SECRET})


def delivered(answers: dict[str, Any], **changes: Any) -> tuple[Recorder, base.Delivery]:
    send = Recorder({**TestContract.answers, **answers})
    return send, WITH_TOKEN.deliver(replace(CONTEXT, **changes), send)


def test_passes_the_summary_in_the_merchants_field_and_tags_the_ticket() -> None:
    assert FIELDS.launch(CONTEXT).options == {
        "fields": [{"id": "360012345678", "value": SUMMARY}],
        "tags": ["ai_handoff"],
    }
    assert FIELDS.deliver(CONTEXT, Recorder()) == base.Delivery(base.BROWSER_FIELDS)


def test_the_team_sees_the_field_and_the_tag() -> None:
    field, tag = FIELDS.team_sees(CONTEXT)
    assert (field.where, field.paragraphs) == ("Ticket field 360012345678", (SUMMARY,))
    assert tag.paragraphs == ("ai_handoff",)


def test_passes_no_context_without_a_field() -> None:
    tagged = Zendesk({"tag": "ai_handoff"}, {})
    assert tagged.launch(CONTEXT).options == {"tags": ["ai_handoff"]}
    assert tagged.deliver(CONTEXT, Recorder()) == base.Delivery(base.NONE, reason="not_supported")
    assert Zendesk({}, {}).launch(CONTEXT).options == {}


def test_sends_no_empty_field() -> None:
    assert "fields" not in FIELDS.launch(replace(CONTEXT, summary="")).options


def test_a_long_summary_is_cut_to_what_metadata_holds() -> None:
    [field] = FIELDS.launch(replace(CONTEXT, summary="é" * 5_000)).options["fields"]
    assert len(field["value"].encode()) <= SUMMARY_BYTES


def test_with_multiple_conversations_the_customers_request_begins_one() -> None:
    options = Zendesk({"multiple_conversations": "yes"}, {}).launch(CONTEXT).options
    assert options == {"message": f"{CONTEXT.opening}\n\nRef {CONTEXT.ref}"}


def test_with_a_token_the_ticket_can_be_found_by_its_tag() -> None:
    assert WITH_TOKEN.launch(CONTEXT).options == {"tags": ["handoff_h7q2k9abcd"]}


def test_adds_an_internal_note_to_the_ticket_of_this_handoff() -> None:
    send, delivery = delivered({})
    assert delivery == base.Delivery(base.API, ref="77")
    assert send.steps == [SEARCH, COMMENTS, NOTE]
    comment = send.body(NOTE)["ticket"]["comment"]
    assert comment == {"html_body": note_html(CONTEXT, NOTE_BYTES), "public": False}
    assert SUMMARY in comment["html_body"]
    assert {sent.url.split("/api")[0] for sent in send.sent} == {"https://acme.zendesk.com"}
    assert all(sent.headers["Authorization"].startswith("Basic ") for sent in send.sent)


def test_the_team_sees_the_note_that_is_sent() -> None:
    send, _ = delivered({})
    note = WITH_TOKEN.team_sees(CONTEXT)[-1]
    assert note.paragraphs == paragraphs_of(send.body(NOTE)["ticket"]["comment"]["html_body"])


def test_waits_while_there_is_no_ticket() -> None:
    send, delivery = delivered({SEARCH: {"results": []}})
    assert delivery == base.Delivery(base.API, waits=True)
    assert send.steps == [SEARCH]


def test_a_note_that_is_there_is_not_repeated() -> None:
    send, delivery = delivered({COMMENTS: OURS}, attempt=2)
    assert send.steps == [SEARCH, COMMENTS]
    assert delivery.ref == "77"


def test_somebody_elses_note_that_quotes_the_ref_is_not_ours() -> None:
    quoting = {"comments": [{"public": False, "body": f"AI summary: the customer wrote 'Ref {CONTEXT.ref}'"}]}
    send, _ = delivered({COMMENTS: quoting})
    assert send.steps == [SEARCH, COMMENTS, NOTE]


def test_the_next_attempt_goes_on_from_the_ticket() -> None:
    send, _ = delivered({}, provider_ref="77", attempt=2)
    assert send.steps == [COMMENTS, NOTE]


@pytest.mark.parametrize("broken", [COMMENTS, NOTE])
def test_a_failure_after_the_ticket_was_found_names_it(broken: str) -> None:
    with pytest.raises(ProviderError) as caught:
        delivered({broken: ProviderError("no", status=500)})
    assert caught.value.ref == "77"


def test_an_ambiguous_write_is_looked_up_only_after_a_while() -> None:
    with pytest.raises(ProviderError) as caught:
        delivered({NOTE: ProviderError("no answer", ambiguous=True)})
    assert caught.value.retry_after
    assert caught.value.retry_after >= 5


def test_the_check_tells_whose_the_token_is() -> None:
    assert WITH_TOKEN.check(Recorder({ME: {"user": {"id": 5, "name": "Handoff"}}})) == "Handoff"


def test_zendesk_answers_strangers_as_anonymous_which_is_a_refusal() -> None:
    with pytest.raises(ProviderError) as caught:
        WITH_TOKEN.check(Recorder({ME: {"user": {"id": None, "name": "Anonymous user"}}}))
    assert caught.value.status == 401


@pytest.mark.parametrize("missing", ["subdomain", "email", "api_token"])
def test_two_of_three_credentials_are_as_good_as_none(missing: str) -> None:
    settings = {name: value for name, value in ACCOUNT.items() if name != missing}
    secrets = {} if missing == "api_token" else {"api_token": SECRET}
    send = Recorder()
    assert Zendesk(settings, secrets).deliver(CONTEXT, send).via == base.NONE
    assert send.sent == []


def test_waits_for_nobody_and_asks_the_customer_nothing() -> None:
    assert not FIELDS.waits_for_visitor(Customer())
    assert FIELDS.needs(Customer()) == ()
