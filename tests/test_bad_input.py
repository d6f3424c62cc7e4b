"""Whatever a runtime sends: a clear error that names the field, nothing lost, never a 500."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from datetime import datetime

import pytest
from celery import current_app
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from kombu import pools

from agents import credentials, scopes, windows
from agents.models import Agent, ApiKey, Conversation, Message
from handoff.models import DecisionRecord, Handoff, SupportProvider
from handoff_project import queues
from tests import builders
from tests.runtime import Runtime, Shop, assert_problem

pytestmark = pytest.mark.django_db
UNKNOWN_ID = "00000000-0000-4000-8000-000000000000"
DOORS = ["decisions/", "handoffs/"]
GONE_REDIS = "redis://127.0.0.1:9/0"
MIB = 1024 * 1024


def assert_nothing_written():
    for model in (Conversation, Message, DecisionRecord, Handoff):
        assert not model.objects.exists()


# Unknown or revoked key


@pytest.mark.parametrize("door", DOORS)
def test_unknown_key(door):
    shop = Shop()
    stranger = Runtime("A" * 12 + "." + "b" * 43)
    assert_problem(stranger.post(shop.path(door), builders.a_body()), 401, "invalid_key")
    assert_nothing_written()


@pytest.mark.parametrize("door", DOORS)
def test_revoked_key(door):
    shop = Shop()
    credentials.revoke(ApiKey.objects.get(brand=shop.brand))
    assert_problem(shop.runtime.post(shop.path(door), builders.a_body()), 401, "invalid_key")
    assert_nothing_written()


# Another Brand's id, exactly like an unknown one


def told(response):
    """All headers but the request's own number."""
    return {name: value for name, value in response.headers.items() if name != "X-Request-ID"}


def test_another_brand_s_ids_are_answered_byte_for_byte_like_unknown_ones():
    mine, theirs = Shop(), Shop()
    offer, handoff = theirs.offered(), theirs.start().json()
    before = list(Handoff.objects.values()), list(DecisionRecord.objects.values()), Conversation.objects.count()
    asks = [
        lambda agent, decision, handoff: mine.runtime.get(f"agents/{agent}/"),
        lambda agent, decision, handoff: mine.runtime.get(f"agents/{agent}/instructions/"),
        lambda agent, decision, handoff: mine.runtime.get(f"agents/{agent}/availability/"),
        lambda agent, decision, handoff: mine.runtime.post(f"agents/{agent}/decisions/", builders.a_body()),
        lambda agent, decision, handoff: mine.runtime.post(f"agents/{agent}/handoffs/", builders.a_body()),
        lambda agent, decision, handoff: mine.runtime.post(f"decisions/{decision}/accept/"),
        lambda agent, decision, handoff: mine.runtime.post(f"decisions/{decision}/decline/"),
        lambda agent, decision, handoff: mine.runtime.get(f"handoffs/{handoff}/"),
        lambda agent, decision, handoff: mine.runtime.post(f"handoffs/{handoff}/return/"),
    ]
    for ask in asks:
        response = ask(theirs.agent.pk, offer["id"], handoff["id"])
        unknown = ask(UNKNOWN_ID, UNKNOWN_ID, UNKNOWN_ID)
        assert_problem(response, 404, "not_found")
        assert (response.content, told(response)) == (unknown.content, told(unknown))
    assert before == (
        list(Handoff.objects.values()),
        list(DecisionRecord.objects.values()),
        Conversation.objects.count(),
    )


def test_another_brand_s_directive_is_answered_like_an_unknown_one():
    mine, theirs = Shop(), Shop()
    directive = f"{builders.a_playbook(theirs.brand, theirs.agent).published_id}.1"
    response = mine.decide(*builders.HELPED, trigger="playbook", directive=directive)
    unknown = mine.decide(*builders.HELPED, trigger="playbook", directive=f"{UNKNOWN_ID}.1")
    assert_problem(response, 422, "unknown_directive", "directive")
    assert response.content == unknown.content


