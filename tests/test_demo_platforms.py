"""The demo shop's switch between the platforms: the product's door for it, there under `rundemo` alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from demo import seed
from demo.platforms import PLATFORMS
from demo.seed import Seeded
from handoff.models import SupportProvider
from handoff.providers import base, registry
from handoff.providers.base import Customer
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.urls("demo.product_urls")]
DOOR = "/demo/platform/"


@pytest.fixture
def seeded(tmp_path: Path, settings: pytest.FixtureRequest) -> Seeded:
    settings.LOCAL_DIR = tmp_path
    return seed.seed(8001)


def post(key: str, kind: object) -> int:
    headers = {"authorization": f"Api-Key {key}"}
    return Client().post(DOOR, {"kind": kind}, "application/json", headers=headers).status_code


def chosen() -> SupportProvider:
    return SupportProvider.objects.get(brand=seed.BRAND_ID)


def test_there_is_one_row_for_each_platform() -> None:
    assert {slug: platform.label for slug, platform in PLATFORMS.items()} == dict(registry.choices())


def test_the_demo_begins_with_intercom_and_has_settings_for_all(seeded: Seeded) -> None:
    assert chosen().kind == "intercom"
    ways = {slug: chosen().adapter(slug).context_via() for slug in PLATFORMS}
    assert ways == dict.fromkeys(PLATFORMS, base.API) | {"shopify_inbox": base.PREFILLED}
    assert chosen().adapter("gladly").needs(Customer()) == ("email",)


@pytest.mark.parametrize("kind", PLATFORMS)
def test_the_switch_changes_the_brands_setting_and_nothing_else_of_it(seeded: Seeded, kind: str) -> None:
    SupportProvider.objects.update(timezone="Europe/Berlin", hours_restricted=True)
    before = chosen()
    assert post(seeded.api_key, kind) == 200
    after = chosen()
    assert after.kind == kind
    assert (after.settings, after.secrets) == (before.settings, before.secrets)
    assert (after.timezone, after.hours_restricted) == ("Europe/Berlin", True)


def test_what_the_merchant_has_set_is_found_again(seeded: Seeded) -> None:
    SupportProvider.objects.update(settings={"zendesk": {"tag": "mine"}}, secrets={})
    post(seeded.api_key, "zendesk")
    assert (chosen().settings["zendesk"], chosen().secrets["zendesk"]) == ({"tag": "mine"}, {})


def test_a_demo_of_old_gets_the_settings_of_what_it_had_none_for(seeded: Seeded) -> None:
    SupportProvider.objects.update(settings={}, secrets={})
    post(seeded.api_key, "sprinklr")
    assert chosen().adapter().context_via() == base.API


@pytest.mark.parametrize("kind", ["", "unknown", None, ["zendesk"]])
def test_an_unknown_platform_is_refused(seeded: Seeded, kind: object) -> None:
    assert post(seeded.api_key, kind) == 400
    assert chosen().kind == "intercom"


def test_no_other_key_opens_the_door(seeded: Seeded) -> None:
    agent = seeded.brand.agents.first()
    assert post(builders.an_api_key(builders.a_brand()), "zendesk") == 404
    assert post(builders.an_api_key(seeded.brand, agent), "zendesk") == 404
    assert post("none", "zendesk") == 401
    assert chosen().kind == "intercom"


@pytest.mark.urls("handoff_project.urls")
def test_the_product_itself_has_no_such_door(seeded: Seeded) -> None:
    assert post(seeded.api_key, "zendesk") == 404
