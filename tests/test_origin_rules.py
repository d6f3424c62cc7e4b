"""A7, A18, A24: which pages may ask, in what form, and that neither a cookie nor a header changes who is asking."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from agents import integrity
from agents.models import Brand
from tests.admin_builders import a_client_of, a_person
from tests.builders import SHOP_ORIGIN, a_body, a_brand
from tests.runtime import JSON, Shop, assert_problem

pytestmark = pytest.mark.django_db
STATIC = Path(__file__).resolve().parent.parent / "static" / "handoff"
STRANGERS = (
    "null",
    "https://evil.example",
    "http://shop.example",
    "https://shop.example.evil.example",
    "https://evil.example/https://shop.example",
    "https://evilshop.example",
    "https://www.shop.example",
    "https://shop.example:8443",
    "https://shop.example:443",
    "https://shop.example/",
    "https://shop.example@evil.example",
    "https://SHOP.example",
    "https://shop.example.",
    "https://shop.example, https://evil.example",
    " https://shop.example",
    "shop.example",
    "file://",
    "*",
    "",
)
FORMS = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json", "", "*/*")
OPENED = json.dumps({"event": "opened"})


@pytest.fixture
def token() -> str:
    return str(Shop().start().json()["launch_token"])


def path_of(token: str, door: str = "") -> str:
    return f"/storefront/v1/launches/{token}/{door}"


def no_cors(answer: HttpResponse) -> bool:
    return not any(name.startswith("Access-Control") for name in answer.headers)


@pytest.mark.parametrize("origin", STRANGERS)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_a_page_of_another_origin_gets_nothing(token: str, origin: str, method: str) -> None:
    door = "" if method == "GET" else "receipts/"
    answer = Client().generic(method, path_of(token, door), OPENED, JSON, headers={"origin": origin})
    assert_problem(answer, 403, "origin_not_allowed")
    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Vary"] == "Origin"


def test_a_receipt_of_another_origin_changes_nothing(token: str) -> None:
    client = Client()
    client.post(path_of(token, "receipts/"), OPENED, JSON, headers={"origin": "https://evil.example"})
    assert client.get(path_of(token), headers={"origin": SHOP_ORIGIN}).json()["opened"] is False


def test_the_brands_own_page_is_answered_and_never_with_credentials(token: str) -> None:
    client = Client()
    asked = client.options(path_of(token, "receipts/"), headers={"origin": SHOP_ORIGIN})
    answers = [asked, client.get(path_of(token), headers={"origin": SHOP_ORIGIN})]
    for answer in answers:
        assert answer["Access-Control-Allow-Origin"] == SHOP_ORIGIN
        assert "Access-Control-Allow-Credentials" not in answer
        assert answer["Vary"] == "Origin"
    assert asked["Access-Control-Allow-Headers"] == "Content-Type"


def test_another_brands_page_is_a_stranger(token: str) -> None:
    a_brand(origins=["https://other.example"])
    answer = Client().get(path_of(token), headers={"origin": "https://other.example"})
    assert_problem(answer, 403, "origin_not_allowed")


@pytest.mark.parametrize("origin", [SHOP_ORIGIN, "https://evil.example", "null"])
def test_the_runtimes_half_is_for_no_page(origin: str) -> None:
    """Not even for the shop's own: a key belongs on a server."""
    shop = Shop()
    for method in ("GET", "OPTIONS"):
        assert no_cors(shop.runtime.client.generic(method, "/api/v1/agents/", headers={"origin": origin}))
    assert no_cors(Client().get("/api/schema/", headers={"origin": origin}))
    assert no_cors(Client().get("/admin/login/", headers={"origin": origin}))
    assert no_cors(Client().get("/static/handoff/admin/admin.css", headers={"origin": origin}))