def test_another_brand_s_conversation_of_the_same_id_is_left_alone():
    mine, theirs = Shop(), Shop()
    started = theirs.start(conversation="chat-1").json()
    assert mine.decide(*builders.HELPED, conversation="chat-1").json()["handoff_id"] is None
    assert mine.start(conversation="chat-1").status_code == 201
    assert Handoff.objects.for_brand(theirs.brand).get().pk.hex == started["id"].replace("-", "")


# Empty, huge, malformed or deeply nested JSON


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("raw", [b"", b"{}", b'{"transcript": null}'])
def test_empty_json(door, raw):
    shop = Shop()
    body = assert_problem(shop.runtime.send(shop.path(door), raw), 400, "invalid_request", "conversation")
    assert "transcript" in [error["field"] for error in body["errors"]]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("size", [MIB + 1, 3 * MIB])
def test_huge_json(door, size):
    shop = Shop()
    raw = json.dumps(builders.a_body(note="")).encode()
    raw = raw.replace(b'"note": ""', b'"note": "' + b"x" * (size - len(raw)) + b'"')
    assert len(raw) == size
    assert_problem(shop.runtime.send(shop.path(door), raw), 413, "too_large")
    assert_nothing_written()


def test_json_of_one_mib_is_taken():
    shop = Shop()
    raw = json.dumps(builders.a_body(note="")).encode()
    raw = raw.replace(b'"note": ""', b'"note": "' + b"x" * (MIB - len(raw)) + b'"')
    assert shop.runtime.send(shop.path("decisions/"), raw).status_code == 200


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"{'conversation': 1}",
        b"[1, 2",
        b"nonsense",
        b'{"conversation": NaN}',
        b'{"conversation": -Infinity}',
        b'{"conversation": "\xff\xfe"}',
        b'{"conversation": "\xed\xa0\x80"}',
        b'{"a": ' + b"9" * 10_000 + b"}",
        b'\x00{"a": 1}',
        json.dumps({"conversation": "utf-16"}).encode("utf-16"),
    ],
)
def test_malformed_json(door, raw):
    shop = Shop()
    assert_problem(shop.runtime.send(shop.path(door), raw), 400, "invalid_json")


@pytest.mark.parametrize("raw", [b"[]", b"null", b'"text"', b"1", b"true"])
def test_json_that_is_no_object(raw):
    shop = Shop()
    assert_problem(shop.runtime.send(shop.path("decisions/"), raw), 400, "invalid_request", "body")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 21 + b"]" * 21,
        b"[" * 500_000,
        b"[" * 250_000 + b"]" * 250_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"conversation": "c", "transcript": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    ],
)
def test_deeply_nested_json(door, raw):
    shop = Shop()
    assert_problem(shop.runtime.send(shop.path(door), raw), 400, "invalid_json")


def test_json_that_is_odd_but_harmless_is_taken():
    shop = Shop()
    raw = json.dumps(builders.a_body(numbers=[1e308, 10**400], nested=[[[[[[[[]]]]]]]]))
    assert shop.runtime.send(shop.path("decisions/"), b"\xef\xbb\xbf" + raw.encode()).status_code == 200


@pytest.mark.parametrize("door", DOORS)
def test_json_that_another_program_reads_otherwise_is_refused(door):
    shop = Shop()
    raw = json.dumps(builders.a_body(numbers=[1e308]))
    twice = '{"conversation": "overridden", ' + raw[1:]
    keys = json.dumps(builders.a_body(more={str(number): 1 for number in range(501)}))
    for sent in (raw.replace("1e+308", "1e999"), twice, keys):
        assert_problem(shop.runtime.send(shop.path(door), sent.encode()), 400, "invalid_json")
    assert_nothing_written()


# Transcripts


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("turns", [0, 1001, 10_000])
def test_too_few_or_too_many_turns(door, turns):
    shop = Shop()
    body = builders.a_body(transcript=[{"role": "customer", "text": "Hi"}] * turns)
    assert_problem(shop.runtime.post(shop.path(door), body), 400, "invalid_request", "transcript")
    assert_nothing_written()


