from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
import time_machine
from django.core.signing import TimestampSigner
from django.test import Client

from agents.models import Brand
from agents.purging import deletions_allowed
from handoff import tokens
from handoff.models import Handoff
from tests.builders import SHOP_ORIGIN
from tests.runtime import JSON, Shop, assert_problem

pytestmark = pytest.mark.django_db
STATIC = Path(__file__).resolve().parent.parent / "static" / "handoff"


@pytest.fixture
def started():
    return Shop().start().json()


def launch_path(token, door=""):
    return f"/storefront/v1/launches/{token}/{door}"


def launch(token, origin=SHOP_ORIGIN, **headers):
    own = {"origin": origin} if origin is not None else {}
    return Client().get(launch_path(token), headers={**own, **headers})


def report(token, body, origin=SHOP_ORIGIN):
    return Client().post(launch_path(token, "receipts/"), json.dumps(body), JSON, headers={"origin": origin})


def test_the_token_opens_the_launch(started):
    response = launch(started["launch_token"])
    body = response.json()
    assert response.status_code == 200
    assert (body["handoff"], body["ref"], body["provider"]) == (started["id"], started["ref"], "zendesk")
    assert body["status"] in ("ready", "preparing")
    assert response["Access-Control-Allow-Origin"] == SHOP_ORIGIN
    assert "Access-Control-Allow-Credentials" not in response
    assert response["Vary"] == "Origin"
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_launch_that_awaits_the_visitor_says_so():
    shop = Shop(kind="intercom", secrets={"access_token": "token"})
    body = launch(shop.start().json()["launch_token"]).json()
    assert (body["status"], body["wants"]) == ("preparing", "visitor_id")
    assert body["retry_after_ms"] > 0
    assert "options" not in body


def test_a_ready_launch_names_its_options():
    body = launch(Shop().start().json()["launch_token"]).json()
    assert body["status"] == "ready"
    assert body["options"] == {}
    assert isinstance(body["settled"], bool)


def test_a_launch_tells_whether_the_chat_was_opened_before(started):
    assert launch(started["launch_token"]).json()["opened"] is False
    report(started["launch_token"], {"event": "opened"})
    assert launch(started["launch_token"]).json()["opened"] is True


def test_the_browser_reports_what_it_saw(started):
    response = report(started["launch_token"], {"event": "opened"})
    assert response.status_code == 200
    assert response.json() == {
        "handoff": started["id"],
        "chat_status": "opened",
        "context_status": response.json()["context_status"],
        "ended": False,
    }
    assert response["Access-Control-Allow-Origin"] == SHOP_ORIGIN
    closed = report(started["launch_token"], {"event": "closed"})
    assert (closed.json()["chat_status"], closed.json()["ended"]) == ("closed", True)
    assert Handoff.objects.get().ended_at is not None


def test_a_chat_that_did_not_open_gives_the_conversation_back(started):
    body = report(started["launch_token"], {"event": "failed", "reason": "widget_blocked"}).json()
    assert (body["chat_status"], body["ended"]) == ("failed", True)
    assert body["fallback"].startswith("I'm sorry, the support chat could not be opened.")
    assert Handoff.objects.get().chat_reason == "widget_blocked"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "event"),
        ({"event": "exploded"}, "event"),
        ({"event": "visitor"}, "visitor_id"),
        ({"event": "visitor", "visitor_id": "  "}, "visitor_id"),
        ({"event": "visitor", "visitor_id": "v" * 201}, "visitor_id"),
        ({"event": "failed", "reason": "r" * 201}, "reason"),
        ({"event": "opened", "context_passed": "perhaps"}, "context_passed"),
        ([], "body"),
    ],
)
def test_a_receipt_that_cannot_be_right_is_refused_by_name(started, body, field):
    response = report(started["launch_token"], body)
    assert_problem(response, 400, "invalid_request", field)
    assert response["Access-Control-Allow-Origin"] == SHOP_ORIGIN


@pytest.mark.parametrize(
    "body", [{"event": "visitor", "visitor_id": "v\x00\ud800"}, {"event": "failed", "reason": "\x00"}]
)
def test_a_receipt_may_hold_any_characters(started, body):
    assert report(started["launch_token"], body).status_code == 200


@pytest.mark.parametrize("token", ["x", "a:b:c", "{token}x", "x{token}", "%00", "\u00fc", "__proto__"])
def test_what_is_no_token_is_refused_where_the_page_can_read_it(started, token):
    response = launch(token.format(token=started["launch_token"]))
    assert_problem(response, 401, "invalid_token")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_an_old_token_is_refused_as_such(started):
    with time_machine.travel(tokens.expiry(Handoff.objects.get().started_at).timestamp() + 5):
        response = launch(started["launch_token"])
    assert_problem(response, 401, "expired_token")
    assert response["Access-Control-Allow-Origin"] == SHOP_ORIGIN


@pytest.mark.parametrize(("key", "salt"), [("another key", "handoff.launch"), (None, "another salt")])
def test_what_another_signed_opens_nothing(started, key, salt):
    token = TimestampSigner(key=key, salt=salt).sign(started["id"].replace("-", ""))
    assert_problem(launch(token), 401, "invalid_token")