@pytest.mark.parametrize("form", FORMS)
def test_only_json_is_read(token: str, form: str) -> None:
    """A form of another page, or text/plain, would come without the browser having asked."""
    receipt = Client().generic("POST", path_of(token, "receipts/"), OPENED, form, headers={"origin": SHOP_ORIGIN})
    assert_problem(receipt, 415, "unsupported_media_type")
    shop = Shop()
    start = shop.runtime.send(shop.path("handoffs/"), json.dumps(a_body()).encode(), form)
    assert_problem(start, 415, "unsupported_media_type")
    assert not shop.brand.handoffs.exists()


def test_cookies_open_nothing_and_none_is_set(token: str) -> None:
    """An operator's browser has a session; the doors for programs neither read nor write one."""
    client = a_client_of(is_superuser=True)
    assert client.cookies["sessionid"].value
    assert_problem(client.get("/api/v1/agents/"), 401, "invalid_key")
    assert_problem(client.get(path_of("no-token")), 401, "invalid_token")
    assert_problem(client.get(path_of(token), headers={"origin": "https://evil.example"}), 403, "origin_not_allowed")
    shop = Shop()
    for other in (Client(), client):
        for path in ("/api/v1/agents/", "/api/schema/", "/api/docs/", path_of(token), "/storefront/v1/handoff.js"):
            answer = other.get(path, headers={"authorization": shop.runtime.client.defaults["HTTP_AUTHORIZATION"]})
            assert not answer.cookies, path
            assert "Cookie" not in answer.get("Vary", ""), path


@pytest.mark.parametrize(
    "name", ["storefront", "create_key", "invite", "handoff_supportprovider_changelist", "trial_new", "logout"]
)
def test_a_post_without_the_admins_own_token_is_refused(name: str) -> None:
    brand = a_brand()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(a_person(brand))
    for headers in ({}, {"origin": "https://evil.example"}, {"origin": "null"}, {"origin": "http://testserver"}):
        assert strict.post(reverse(f"admin:{name}"), {"name": "x"}, headers=headers).status_code == 403
    assert not brand.api_keys.exists()


HOSTS = ("evil.example", "testserver.evil.example", "testserver:80@evil.example", "a b", "", "[::")
LIES: tuple[dict[str, str], ...] = (
    {"x-forwarded-for": "127.0.0.1"},
    {"x-forwarded-host": "evil.example"},
    {"x-forwarded-proto": "https"},
    {"x-original-url": "/admin/"},
    {"x-rewrite-url": "/admin/"},
    {"x-http-method-override": "DELETE"},
    {"x-method-override": "PUT"},
    {"x-request-from": "internal"},
    {"x-real-ip": "127.0.0.1"},
    {"forwarded": "for=127.0.0.1;host=evil.example;proto=https"},
    {"x-remote-user": "operator"},
    {"remote-user": "operator"},
    {"x-script-name": "/evil"},
)


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: next(iter(lie)))
def test_a_header_changes_neither_who_asks_nor_for_what(lie: dict[str, str], token: str) -> None:
    """A7."""
    client = Client()
    assert_problem(client.get("/api/v1/agents/", headers=lie), 401, "invalid_key")
    assert client.get("/admin/", headers=lie)["Location"] == "/admin/login/?next=/admin/"
    shop = Shop()
    honest, told = shop.runtime.get("agents/"), shop.runtime.client.get("/api/v1/agents/", headers=lie)
    assert (told.status_code, told.content) == (honest.status_code, honest.content)
    refused = client.get(path_of(token), headers={"origin": "https://evil.example", **lie})
    assert_problem(refused, 403, "origin_not_allowed")
    page = a_client_of(shop.brand).get(reverse("admin:storefront"), headers=lie)
    assert "evil.example" not in page.content.decode()
    assert 'import("http://testserver/storefront/v1/handoff.js")' in page.content.decode()