def test_1000_turns_are_taken():
    shop = Shop()
    transcript = [{"role": "customer", "text": f"Question {number}"} for number in range(999)]
    transcript.append({"role": "customer", "text": "I want to talk to a human."})
    assert shop.runtime.post(shop.path("handoffs/"), builders.a_body(transcript=transcript)).status_code == 201
    assert Message.objects.count() == 1000


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["robot", "", "Customer", "system", None, 1, ["customer"], "customer\x00"])
def test_unknown_role(door, role):
    shop = Shop()
    body = builders.a_body()
    body["transcript"][2]["role"] = role
    assert_problem(shop.runtime.post(shop.path(door), body), 400, "invalid_request", "transcript.2.role")
    assert_nothing_written()


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"conversation": None}, "conversation"),
        ({"conversation": 17}, "conversation"),
        ({"conversation": ""}, "conversation"),
        ({"conversation": " \n"}, "conversation"),
        ({"conversation": "c" * 201}, "conversation"),
        ({"transcript": None}, "transcript"),
        ({"transcript": "Hi"}, "transcript"),
        ({"transcript": [None]}, "transcript.0"),
        ({"transcript": [{"role": "customer"}]}, "transcript.0.text"),
        ({"transcript": [{"role": "customer", "text": None}]}, "transcript.0.text"),
        ({"transcript": [{"role": "customer", "text": {}}]}, "transcript.0.text"),
        ({"transcript": [{"role": "customer", "text": "x" * 20_001}]}, "transcript.0.text"),
        ({"transcript": [{"role": "customer", "text": "", "at": "yesterday"}]}, "transcript.0.at"),
        ({"transcript": [{"role": "customer", "text": "", "at": 1_700_000_000}]}, "transcript.0.at"),
        ({"transcript": [{"role": "customer", "text": "", "at": "2026-11-22T10:00:00"}]}, "transcript.0.at"),
        ({"transcript": [{"role": "customer", "text": "", "at": "0001-01-01T00:00:00+14:00"}]}, "transcript.0.at"),
        ({"transcript": [{"role": "customer", "text": "", "at": "9999-12-31T23:59:59-14:00"}]}, "transcript.0.at"),
        ({"trigger": "stuck"}, "trigger"),
        ({"trigger": "customer_request"}, "trigger"),
        ({"trigger": 1}, "trigger"),
        ({"directive": 1, "trigger": "playbook"}, "directive"),
        ({"directive": "x" * 201, "trigger": "playbook"}, "directive"),
        ({"customer": "Ann"}, "customer"),
        ({"customer": {"id": "c" * 201}}, "customer.id"),
        ({"customer": {"id": 7}}, "customer.id"),
        ({"customer": {"email": "ann"}}, "customer.email"),
        ({"customer": {"email": "ann@exa mple.com"}}, "customer.email"),
        ({"customer": {"email": "a" * 250 + "@example.com"}}, "customer.email"),
        ({"customer": {"name": ["Ann"]}}, "customer.name"),
        ({"customer": {"phone": "1" * 51}}, "customer.phone"),
        ({"customer": {"locale": "x" * 36}}, "customer.locale"),
        ({"customer": {"page_url": "javascript:alert(1)"}}, "customer.page_url"),
        ({"customer": {"page_url": "https://shop.example/" + "x" * 2000}}, "customer.page_url"),
    ],
)
def test_a_field_that_cannot_be_right_is_named(fields, named):
    shop = Shop()
    for door in DOORS:
        response = shop.runtime.post(shop.path(door), builders.a_body() | fields)
        assert_problem(response, 400, "invalid_request", named)
    assert_nothing_written()


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.dictionaries(
    st.sampled_from(["conversation", "transcript", "trigger", "directive", "customer"]), JSON_VALUES, max_size=3
)
TURNS = st.fixed_dictionaries(
    {"role": st.sampled_from(["customer", "agent", "human", "user"]) | JSON_VALUES, "text": st.text() | JSON_VALUES},
    optional={"at": st.datetimes().map(str) | st.datetimes().map(lambda at: f"{at.isoformat()}+14:00") | JSON_VALUES},
)


