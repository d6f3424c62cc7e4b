"""What every answer tells a browser, whoever made it; and what is refused before anything looks at it."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from agents.admin.form_targets import let_forms_lead_to
from handoff_project import content_policy
from handoff_project.settings import UNFOLD
from tests.admin_addresses import admin_addresses, filled
from tests.admin_builders import a_client_of
from tests.builders import a_brand
from tests.runtime import Shop, assert_problem
from tests.test_admin_pages import a_trial

pytestmark = pytest.mark.django_db
ADMIN = "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
PAGE = ADMIN.replace(" 'unsafe-eval'", "")
REST = "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PATHS = {
    "/": (302, PAGE + REST),
    "/admin/": (302, ADMIN + REST),
    "/admin/login/": (200, ADMIN + REST),
    "/admin/no-such-page/": (302, ADMIN + REST),
    "/admin/account/": (302, PAGE + REST),
    "/admin/second-step/": (302, PAGE + REST),
    "/admin/password/": (200, PAGE + REST),
    "/admin/password/sent/": (200, PAGE + REST),
    "/admin/password/done/": (200, PAGE + REST),
    "/admin/password/set/x/y/": (200, PAGE + REST),
    "/admin/join/no-token/": (404, PAGE + REST),
    "/no-such-page": (404, PAGE + REST),
    "/api/docs/": (200, PAGE + REST),
    "/api/schema/": (200, NOTHING),
    "/api/v1/agents/": (401, NOTHING),
    "/api/v1/no-such-door/": (404, NOTHING),
    "/storefront/v1/handoff.js": (200, NOTHING),
    "/storefront/v1/launches/no-token/": (401, NOTHING),
    "/webhooks/v1/zendesk/no-address/": (404, NOTHING),
    "/healthz": (200, NOTHING),
    "/readyz": (200, NOTHING),
    "/static/handoff/admin/admin.css": (200, NOTHING),
    "/static/unfold/js/alpine/alpine.js": (200, NOTHING),
    "/static/no-such-file.css": (404, PAGE + REST),
}


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_its_policy(client: Client, path: str) -> None:
    status, policy = PATHS[path]
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Security-Policy"]) == (status, policy)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_says_how_little_may_be_done_with_it(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if path.endswith("handoff.js") else "same-origin")
    assert headers.get("X-Frame-Options") == "DENY" or path.startswith("/static/")
    assert "Server" not in headers
    assert "X-Powered-By" not in headers


@pytest.mark.parametrize("path", PATHS)
def test_what_is_personal_is_kept_nowhere(client: Client, path: str) -> None:
    kept = client.get(path).headers["Cache-Control"]
    if client.get(path).status_code == 200 and (path.startswith("/static/") or path.endswith(".js")):
        assert kept.startswith(("max-age=", "public"))
    else:
        assert "no-store" in kept


@pytest.mark.parametrize("path", [path for path, (_, policy) in PATHS.items() if policy != NOTHING])
def test_texts_name_their_alphabet(client: Client, path: str) -> None:
    assert client.get(path)["Content-Type"] == "text/html; charset=utf-8"


def test_an_administrators_pages_are_kept_nowhere() -> None:
    client = a_client_of(a_brand())
    for name in ("index", "storefront", "people", "agents_agent_changelist", "handoff_handoff_changelist", "trial_new"):
        answer = client.get(reverse(f"admin:{name}"))
        assert "no-store" in answer["Cache-Control"], name
        assert answer["Content-Security-Policy"] == ADMIN + REST, name


def test_each_address_of_the_admin_has_the_policy_of_its_kind() -> None:
    """Read from the addresses that there are: nobody has to think of a new page here."""
    for client in (Client(), a_client_of(a_brand(), is_superuser=True)):
        for path, name in admin_addresses():
            answer = client.get(filled(path))
            assert answer["Content-Security-Policy"] in policies_of(answer), name
            assert "no-store" in answer["Cache-Control"], name


def policies_of(answer: HttpResponse) -> tuple[str, ...]:
    """Only the admin's frame makes functions of texts; what leads elsewhere may have its policy or the other."""
    if not answer["Content-Type"].startswith("text/html"):
        return (NOTHING,)
    return (ADMIN + REST,) if b"alpine" in answer.content else (PAGE + REST, ADMIN + REST)


