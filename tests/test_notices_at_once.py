"""A16: the same notice many times at once is heard once; and a rotation beside a running product loses nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.cache import cache
from django.db import connection

from agents import ciphers, rotation, scopes
from agents.rotation import Column
from handoff.models import Handoff, HandoffEvent, NoticeSource
from tests.admin_builders import a_started_handoff
from tests.builders import a_brand, a_notice_source, a_provider
from tests.notice_senders import intercom

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    found: list[object] = []

    def one(act: Callable[[], object]) -> None:
        try:
            with scopes.maintenance("the tests themselves"):
                found.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_of_the_same_notice_many_times_at_once_one_is_new() -> None:
    cache.clear()
    brand = a_brand()
    a_provider(brand, "intercom")
    handoff = a_started_handoff(brand)
    Handoff.objects.filter(pk=handoff.pk).update(provider_ref="77")
    source = a_notice_source(brand, "intercom")
    sent = intercom("77", source.secret)

    def post() -> Any:
        return sent.to(f"/webhooks/v1/intercom/{source.address}/")

    answers = at_once(*[post] * 6)
    # A database that is busy says so, and the platform comes again.
    heard = [answer.json()["repeated"] for answer in answers if answer.status_code == 200]  # type: ignore[attr-defined]
    assert {answer.status_code for answer in answers} <= {200, 503}  # type: ignore[attr-defined]
    assert heard.count(False) == 1
    assert HandoffEvent.objects.filter(handoff=handoff, name="ended").count() == 1


def test_secrets_that_are_saved_while_others_rotate_are_all_kept(settings: Any) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.FIELD_ENCRYPTION_KEYS = [old]
    sources = [a_notice_source(a_brand(), secret=f"a-secret-{number}") for number in range(12)]
    settings.FIELD_ENCRYPTION_KEYS = [new, old]
    changed = dict.fromkeys(range(0, 12, 2), "changed")

    def save() -> None:
        for number, word in changed.items():
            source = NoticeSource.objects.get(pk=sources[number].pk)
            source.secret = word
            source.save(update_fields=["secret"])

    column = Column(NoticeSource, "secret")
    at_once(save, lambda: rotation.rotate(column), lambda: rotation.rotate(column))
    rotation.rotate(column)
    settings.FIELD_ENCRYPTION_KEYS = [new]
    for number, source in enumerate(sources):
        source.refresh_from_db()
        assert source.secret == changed.get(number, f"a-secret-{number}")
    assert all(ciphers.is_current(token) for _, token in rotation._stored(column))
