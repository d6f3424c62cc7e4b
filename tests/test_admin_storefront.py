"""Developer Settings > Storefront: addresses, the snippet, API keys."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from agents import credentials, keys
from agents.models import ApiKey, Brand
from tests.admin_builders import a_client_of
from tests.builders import a_brand, an_agent, an_api_key

pytestmark = pytest.mark.django_db


def a_key_post(**fields: Any) -> dict[str, Any]:
    """What a browser posts where nothing was unticked."""
    return {"name": "Production", "scopes": list(keys.SCOPES), **fields}


KEY = re.compile(r"[A-Za-z0-9]{12}\.[A-Za-z0-9_-]{43}")


@pytest.fixture
def brand() -> Brand:
    return a_brand(origins=[])


@pytest.fixture
def client(brand: Brand) -> Client:
    return a_client_of(brand)


def test_addresses_are_stored_as_browsers_send_them(brand: Brand, client: Client) -> None:
    lines = "https://Shop.Example/\r\n\r\nhttps://shop.example\r\nhttp://localhost:8000\r\nhttps://bücher.example"
    client.post(reverse("admin:storefront"), {"storefront_origins": lines})
    brand.refresh_from_db()
    assert brand.storefront_origins == [
        "https://shop.example",
        "http://localhost:8000",
        "https://xn--bcher-kva.example",
    ]
    assert "https://xn--bcher-kva.example" in client.get(reverse("admin:storefront")).content.decode()


@pytest.mark.parametrize(
    "line", ["https://*.example", "shop.example", "https://shop.example/cart", "ftp://shop.example"]
)
def test_a_wrong_address_is_named_and_nothing_is_saved(brand: Brand, client: Client, line: str) -> None:
    answer = client.post(reverse("admin:storefront"), {"storefront_origins": f"https://good.example\n{line}"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f"{line}:" in html
    assert "https://good.example" in html
    brand.refresh_from_db()
    assert brand.storefront_origins == []


def test_the_snippet_names_this_server(client: Client) -> None:
    html = client.get(reverse("admin:storefront")).content.decode()
    assert 'import("http://testserver/storefront/v1/handoff.js")' in html
    assert "options?.onFailed?.(" in html
    assert "&lt;script type=&quot;module&quot;&gt;" in html or '&lt;script type="module"&gt;' in html
    assert 'data-copy="snippet"' in html


def test_a_key_is_shown_once_and_never_again(brand: Brand, client: Client) -> None:
    agent = an_agent(brand, "Helper")
    answer = client.post(reverse("admin:create_key"), a_key_post(agent=agent.pk))
    [shown] = set(KEY.findall(answer.content.decode()))
    row = credentials.api_key_in(shown)
    assert row is not None
    assert (row.name, row.agent, row.brand) == ("Production", agent, brand)
    assert "no-store" in answer["Cache-Control"]
    secret = shown.partition(".")[2]
    assert all(secret not in str(session.get_decoded()) for session in Session.objects.all())
    assert secret not in str(client.cookies)
    html = client.get(reverse("admin:storefront")).content.decode()
    assert secret not in html
    for words in ("Production", row.prefix, "Helper", "Never"):
        assert words in html


def test_a_key_needs_a_name(brand: Brand, client: Client) -> None:
    answer = client.post(reverse("admin:create_key"), {"name": " "})
    assert "Give it a name." in answer.content.decode()
    assert not brand.api_keys.exists()


def test_revoking_asks_first_and_cannot_be_undone(brand: Brand, client: Client) -> None:
    key = an_api_key(brand)
    url = reverse("admin:revoke_key", args=[ApiKey.objects.get().pk])
    assert "This cannot be undone." in client.get(url).content.decode()
    assert credentials.api_key_in(key) is not None
    assert "was revoked" in client.post(url, follow=True).content.decode()
    assert credentials.api_key_in(key) is None
    assert client.post(url).status_code == 404


def test_a_create_page_cannot_be_opened_by_a_link(client: Client) -> None:
    assert client.get(reverse("admin:create_key")).status_code == 405