def test_after_the_end_there_is_no_launch(started):
    report(started["launch_token"], {"event": "closed"})
    response = launch(started["launch_token"])
    assert_problem(response, 410, "handoff_ended")
    assert response["Access-Control-Allow-Origin"] == SHOP_ORIGIN


def test_a_token_of_a_handoff_that_is_gone(started):
    with deletions_allowed():
        Handoff.objects.all().delete()
    assert_problem(launch(started["launch_token"]), 404, "not_found")


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://shop.example",
        "https://shop.example:8443",
        "https://shop.example.evil.example",
        "https://sub.shop.example",
        "https://SHOP.example",
        "",
        "*",
    ],
)
def test_no_other_origin_may_use_the_token(started, origin):
    for response in (
        launch(started["launch_token"], origin),
        report(started["launch_token"], {"event": "closed"}, origin),
        Client().options(launch_path(started["launch_token"]), headers={"origin": origin}),
    ):
        assert_problem(response, 403, "origin_not_allowed")
        assert "Access-Control-Allow-Origin" not in response
        assert response["Vary"] == "Origin"
    assert Handoff.objects.get().ended_at is None


def test_the_origins_of_another_brand_do_not_count(started):
    Brand.objects.create(name="Other", storefront_origins=["https://other.example"])
    assert_problem(launch(started["launch_token"], "https://other.example"), 403, "origin_not_allowed")


def test_without_an_origin_the_token_alone_decides(started):
    response = launch(started["launch_token"], None)
    assert response.status_code == 200
    assert "Access-Control-Allow-Origin" not in response


def test_the_browser_may_ask_before_it_posts(started):
    response = Client().options(
        launch_path(started["launch_token"], "receipts/"),
        headers={
            "origin": SHOP_ORIGIN,
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type",
        },
    )
    assert response.status_code == 204
    assert response.content == b""
    assert response["Access-Control-Allow-Origin"] == SHOP_ORIGIN
    assert "POST" in response["Access-Control-Allow-Methods"]
    assert response["Access-Control-Allow-Headers"] == "Content-Type"


def test_a_form_cannot_post_a_receipt(started):
    response = Client().post(launch_path(started["launch_token"], "receipts/"), {"event": "closed"})
    assert_problem(response, 415, "unsupported_media_type")


def test_no_answer_to_the_browser_holds_the_customer_s_words(started):
    content = launch(started["launch_token"]).content.decode()
    assert "order 1001" not in content


@pytest.mark.parametrize("path", ["handoff.js", "sdk/chat.js", "providers/intercom.js", "providers/zendesk.js"])
def test_the_browser_s_modules_are_served_to_any_page(path):
    response = Client().get(f"/storefront/v1/{path}", headers={"origin": "https://any.example"})
    assert response.status_code == 200
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=300"
    again = Client().get(f"/storefront/v1/{path}", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"


NOTHING = ["providers/..%2fhandoff.js", "providers/%2e%2e.js", "providers/", "sdk/..%2fhandoff.js", "sdk/", "x.css"]


def test_every_part_that_the_browser_imports_is_served():
    """Each module is fetched by the address that its importer names."""
    twins = [f"/storefront/v1/providers/{file.name}" for file in (STATIC / "providers").glob("*.js")]
    client, wanted, seen = Client(), {"/storefront/v1/handoff.js", *twins}, set()
    while wanted:
        address = wanted.pop()
        seen.add(address)
        response = client.get(address)
        assert response.status_code == 200, address
        imported = re.findall(r'from "(\.[^"]+)";', response.content.decode())
        wanted |= {urljoin(address, name) for name in imported} - seen
    parts = {f"/storefront/v1/sdk/{file.name}" for file in (STATIC / "sdk").glob("*.js")}
    assert parts < seen


@pytest.mark.parametrize("path", NOTHING)
def test_nothing_else_is_served(path):
    assert Client().get(f"/storefront/v1/{path}").status_code == 404


def test_an_old_token_still_reports_the_end_of_a_long_chat(started):
    opened = report(started["launch_token"], {"event": "opened"})
    assert opened.json()["chat_status"] == "opened"
    with time_machine.travel(tokens.expiry(Handoff.objects.get().started_at).timestamp() + 5):
        assert report(started["launch_token"], {"event": "closed"}).json()["ended"]


def test_after_a_day_a_token_reports_nothing(started):
    with time_machine.travel(
        Handoff.objects.get().started_at.timestamp() + tokens.REPORTING_LIFETIME.total_seconds() + 5
    ):
        assert_problem(report(started["launch_token"], {"event": "closed"}), 401, "expired_token")


def test_a_chat_that_is_open_comes_back_after_more_than_half_an_hour(started):
    report(started["launch_token"], {"event": "opened"})
    with time_machine.travel(tokens.expiry(Handoff.objects.get().started_at).timestamp() + 60):
        body = launch(started["launch_token"]).json()
        assert (body["status"], body["opened"]) == ("ready", True)
        report(started["launch_token"], {"event": "closed"})
        assert launch(started["launch_token"]).status_code == 410
