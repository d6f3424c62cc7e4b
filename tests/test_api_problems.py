from __future__ import annotations

import json

import pytest
from django.db import DataError, OperationalError, connection
from django.test import Client, RequestFactory

from handoff.api import errors
from tests import builders
from tests.admin_builders import a_client_of
from tests.runtime import JSON, Runtime, Shop, assert_problem

UNKNOWN_ID = "00000000-0000-4000-8000-000000000000"


def decode(response):
    return json.loads(response.content)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["", "nothing/", "agents", f"agents/{UNKNOWN_ID}/decisions", "agents/not-an-id/", f"handoffs/{UNKNOWN_ID}/"]
)
def test_an_unknown_address_and_an_unknown_id_are_answered_alike(path):
    runtime = Shop().runtime
    response = runtime.get(path)
    assert_problem(response, 404, "not_found")
    assert response.content == runtime.get(f"agents/{UNKNOWN_ID}/").content


@pytest.mark.parametrize("path", ["/storefront/v1/", "/storefront/v1/nothing/", "/storefront/v1/providers/nothing.js"])
def test_an_unknown_address_of_the_storefront(path):
    response = Client().get(path)
    assert response.status_code == 404


@pytest.mark.parametrize("environ", [{}, {"SCRIPT_NAME": "/shop"}, {"SCRIPT_NAME": "/api"}])
@pytest.mark.parametrize(("path", "is_api"), [("/api/nothing/", True), ("/webhooks/nothing/", True), ("/x/", False)])
def test_a_program_is_answered_as_one_below_a_script_prefix_too(environ, path, is_api):
    answer = Client().get(path, **environ)
    assert (answer.status_code, "problem+json" in answer["Content-Type"]) == (404, is_api)


@pytest.mark.django_db
def test_what_fails_before_a_door_is_a_problem_under_a_forced_script_name_too(settings):
    settings.FORCE_SCRIPT_NAME = "/shop"
    answer = Client().post("/api/nothing/", b"x", content_type=JSON, HTTP_CONTENT_ENCODING="gzip")
    assert_problem(answer, 415, "packed")


@pytest.mark.django_db
def test_a_post_to_an_address_without_its_slash_is_not_sent_elsewhere():
    """A redirect would lose the body."""
    shop = Shop()
    assert_problem(shop.runtime.post(shop.path("decisions"), builders.a_body()), 404, "not_found")


@pytest.mark.django_db
def test_a_wrong_method_tells_the_right_ones():
    shop = Shop()
    response = shop.runtime.get(shop.path("decisions/"))
    assert_problem(response, 405, "method_not_allowed")
    assert "POST" in response["Allow"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "nonsense"]
)
def test_a_body_that_is_not_declared_as_json_is_refused(content_type):
    shop = Shop()
    response = shop.runtime.send(shop.path("decisions/"), b'{"conversation": "1"}', content_type)
    assert_problem(response, 415, "unsupported_media_type")


@pytest.mark.django_db
@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "application/json;charset=UTF-8"])
def test_a_charset_may_be_named(content_type):
    shop = Shop()
    raw = json.dumps(builders.a_body()).encode()
    assert shop.runtime.send(shop.path("decisions/"), raw, content_type).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("accept", ["text/html", "application/xml", "application/problem+json", "*/*", "nonsense"])
def test_whatever_is_accepted_the_answer_is_json(accept):
    shop = Shop()
    response = shop.runtime.client.get("/api/v1/agents/", headers={"accept": accept})
    assert response["Content-Type"] == JSON
    assert decode(response)["results"]


@pytest.mark.django_db
def test_errors_are_counted_out_only_so_far():
    shop = Shop()
    body = builders.a_body()
    body["transcript"] = [{"role": "robot"}] * 900
    assert len(assert_problem(shop.runtime.post(shop.path("decisions/"), body), 400, "invalid_request")["errors"]) == 20


@pytest.mark.django_db
def test_an_error_repeats_nothing_that_was_sent():
    shop = Shop()
    response = shop.decide(customer={"email": "not-an-address-4711"})
    assert "4711" not in response.content.decode()


