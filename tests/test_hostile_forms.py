"""Whatever is written into a field of the admin, or into its addresses: an answer, and never a failure of ours."""

from __future__ import annotations

import re
from collections import Counter
from itertools import cycle, islice
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from agents.models import Brand
from tests.admin_builders import a_client_of, a_started_handoff, provider_url
from tests.builders import a_brand, a_playbook
from tests.page_forms import PageForm, forms_of
from tests.test_admin_pages import a_trial

pytestmark = pytest.mark.django_db
# Refused, taken, sent on; a page for what is wrong.
ANSWERS = {200, 204, 301, 302, 303, 400, 403, 404, 405, 409, 410, 413, 415, 422, 429}
HOSTILE = {
    "a NUL": "a\x00b",
    "half a pair": "\ud800",
    "a BOM": "\ufeff",
    "unseen": "\u202e\u200b\u2066",
    "emoji": "👩‍👩‍👧‍👦" * 2_000,
    "much": "x" * 1_000_000,
    "digits": "9" * 5_000,
    "infinite": "1e999",
    "not a number": "NaN",
    "negative": "-1",
    "too large for a column": "9223372036854775808",
    "year 0": "0000-00-00",
    "year 10000": "10000-01-01",
    "no time": "99:99",
    "a template": "{{7*7}}{% debug %}%s%(a)s{0}",
    "JSON": '{"a": [1e999, "\\u0000", "\\ud800"]}',
    "JSON, deep": "[" * 10_000,
    "SQL": "'; DROP TABLE x; --",
    "lines": "a\r\nSet-Cookie: b=c\r\n\r\n",
    "a path": "../../etc/passwd",
}


def pages_of(brand: Brand) -> dict[str, str]:
    handoff = a_started_handoff(brand, "I want to talk to a human, please.")
    agent = handoff.conversation.agent
    playbook = a_playbook(brand, agent)
    names = ("storefront", "people", "trial_new", "closures_holidays", "closures_calendar", "password_change")
    return {
        **{name: reverse(f"admin:{name}") for name in names},
        "agent": reverse("admin:agents_agent_change", args=[agent.pk]),
        "new agent": reverse("admin:agents_agent_add"),
        "playbooks of an agent": reverse("admin:agents_agent_playbooks", args=[agent.pk]),
        "sentences": reverse("admin:agents_agent_sentences", args=[agent.pk]),
        "playbook": reverse("admin:playbooks_playbook_change", args=[playbook.pk]),
        "new playbook": reverse("admin:playbooks_playbook_add"),
        "handoffs": reverse("admin:handoff_handoff_changelist"),
        "handoff": reverse("admin:handoff_handoff_change", args=[handoff.pk]),
        "settings": reverse("admin:agents_brand_change", args=[brand.pk]),
        "platform services": provider_url(brand),
        "trial": reverse("admin:trial", args=[a_trial(agent).pk]),
    }


@pytest.fixture
def brand() -> Brand:
    return a_brand()


@pytest.fixture
def client(brand: Brand) -> Client:
    client = a_client_of(brand)
    client.raise_request_exception = False
    return client


def forms_on(client: Client, pages: dict[str, str]) -> list[PageForm]:
    found = {}
    for url in pages.values():
        for form in forms_of(client.get(url).content.decode(), url):
            if "logout" not in form.action:
                found.setdefault((form.action, tuple(form.written)), form)
    return list(found.values())


def posted(client: Client, form: PageForm, text: str, *names: str) -> int:
    body = urlencode(form.with_text(text, *names), doseq=True, errors="surrogatepass")
    return client.post(form.action, body, "application/x-www-form-urlencoded").status_code


def test_no_text_in_every_field_at_once_makes_a_page_fail(client: Client, brand: Brand) -> None:
    forms = forms_on(client, pages_of(brand))
    assert len(forms) >= 12
    failed = Counter[str]()
    for what, text in HOSTILE.items():
        for form in forms:
            status = posted(client, form, text, *form.written)
            failed[f"{form.action}, {what}: {status}"] += status not in ANSWERS
    assert not +failed


