"""The pages Privacy and A customer's data: bounds, roles, and that no address ever names a customer."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from agents.models import Brand, Role
from handoff.admin import customer_data
from tests.admin_builders import a_client_of
from tests.runtime import Shop
from tests.test_privacy_erase import CANARIES, CUSTOMER, TOKEN, dump, full, standing

pytestmark = pytest.mark.django_db
PRIVACY = "/admin/agents/brand/privacy/"
CUSTOMER_DATA = "/admin/handoff/disclosure/customer/"


@pytest.fixture
def shop() -> Shop:
    return Shop(kind="intercom", secrets={"access_token": TOKEN})


@pytest.fixture
def client(shop: Shop) -> Client:
    return a_client_of(shop.brand)


def kept(shop: Shop) -> tuple[int, int, bool]:
    brand = Brand.objects.get(pk=shop.brand.pk)
    return brand.texts_kept_days, brand.rest_kept_days, brand.model_allowed


def posted(texts: object = 30, rest: object = 400, **more: str) -> dict[str, Any]:
    return {"texts_kept_days": texts, "rest_kept_days": rest, **more}


@pytest.mark.parametrize(
    ("form", "then"),
    [
        (posted(31, 400, model_allowed="on"), (31, 400, True)),
        (posted(3650, 3650), (3650, 3650, False)),
        (posted(7, 400, model_allowed="on", agreed="on"), (7, 400, True)),
        (posted(1, 1, model_allowed="on", agreed="on"), (1, 1, True)),
    ],
)
def test_what_can_be_set(client: Client, shop: Shop, form: dict[str, Any], then: tuple[int, int, bool]) -> None:
    assert client.post(PRIVACY, form).status_code == 302
    assert kept(shop) == then


@pytest.mark.parametrize(
    ("form", "says"),
    [
        (posted(0), "Write a whole number of days, from 1 to 3,650."),
        (posted(-1), "Write a whole number of days"),
        (posted("", 400), "Write a whole number of days"),
        (posted("soon"), "Write a whole number of days"),
        (posted("1e3"), "Write a whole number of days"),
        (posted(30, 3651), "Write a whole number of days"),
        (posted(99999999999999999999), "Write a whole number of days"),
        (posted(401, 400), "Keep the rest at least as long as the texts"),
        (posted(29, 400), "Agree to this"),
        (posted(30, 399), "Agree to this"),
    ],
)
def test_what_cannot_be_set_is_said_beside_the_field(
    client: Client, shop: Shop, form: dict[str, Any], says: str
) -> None:
    answer = client.post(PRIVACY, form)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert "Nothing was saved" in answer.content.decode()
    assert kept(shop) == (30, 400, True)


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.VIEWER])
def test_others_read_it_and_change_nothing(shop: Shop, role: Role) -> None:
    client = a_client_of(shop.brand, role)
    html = client.get(PRIVACY).content.decode()
    assert "Days to keep what was said" in html
    assert "Save Changes" not in html
    assert CUSTOMER_DATA not in html
    assert client.post(PRIVACY, posted(31)).status_code == 403
    assert kept(shop) == (30, 400, True)
    for method in (client.get, client.post):
        assert method(CUSTOMER_DATA).status_code == 403


def test_a_form_of_another_brand_changes_nothing(client: Client, shop: Shop) -> None:
    assert client.post(PRIVACY, posted(31, of_brand=str(Shop().brand.pk))).status_code == 403
    assert kept(shop) == (30, 400, True)


# A customer's data


def asked(client: Client, do: str = "find", **fields: str) -> Any:
    return client.post(CUSTOMER_DATA, {"email": CANARIES["email"], "id": "", "phone": "", "do": do, **fields})


def test_what_is_found_is_told_in_counts(client: Client, shop: Shop) -> None:
    full(shop)
    answer = asked(client, email=f"  {CANARIES['email'].upper()} ")
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    counts = answer.context["counts"]
    assert (counts["conversations"], counts["messages"], counts["handoffs"]) == (1, 3, 1)
    html = answer.content.decode()
    assert "Erase 1 conversation for good" in html
    # What was typed in is shown again, and nothing else of the customer's.
    assert standing(html) == {"email"}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"email": ""}, "Fill in at least one of the three."),
        ({"email": "", "phone": "12"}, "Write the whole number"),
        ({"email": "x" * 400}, "at most 320 characters"),
    ],
)
def test_what_cannot_be_looked_for(client: Client, fields: dict[str, str], says: str) -> None:
    html = asked(client, **fields).content.decode()
    assert says in html
    assert "Nothing was looked for" in html


def test_nobody_is_found(client: Client) -> None:
    assert "Nothing of this customer is kept here" in asked(client).content.decode()


def test_the_download_is_all_there_is(client: Client, shop: Shop) -> None:
    full(shop)
    answer = asked(client, "export")
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="customer-data.json"'
    assert standing(json.dumps(json.loads(answer.content), ensure_ascii=False)) == set(CANARIES)


def test_erasing_takes_a_checked_box(client: Client, shop: Shop) -> None:
    full(shop)
    before = standing(dump())
    assert "Check the box first" in asked(client, "erase").content.decode()
    assert standing(dump()) == before
    html = asked(client, "erase", agreed="yes").content.decode()
    assert "1 conversation with 1 handoff erased" in html
    assert standing(dump()) == set()


def test_a_long_erasure_is_gone_on_with(client: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(customer_data, "AT_A_TIME", 2)
    for number in range(3):
        shop.decide(
            ("customer", "Hm."), ("agent", "Sorry."), trigger="agent", customer=CUSTOMER, conversation=f"c{number}"
        )
    first = asked(client, "erase", agreed="yes").content.decode()
    assert "1 left" in first
    assert "Go on erasing" in first
    assert "Of this customer only ids" in asked(client, "erase", agreed="yes").content.decode()


def test_another_brands_customer_is_not_found(shop: Shop) -> None:
    """A23: not found, not downloaded, not erased."""
    full(shop)
    before = standing(dump())
    client = a_client_of(Shop().brand)
    assert "Nothing of this customer is kept here" in asked(client).content.decode()
    assert json.loads(asked(client, "export").content)["conversations"] == []
    asked(client, "erase", agreed="yes")
    assert standing(dump()) == before


def test_no_log_and_no_history_names_the_customer(client: Client, shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    full(shop)
    caplog.set_level(logging.DEBUG)
    for do in ("find", "export", "erase"):
        asked(client, do, agreed="yes")
    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert standing(logged) == set()
    assert not LogEntry.objects.exists()
    assert client.get(CUSTOMER_DATA, {"email": CANARIES["email"]}).context["form"].is_bound is False


def test_hostile_text_in_the_form_is_shown_as_text(client: Client) -> None:
    html = asked(client, email='"><script>alert(1)</script>').content.decode()
    assert "<script>alert(1)" not in html
