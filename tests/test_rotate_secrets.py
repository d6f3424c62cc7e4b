"""`manage rotate_secrets`: everything under the first key, beside a running product, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.management import CommandError, call_command
from django.core.serializers import serialize
from django.db import connection, models

from agents import ciphers, rotation
from agents.models import SecondStep
from agents.rotation import Column
from handoff.fields import EncryptedSecretsField
from handoff.models import SupportProvider
from tests.admin_builders import a_person
from tests.builders import a_brand, a_provider

pytestmark = pytest.mark.django_db
OLD, NEW, LOST = (Fernet.generate_key().decode() for _ in range(3))
SECRETS = Column(SupportProvider, "secrets")


@pytest.fixture(autouse=True)
def keys(settings: Any) -> Any:
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    return settings


def stored() -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, secrets FROM handoff_supportprovider ORDER BY id")
        return dict(cursor.fetchall())


def providers(count: int) -> list[SupportProvider]:
    return [a_provider(a_brand(), "zendesk", secrets={"api_token": f"a-secret-{n}"}) for n in range(count)]


def rotated() -> str:
    out = StringIO()
    call_command("rotate_secrets", stdout=out)
    return out.getvalue()


def line_of(told: str) -> str:
    return next(line for line in told.splitlines() if line.startswith("handoff.SupportProvider.secrets:"))


def test_all_are_renewed_and_hold_what_they_held(keys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    rows = providers(5)
    keys.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    assert line_of(rotated()) == "handoff.SupportProvider.secrets: 5 renewed, 0 current, 0 unreadable"
    keys.FIELD_ENCRYPTION_KEYS = [NEW]
    for number, row in enumerate(rows):
        row.refresh_from_db()
        assert row.secrets == {"zendesk": {"api_token": f"a-secret-{number}"}}


def test_a_second_time_changes_nothing(keys: Any) -> None:
    providers(2)
    keys.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    rotated()
    before = stored()
    assert line_of(rotated()).endswith("0 renewed, 2 current, 0 unreadable")
    assert stored() == before


def test_tokens_of_an_earlier_release_are_brought_into_todays_form() -> None:
    [row] = providers(1)
    old = Fernet(OLD).encrypt(b'{"zendesk": {"api_token": "of old"}}').decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE handoff_supportprovider SET secrets = %s", [old])
    assert "1 renewed" in line_of(rotated())
    assert stored()[row.pk].startswith(ciphers.FORM)
    row.refresh_from_db()
    assert row.secrets == {"zendesk": {"api_token": "of old"}}


def test_what_no_key_opens_is_left_as_it_is_and_told(keys: Any) -> None:
    providers(1)
    keys.FIELD_ENCRYPTION_KEYS = [LOST]
    providers(1)
    before = stored()
    keys.FIELD_ENCRYPTION_KEYS = [NEW, LOST]
    out = StringIO()
    with pytest.raises(CommandError, match="1 could not be read"):
        call_command("rotate_secrets", stdout=out)
    assert line_of(out.getvalue()).endswith("1 renewed, 0 current, 1 unreadable")
    assert [after == was for after, was in zip(stored().values(), before.values(), strict=True)] == [True, False]


def test_rows_without_secrets_are_not_counted() -> None:
    a_provider(a_brand())
    assert line_of(rotated()).endswith("0 renewed, 0 current, 0 unreadable")


def between(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Just before a row is written, once, somebody else does this."""
    encrypt, done = ciphers.encrypt, []

    def interrupted(plain: str) -> str:
        if not done:
            done.append(True)
            act()
        return encrypt(plain)

    monkeypatch.setattr(rotation.ciphers, "encrypt", interrupted)


def test_a_secret_that_a_merchant_saves_meanwhile_is_not_overwritten(keys: Any, monkeypatch: Any) -> None:
    [row] = providers(1)
    keys.FIELD_ENCRYPTION_KEYS = [NEW, OLD]

    def saved() -> None:
        SupportProvider.objects.filter(pk=row.pk).update(secrets={"zendesk": {"api_token": "newer"}})

    between(monkeypatch, saved)
    assert rotation.rotate(SECRETS).current == 1
    row.refresh_from_db()
    assert row.secrets == {"zendesk": {"api_token": "newer"}}


def test_a_secret_that_an_older_process_saves_meanwhile_is_renewed_too(keys: Any, monkeypatch: Any) -> None:
    [row] = providers(1)
    older = Fernet(OLD).encrypt(b'{"zendesk": {"api_token": "newer"}}').decode()
    keys.FIELD_ENCRYPTION_KEYS = [NEW, OLD]

    def saved() -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE handoff_supportprovider SET secrets = %s", [older])

    between(monkeypatch, saved)
    assert rotation.rotate(SECRETS).renewed == 1
    row.refresh_from_db()
    assert row.secrets == {"zendesk": {"api_token": "newer"}}
    assert ciphers.is_current(stored()[row.pk])


def test_a_row_that_is_deleted_meanwhile_does_not_come_back(keys: Any, monkeypatch: Any) -> None:
    [row] = providers(1)
    keys.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    between(monkeypatch, row.brand.delete)
    rotation.rotate(SECRETS)
    assert not stored()


def test_every_field_that_encrypts_is_found_and_any_column_that_a_model_names() -> None:
    found = {str(column) for column in rotation.columns()}
    encrypting = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedSecretsField)
    }
    assert "handoff.SupportProvider.secrets" in encrypting
    assert encrypting <= found


def test_a_model_may_name_a_column_of_plain_text(monkeypatch: Any) -> None:
    monkeypatch.setattr(SupportProvider, "cipher_columns", ("contact_page",), raising=False)
    assert Column(SupportProvider, "contact_page") in rotation.columns()
    row = a_provider(a_brand(), contact_page=Fernet(OLD).encrypt(b"a seed").decode())
    assert rotation.rotate(Column(SupportProvider, "contact_page")).renewed == 1
    row.refresh_from_db()
    assert ciphers.decrypt(row.contact_page) == "a seed"
    assert isinstance(SupportProvider._meta.get_field("contact_page"), models.CharField)


def test_a_dump_holds_no_secret() -> None:
    [row] = providers(1)
    dumped = serialize("json", [row])
    assert "a-secret-0" not in dumped
    assert stored()[row.pk] not in dumped


@pytest.mark.parametrize("key", ["", "changeme", "YQ==", "A" * 20])
def test_a_key_that_is_too_short_encrypts_nothing(keys: Any, key: str) -> None:
    keys.FIELD_ENCRYPTION_KEYS = [key]
    with pytest.raises(ValueError, match=r"32 bytes|padding|base64|decode"):
        ciphers.encrypt("a secret")


def test_a_phone_goes_on_showing_the_right_digits(keys: Any) -> None:
    person = a_person()
    SecondStep.objects.create(user=person, seed=ciphers.encrypt("JBSWY3DPEHPK3PXP"))
    keys.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    assert "agents.SecondStep.seed: 1 renewed, 0 current, 0 unreadable" in rotated()
    keys.FIELD_ENCRYPTION_KEYS = [NEW]
    assert ciphers.decrypt(SecondStep.objects.get().seed) == "JBSWY3DPEHPK3PXP"
