"""A backup is the database and the keys: what was pending in it goes on, as docs/deployment.md says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from agents.models import Brand
from devtools.services import working_folder
from handoff import chats, contexts, services
from handoff.models import Handoff
from handoff.providers.base import Customer
from tests.backups import Backup, PostgresBackup, Restored, manage
from tests.builders import a_brand, a_consultation, a_provider, an_agent
from tests.platforms import PLATFORMS, Platform
from tests.stand_ins import StandIns

pytestmark = pytest.mark.django_db(transaction=True)

# There the conversation is made by the handoff itself: a database that has forgotten its id makes another one.
TWICE = ("intercom",)
CUSTOMER = Customer(id="shopper-1", email="ada@example.com", name="Ada")


@pytest.fixture
def pending(stand_ins: StandIns) -> dict[str, str]:
    """One handoff at each platform, its chat open in the customer's browser. Their references."""
    return {platform.slug: begun(platform, a_brand(), stand_ins).ref for platform in PLATFORMS}


def begun(platform: Platform, brand: Brand, stand_ins: StandIns) -> Handoff:
    a_provider(brand, platform.slug, settings=platform.settings, secrets=platform.secrets)
    handoff = services.start_handoff(brand, an_agent(brand).pk, a_consultation(customer=CUSTOMER)).handoff
    launch = chats.adapter_of(handoff).launch(contexts.context_of(handoff, "The summary."))
    platform.begin(stand_ins, launch.options)
    return handoff


@pytest.fixture
def backup(pending: dict[str, str]) -> Iterator[Backup]:
    with working_folder() as folder:
        yield PostgresBackup(folder) if connection.vendor == "postgresql" else Backup(folder)


def sweep(restored: Restored, stand_ins: StandIns, keys: list[str]) -> str:
    own = {"LOCAL_DIR": str(settings.LOCAL_DIR), "SECRET_KEY": settings.SECRET_KEY, "STAND_IN_URL": stand_ins.url}
    return manage("sweep", restored.url, FIELD_ENCRYPTION_KEYS=",".join(keys), **own)


def at_the_platforms(pending: dict[str, str], stand_ins: StandIns) -> dict[str, int]:
    return {one.slug: len(one.notes_with(stand_ins, pending[one.slug])) for one in PLATFORMS}


def test_what_was_pending_is_delivered_from_the_backup(
    pending: dict[str, str], backup: Backup, stand_ins: StandIns
) -> None:
    with backup.restored() as restored:
        assert set(restored.states().values()) == {"pending"}
        sweep(restored, stand_ins, settings.FIELD_ENCRYPTION_KEYS)
        assert restored.states() == dict.fromkeys(pending, "delivered")
    assert at_the_platforms(pending, stand_ins) == dict.fromkeys(pending, 1)


def test_what_was_delivered_after_the_backup_is_found_at_the_platform_before_it_is_sent(
    pending: dict[str, str], backup: Backup, stand_ins: StandIns
) -> None:
    call_command("sweep")
    assert at_the_platforms(pending, stand_ins) == dict.fromkeys(pending, 1)
    with backup.restored() as restored:
        sweep(restored, stand_ins, settings.FIELD_ENCRYPTION_KEYS)
        assert restored.states() == dict.fromkeys(pending, "delivered")
    assert at_the_platforms(pending, stand_ins) == {**dict.fromkeys(pending, 1), **dict.fromkeys(TWICE, 2)}


def test_without_the_keys_of_its_time_a_backup_delivers_nothing(
    pending: dict[str, str], backup: Backup, stand_ins: StandIns
) -> None:
    with backup.restored() as restored:
        sweep(restored, stand_ins, [Fernet.generate_key().decode()])
        assert "delivered" not in restored.states().values()
    assert at_the_platforms(pending, stand_ins) == dict.fromkeys(pending, 0)