@pytest.mark.parametrize("name", ["account", "password_change", "end_other_sign_ins"])
def test_pages_of_ones_own_account_work_in_the_admins_frame(name: str) -> None:
    """Under the plain pages' policy the frame's scripts do not run, and its search lies over the page."""
    answer = a_client_of(a_brand()).get(reverse(name))
    assert "alpine" in answer.content.decode()
    assert answer["Content-Security-Policy"] == ADMIN + REST


def test_no_script_may_stand_in_a_page_of_any_kind() -> None:
    for policy in (content_policy.NOTHING, content_policy.PAGE, content_policy.ADMIN):
        assert "unsafe-inline" not in content_policy.written(policy)
        assert "*" not in content_policy.written(policy)
        assert policy["frame-ancestors"] == policy["base-uri"] == policy["default-src"] == "'none'"


def test_a_form_leads_only_to_addresses_of_the_brand() -> None:
    shop = Shop()
    client = a_client_of(shop.brand)
    policy = client.get(reverse("admin:trial", args=[a_trial(shop.agent).pk]))["Content-Security-Policy"]
    assert "form-action 'self' https://shop.example;" in policy


@pytest.mark.parametrize(
    "address",
    ["https://shop.example; script-src *", "*", "https:", "'unsafe-inline'", "https://x.example/\r\nX: y", ""],
)
def test_what_is_no_origin_writes_no_rule(address: str) -> None:
    response: Any = HttpResponse()
    let_forms_lead_to(response, [address, "https://shop.example"])
    assert response.form_targets == ("https://shop.example",)


def test_the_look_writes_no_style_into_pages(client: Client) -> None:
    """Its colours are a file. Each that a later release of it needs has to be there too."""
    css = client.get("/static/handoff/admin/colours.css")
    text = b"".join(css.streaming_content).decode() if css.streaming else css.content.decode()
    from_unfold = {"base", "primary", "font"}
    assert all(f"--color-{name}-" in text for name in from_unfold)
    assert UNFOLD["COLORS"] == "handoff.admin.navigation.no_colours"
    assert "<style" not in client.get("/admin/login/").content.decode()


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "DEBUG", "PROPFIND", "X" * 300])
@pytest.mark.parametrize("path", ["/admin/login/", "/admin/", "/", "/healthz", "/static/handoff/admin/admin.css"])
def test_a_page_answers_no_odd_method(client: Client, method: str, path: str) -> None:
    answer = client.generic(method, path)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS"])
def test_a_page_is_got_or_posted(client: Client, method: str) -> None:
    assert client.generic(method, "/admin/login/").status_code == 405


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PUT", "PATCH", "DELETE", "PROPFIND"])
def test_a_door_answers_no_odd_method(method: str) -> None:
    runtime = Shop().runtime
    assert_problem(runtime.client.generic(method, "/api/v1/agents/"), 405, "method_not_allowed")


def test_a_key_in_the_clear_is_refused_not_redirected(settings: Any) -> None:
    shop = Shop()
    settings.SECURE_SSL_REDIRECT = True
    client = shop.runtime.client
    refused = client.get("/api/v1/agents/")
    assert_problem(refused, 403, "https_required")
    assert "Location" not in refused
    assert_problem(client.get("/storefront/v1/handoff.js"), 403, "https_required")
    assert client.get("/api/v1/agents/", secure=True).status_code == 200
    assert client.get("/admin/login/")["Location"].startswith("https://")
    assert client.get("/api/docs/")["Location"].startswith("https://")


def test_nobody_calls_it_https_without_a_proxy_of_ours(settings: Any) -> None:
    """A7."""
    settings.SECURE_SSL_REDIRECT = True
    answer = Shop().runtime.client.get("/api/v1/agents/", headers={"x-forwarded-proto": "https"})
    assert_problem(answer, 403, "https_required")


def test_the_page_that_a_stranger_posted_from(client: Client) -> None:
    """A18. Django's own would have a style in it."""
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/admin/login/", {"username": "x", "password": "y"})
    assert (answer.status_code, "Please try that again" in answer.content.decode()) == (403, True)
    assert answer["Content-Security-Policy"] == ADMIN + REST


def test_messages_stay_on_the_server() -> None:
    brand = a_brand()
    client = a_client_of(brand)
    answer = client.post(reverse("admin:storefront"), {"storefront_origins": "https://new.example"})
    assert answer.status_code == 302
    assert "messages" not in answer.cookies
    assert "were saved" in client.get(answer["Location"]).content.decode()
    assert "were saved" not in client.get(answer["Location"]).content.decode()