@settings(max_examples=150, deadline=None)
@given(fields=FIELDS, transcript=st.none() | st.lists(TURNS, max_size=4))
def test_whatever_is_sent_is_answered_or_refused(fields, transcript):
    shop = Shop()
    body = builders.a_body() | fields | ({"transcript": transcript} if transcript is not None else {})
    for door in DOORS:
        assert shop.runtime.post(shop.path(door), body).status_code in (200, 201, 400, 409, 422)


# Null bytes, lone surrogates, bidi characters


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("I want a human\x00.", "I want a human\ufffd."),
        ("I want a human\ud83d.", "I want a human\ufffd."),
        ("\ude00 I want a human.", "\ufffd I want a human."),
        ("I want a human\u202e.\u2066", "I want a human\u202e.\u2066"),
        ("I want a human \U0001f468\u200d\U0001f469\u200d\U0001f467\uffff", None),
    ],
)
def test_odd_characters_in_a_text_lose_nothing_else(said, kept):
    shop = Shop()
    assert shop.start(("customer", said), customer={"name": said}).status_code == 201
    assert Message.objects.get().text == (kept or said)


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "\u202e", "\u200b", "\n", "\x7f", "\ufeff"])
def test_odd_characters_in_a_conversation_s_id_are_refused(odd):
    """Two ids must not become one."""
    shop = Shop()
    assert_problem(shop.start(conversation=f"chat{odd}1"), 400, "invalid_request", "conversation")
    assert_nothing_written()


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "\u202e", "\r\n"])
def test_odd_characters_elsewhere_are_never_a_failure(odd):
    shop = Shop()
    customer = dict.fromkeys(("id", "name", "phone", "locale"), f"a{odd}b")
    assert shop.start(customer=customer, **{f"unknown{odd}": odd}).status_code == 201
    response = shop.decide(*builders.HELPED, trigger="playbook", directive=f"a{odd}b")
    assert_problem(response, 422, "unknown_directive", "directive")


@pytest.mark.parametrize(("name", "most"), [("id", 200), ("name", 200), ("phone", 50), ("email", 254)])
def test_blanks_that_are_taken_away_count_too(name, most):
    """What the schema calls too long is refused, however much of it would be left."""
    shop = Shop()
    known = "ana@example.com" if name == "email" else "a"
    assert shop.decide(*builders.HELPED, customer={name: known.ljust(most)}).status_code == 200
    response = shop.decide(*builders.HELPED, customer={name: known.ljust(most + 1)})
    assert_problem(response, 400, "invalid_request", f"customer.{name}")


def test_blanks_around_a_conversation_s_id_count_for_its_length_alone():
    shop = Shop()
    assert shop.decide(*builders.HELPED, conversation="a".ljust(200)).status_code == 200
    response = shop.decide(*builders.HELPED, conversation="a".ljust(201))
    assert_problem(response, 400, "invalid_request", "conversation")


# Unknown time zone


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "europe/berlin", "../../etc/passwd", "/etc/localtime", "UTC+1", "a\x00"]
)
def test_unknown_time_zone_of_the_customer(door, zone):
    shop = Shop()
    response = shop.runtime.post(shop.path(door), builders.a_body(customer={"timezone": zone}))
    assert_problem(response, 400, "invalid_request", "customer.timezone")
    assert_nothing_written()


def test_unknown_time_zone_of_the_provider_counts_as_closed():
    shop = Shop(timezone="Mars/Olympus", windows=[(day, 0, 24 * 60) for day in range(7)])
    assert shop.decide().json()["reason"] == "outside_hours"
    body = shop.runtime.get(shop.path("availability/")).json()
    assert (body["open_now"], body["intervals"]) == (False, [])


# Changed between decision and start


def test_the_provider_is_changed_between_decision_and_start():
    shop = Shop(kind="zendesk")
    assert shop.decide(conversation="chat-1").json()["verdict"] == "hand_off"
    SupportProvider.objects.filter(brand=shop.brand).update(kind="intercom")
    response = shop.start(conversation="chat-1")
    assert (response.status_code, response.json()["provider"]) == (201, "intercom")