def test_nor_does_it_in_one_field_of_a_form_that_is_right_otherwise(client: Client, brand: Brand) -> None:
    forms = forms_on(client, pages_of(brand))
    failed, tried = Counter[str](), 0
    texts = cycle(["a NUL", "half a pair", "too large for a column", "year 10000", "JSON", "a template"])
    for form in forms:
        # Rows of a table are alike: one of each name that differs by its number only.
        for name in {re.sub(r"\d+", "0", name): name for name in form.written + form.hidden}.values():
            for what in islice(texts, 1):
                status = posted(client, form, HOSTILE[what], name)
                tried += 1
                failed[f"{form.action} {name}, {what}: {status}"] += status not in ANSWERS
    assert not +failed
    assert tried >= 50


# Each is one address, of parameters that different pages read.
QUERIES = (
    "o=1.2.-3.99999999999999999999&p=-1&q=%00&from=0000-00-00&to=10000-01-01&days=1e999&page=-1&agent=9&_popup=1",
    "o=x&p=99999999999999999999&q=(a%2B)%2B%24&from=%00&to=9999-99-99&days=-1&page=%F0&agent=%00&status=%ED%A0%80",
    "q=" + "a" * 10_000 + "&p=x&all=&reason='&platform=%00&limit=99999999999999999999&__proto__=1&next=//evil.example",
    "_to_field=password&_popup=1",
    "_to_field=brand__id&_popup=1&_changelist_filters=%00",
    "brand__secret__startswith=a",
    "brand__name__startswith=A&id__in=x",
    "secret_hash__regex=^(a%2B)%2B%24&pk=%00",
    "conversation__external_id__regex=.*&user__password__startswith=p",
    "x__y__z=1&started_at__year=0",
    "started_at__gte=%00&started_at__lt=9999-99-99",
)


@pytest.mark.parametrize("query", QUERIES)
def test_a_hostile_address_makes_no_page_fail(client: Client, brand: Brand, query: str) -> None:
    """A25: what is no filter of the page is no oracle either."""
    more = ["agents_agent", "playbooks_playbook", "handoff_supportprovider", "agents_brand"]
    lists = {name: reverse(f"admin:{name}_changelist") for name in more}
    exports = {
        "export": reverse("admin:export_handoffs"),
        "search": reverse("admin:search"),
        "start": reverse("admin:index"),
    }
    pages = {**pages_of(brand), **lists, **exports}
    answers = {url: client.get(f"{url}?{query}").status_code for url in pages.values()}
    assert not {url: status for url, status in answers.items() if status not in ANSWERS}


@pytest.mark.parametrize(
    "lookup",
    [
        "conversation__customer__contains",
        "brand__api_keys__secret_hash__startswith",
        "conversation__agent__brand__name__startswith",
    ],
)
def test_a_look_up_that_is_no_filter_tells_nothing(client: Client, brand: Brand, lookup: str) -> None:
    """A25: a guess that is right and one that is wrong are answered alike."""
    handoff = a_started_handoff(brand, "I want to talk to a human, please.")
    url = reverse("admin:handoff_handoff_changelist")
    answers = [client.get(url, {lookup: guess}) for guess in (brand.name[:1], "~~~")]
    told = {
        (answer.status_code, answer.headers.get("Location"), handoff.ref in answer.content.decode())
        for answer in answers
    }
    assert len(told) == 1
    assert {status for status, *_ in told} <= {200, 302, 400}


def test_a_planted_failure_is_seen(client: Client, monkeypatch: pytest.MonkeyPatch, brand: Brand) -> None:
    def fail(*arguments: Any, **named: Any) -> None:
        raise ValueError

    pages = pages_of(brand)
    [form] = [form for form in forms_on(client, pages) if form.action == pages["sentences"]]
    monkeypatch.setattr("django.forms.forms.BaseForm.full_clean", fail)
    assert posted(client, form, "a", *form.written) == 500
    assert 500 not in ANSWERS