@pytest.mark.django_db
def test_a_failure_of_ours_tells_no_details(monkeypatch, caplog):
    def fail(*args):
        raise ZeroDivisionError("inner words")

    monkeypatch.setattr("agents.credentials.is_use_news", fail)
    response = Runtime(builders.an_api_key(builders.a_brand())).get("agents/")
    assert_problem(response, 500, "internal_error")
    assert "inner words" not in response.content.decode()
    assert "inner words" in caplog.text


@pytest.mark.django_db
def test_a_busy_database_asks_to_come_back():
    runtime = Runtime(builders.an_api_key(builders.a_brand()))
    with connection.execute_wrapper(busy):
        response = runtime.get("agents/")
    assert_problem(response, 503, "busy")
    assert int(response["Retry-After"]) > 0
    assert "locked" not in response.content.decode()


def busy(*args, **kwargs):
    raise OperationalError("database is locked")


def assert_busy_page(response):
    assert response.status_code == 503
    assert response["Content-Type"].startswith("text/html")
    assert int(response["Retry-After"]) > 0
    assert "The database is busy" in response.content.decode()
    assert "locked" not in response.content.decode()


@pytest.mark.django_db
def test_a_busy_database_asks_a_person_to_come_back():
    client = a_client_of(builders.a_brand())
    client.raise_request_exception = False
    with connection.execute_wrapper(busy):
        assert_busy_page(client.get("/admin/"))


def saved_while(monkeypatch, fails):
    brand = builders.a_brand()
    agent, client = builders.an_agent(brand), a_client_of(brand)
    client.raise_request_exception = False
    monkeypatch.setattr("handoff.admin.agent_settings.stored.settings_of", fails)
    return client.post(f"/admin/agents/agent/{agent.pk}/change/", {"name": "Ann"})


@pytest.mark.django_db
def test_a_form_whose_row_others_hold_asks_a_person_to_come_back(monkeypatch):
    assert_busy_page(saved_while(monkeypatch, busy))


@pytest.mark.django_db
def test_a_form_that_fails_of_itself_asks_nobody_to_come_back(monkeypatch):
    response = saved_while(monkeypatch, lambda *args, **kwargs: 1 / 0)
    assert (response.status_code, response.has_header("Retry-After")) == (500, False)


HANDLERS = [
    (lambda request: errors.bad_request(request, ValueError()), 400, "bad_request"),
    (lambda request: errors.permission_denied(request, ValueError()), 403, "forbidden"),
    (lambda request: errors.page_not_found(request, ValueError()), 404, "not_found"),
    (errors.server_error, 500, "internal_error"),
]


@pytest.mark.parametrize(("handler", "status", "code"), HANDLERS)
@pytest.mark.parametrize("path", ["/api/v1/agents/", "/storefront/v1/launches/x/"])
def test_what_fails_before_a_view_is_a_problem_too(handler, status, code, path):
    assert_problem(handler(RequestFactory().get(path)), status, code)


@pytest.mark.parametrize(("handler", "status", "code"), HANDLERS)
def test_pages_for_people_stay_pages(handler, status, code):
    response = handler(RequestFactory().get("/admin/"))
    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.django_db
def test_a_failure_of_the_database_shows_no_customer_s_words_in_the_log(monkeypatch, caplog):
    words = "Rumpelstilzchen"

    def fail(*args, **kwargs):
        raise DataError(f"INSERT ... VALUES (1, 'customer', '{words}')")

    monkeypatch.setattr("handoff.services.write_messages", fail)
    assert_problem(Shop().decide(), 500, "internal_error")
    assert "DataError" in caplog.text
    assert words not in caplog.text


@pytest.mark.django_db
def test_a_body_in_chunks_is_refused_as_such():
    shop = Shop()
    response = shop.runtime.post(shop.path("decisions/"), builders.a_body(), transfer_encoding="chunked")
    assert_problem(response, 411, "length_required")
