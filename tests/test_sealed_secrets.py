"""A platform's secrets in a policy: opened for whoever looks into them, and for nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.fernet import Fernet

from agents import scopes
from handoff import fields, policies
from handoff.fields import SealedSecrets, encrypt
from tests.runtime import Shop

TOKEN = "zendesk-token-4711"
STORED = {"zendesk": {"api_token": TOKEN}, "gorgias": {"api_key": "other"}}


def test_each_platform_has_its_own() -> None:
    secrets = SealedSecrets(encrypt(STORED), "zendesk")
    assert dict(secrets) == {"api_token": TOKEN}
    assert len(secrets) == 1


@pytest.mark.parametrize("platform", ["gladly", ""])
def test_a_platform_without_any_has_none(platform: str) -> None:
    assert not SealedSecrets(encrypt(STORED), platform)
    assert not SealedSecrets("", platform)


def test_where_no_key_fits_any_more_there_are_none(settings: Any) -> None:
    secrets = SealedSecrets(encrypt(STORED), "zendesk")
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    assert dict(secrets) == {}


def test_what_is_shown_of_them_is_nothing() -> None:
    secrets = SealedSecrets(encrypt(STORED), "zendesk")
    assert len(secrets) == 1
    assert TOKEN not in f"{secrets} {secrets!r} {[secrets]}"


@pytest.mark.django_db
def test_a_decision_that_asks_nobody_opens_none(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop(kind="intercom", secrets={"access_token": TOKEN})
    monkeypatch.setattr(fields, "decrypt", lambda token: pytest.fail("it was opened"))
    assert shop.decide("Do you have it in blue?").json()["verdict"] == "continue"


@pytest.mark.django_db
def test_no_secret_is_in_a_policy_s_words() -> None:
    shop = Shop(kind="intercom", secrets={"access_token": TOKEN})
    with scopes.brand(shop.brand.pk):
        policy = policies.policy_of(shop.brand, shop.agent.pk)
    assert policy.adapter().secrets["access_token"] == TOKEN
    assert TOKEN not in f"{policy!r} {policy.adapter().secrets!r}"