@pytest.mark.parametrize("lie", LIES[5:7], ids=lambda lie: next(iter(lie)))
def test_a_method_is_what_it_is(lie: dict[str, str]) -> None:
    shop = Shop()
    start = shop.runtime.client.post(shop.path(), "{}", JSON, headers=lie)
    assert start.status_code == 404  # the path of a runtime's door, without its beginning
    assert_problem(shop.runtime.client.post("/api/v1/agents/", "{}", JSON, headers=lie), 405, "method_not_allowed")


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["/admin/login/", "/api/v1/agents/", "/storefront/v1/handoff.js", "/api/docs/", "/"])
def test_another_hosts_name_is_refused(host: str, path: str) -> None:
    """A7: else links in mails, and the snippet, would lead there."""
    answer = Client(headers={"host": host}).get(path)
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


@pytest.mark.parametrize("told", ["__proto__", "constructor", "callback=x", "..%2f..%2fadmin", "%00", "x" * 5000, "'"])
def test_an_odd_token_is_no_token(told: str) -> None:
    """A24."""
    answer = Client().get(path_of(told))
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["code"] in ("invalid_token", "not_found")


@pytest.mark.parametrize("query", ["callback=steal", "jsonp=steal", "format=jsonp", "format=html", "_method=DELETE"])
def test_there_is_no_jsonp(token: str, query: str) -> None:
    """A24: no answer to a token is a script, whatever is asked for."""
    answer = Client().get(f"{path_of(token)}?{query}", headers={"accept": "text/javascript"})
    assert answer["Content-Type"] == "application/json"
    assert json.loads(answer.content)["handoff"]
    assert b"steal" not in answer.content
    assert Client().get(f"/storefront/v1/handoff.js?{query}").content == (STATIC / "handoff.js").read_bytes()


def test_scripts_are_the_same_for_everybody_and_hold_nothing_that_needs_a_right(token: str) -> None:
    """A24, A6."""
    shop, brand = Shop(), Brand.objects.get(handoffs__isnull=False)
    for path in integrity.pins():
        asked = f"/storefront/v1/{path}"
        plain = Client().get(asked, headers={"origin": "https://evil.example"})
        assert plain["Access-Control-Allow-Origin"] == "*"
        assert plain["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert plain.content == shop.runtime.client.get(asked).content == a_client_of(brand).get(asked).content
        assert not re.search(rb"api[_-]?key|secret|password|Bearer|Authorization", plain.content, re.IGNORECASE), path


def test_the_hashes_of_the_script_are_those_of_what_is_sent() -> None:
    pins = integrity.pins()
    assert {"handoff.js", "sdk/chat.js", "providers/zendesk.js"} <= pins.keys()
    assert len(pins) == 1 + len(list((STATIC / "sdk").iterdir())) + len(list((STATIC / "providers").iterdir()))
    for path, pin in pins.items():
        sent = Client().get(f"/storefront/v1/{path}").content
        assert pin == "sha384-" + base64.b64encode(hashlib.sha384(sent).digest()).decode()


def test_the_docs_way_to_the_hash_is_right() -> None:
    """docs/browser.md: from the source, without trusting the server that sends it."""
    command = "openssl dgst -sha384 -binary static/handoff/handoff.js | openssl base64 -A"
    docs = STATIC.parents[1] / "docs" / "browser.md"
    assert command in docs.read_text()
    told = subprocess.run(command, shell=True, cwd=docs.parents[1], capture_output=True, text=True, check=True)
    assert integrity.pins()["handoff.js"] == f"sha384-{told.stdout.strip()}"


def test_a_merchant_copies_the_hashes_beside_the_snippet() -> None:
    html = a_client_of(a_brand()).get(reverse("admin:storefront")).content.decode()
    for path, pin in integrity.pins().items():
        assert f"http://testserver/storefront/v1/{path}&quot;: &quot;{pin}" in html or f'{path}": "{pin}"' in html


def test_nothing_of_the_browsers_half_is_told_by_a_cookie(settings: Any) -> None:
    assert settings.MESSAGE_STORAGE.endswith("session.SessionStorage")
    assert settings.WHITENOISE_ALLOW_ALL_ORIGINS is False