def test_the_provider_is_taken_away_between_decision_and_start():
    shop = Shop()
    assert shop.decide(conversation="chat-1").json()["verdict"] == "hand_off"
    SupportProvider.objects.filter(brand=shop.brand).update(kind="")
    body = assert_problem(shop.start(conversation="chat-1"), 409, "handoff_not_allowed")
    assert (body["decision"]["verdict"], body["decision"]["reason"]) == ("continue", "no_provider")
    assert not Handoff.objects.exists()


def test_the_toggle_is_turned_off_between_decision_and_start():
    shop = Shop()
    assert shop.decide(conversation="chat-1").json()["verdict"] == "hand_off"
    Agent.objects.filter(pk=shop.agent.pk).update(handoff_enabled=False)
    body = assert_problem(shop.start(conversation="chat-1"), 409, "handoff_not_allowed")
    assert (body["decision"]["verdict"], body["decision"]["reason"]) == ("continue", "handoff_disabled")
    assert not Handoff.objects.exists()


# The same start sent 8 times at once: tests/test_api_parallel.py


# The database is busy


@contextmanager
def row_held_by_another(conversation):
    """Another request is writing this conversation and does not finish."""
    held, done = threading.Event(), threading.Event()

    def hold():
        try:
            with scopes.brand(conversation.brand_id), transaction.atomic():
                Conversation.objects.filter(pk=conversation.pk).update(turn_count=1)
                held.set()
                done.wait(20)
        finally:
            connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(20)
    try:
        yield
    finally:
        done.set()
        holder.join()


def be_impatient():
    patience = {"sqlite": "PRAGMA busy_timeout = 200", "postgresql": "SET lock_timeout = '200ms'"}
    with connection.cursor() as cursor:
        cursor.execute(patience[connection.vendor])


@pytest.mark.django_db(transaction=True)
def test_the_database_is_busy():
    shop = Shop()
    shop.decide(conversation="chat-1", trigger="agent")
    body = builders.a_body(conversation="chat-1")
    be_impatient()
    with row_held_by_another(Conversation.objects.get()):
        response = shop.runtime.post(shop.path("handoffs/"), body, idempotency_key="key-1")
    assert_problem(response, 503, "busy")
    assert int(response["Retry-After"]) > 0
    assert not Handoff.objects.exists()
    assert shop.runtime.post(shop.path("handoffs/"), body, idempotency_key="key-1").status_code == 201
    connection.close()


# Redis is gone


@pytest.fixture
def redis_gone(settings, monkeypatch):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": GONE_REDIS}}
    monkeypatch.setattr(windows, "_paused_until", 0.0)
    before = current_app.conf.broker_url, current_app.conf.broker_transport_options
    use_broker(GONE_REDIS, queues.REDIS)
    yield
    use_broker(*before)


def use_broker(url, options):
    """Celery keeps its connections; the next message opens a new one."""
    current_app.conf.broker_url, current_app.conf.broker_transport_options = url, options
    pools.reset()
    current_app._pool = None


@pytest.mark.django_db(transaction=True)
def test_redis_is_gone(redis_gone, caplog):
    shop = Shop()
    assert shop.decide(trigger="agent").status_code == 200
    began = time.monotonic()
    response = shop.start()
    assert response.status_code == 201
    assert time.monotonic() - began < 3
    assert "No wake-up for handoff.deliver" in caplog.text
    handoff = Handoff.objects.get()
    assert handoff.next_due is not None  # the sweeper finds it
    launch = shop.runtime.client.get(f"/storefront/v1/launches/{response.json()['launch_token']}/")
    assert launch.status_code == 200


@pytest.mark.parametrize(
    "at", ["2199-12-31T23:59:59-23:59", "1970-01-01T00:00:00+23:59", "2026-11-22T10:00:00.000001Z"]
)
def test_a_time_with_an_odd_offset_is_taken(at):
    shop = Shop()
    assert shop.start(transcript=[{"role": "customer", "text": "I want a human.", "at": at}]).status_code == 201
    assert Message.objects.get().said_at == datetime.fromisoformat(at)
