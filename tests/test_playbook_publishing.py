"""Versions of playbooks: numbered, signed, and never changed."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import DatabaseError, transaction

from agents import scopes
from playbooks.models import Playbook, PlaybookVersion
from playbooks.publishing import publish, retire
from playbooks.removing import remove
from tests.admin_builders import a_person
from tests.builders import a_brand, a_playbook, an_agent
from tests.test_api_parallel import at_once

pytestmark = pytest.mark.django_db


def redrafted(playbook: Playbook, text: str) -> Playbook:
    Playbook.objects.filter(pk=playbook.pk).update(draft=text)
    playbook.refresh_from_db()
    return playbook


def test_a_version_says_who_published_it_and_why() -> None:
    user = a_person(first_name="Ana", last_name="Lima")
    version = publish(redrafted(a_playbook(a_brand()), "New."), user, "Shorter")
    assert (version.number, version.text, version.note) == (2, "New.", "Shorter")
    assert (version.published_by, version.published_by_name) == (user, "Ana Lima")
    user.delete()
    version.refresh_from_db()
    assert (version.published_by, version.published_by_name) == (None, "Ana Lima")


def test_the_same_text_is_published_once() -> None:
    playbook = a_playbook(a_brand())
    assert publish(playbook, a_person(), "Again") == playbook.published
    assert playbook.versions.count() == 1


def test_publishing_an_older_text_again_makes_a_new_version() -> None:
    playbook = a_playbook(a_brand(), text="One.")
    publish(redrafted(playbook, "Two."))
    third = publish(redrafted(playbook, "One."))
    assert list(playbook.versions.values_list("number", "text")) == [(3, "One."), (2, "Two."), (1, "One.")]
    assert playbook.versions.get(retired_at=None) == third
    playbook.refresh_from_db()
    assert playbook.published == third


@pytest.mark.parametrize("change", [{"text": "Forged."}, {"number": 9}, {"note": "Forged"}, {"published_by_name": "X"}])
def test_the_database_refuses_to_change_a_version(change: dict[str, object]) -> None:
    version = a_playbook(a_brand()).published
    assert version
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        PlaybookVersion.objects.filter(pk=version.pk).update(**change)
    before = version.text
    version.refresh_from_db()
    assert version.text == before


def test_what_is_retired_is_followed_by_nobody() -> None:
    brand = a_brand()
    playbook = a_playbook(brand, an_agent(brand))
    retire(playbook)
    playbook.refresh_from_db()
    assert playbook.published is None
    assert playbook.versions.get().retired_at
    assert publish(playbook).number == 2


def test_versions_go_with_their_playbook() -> None:
    remove([a_playbook(a_brand())])
    assert not PlaybookVersion.objects.exists()


def published_elsewhere(playbook: Playbook) -> PlaybookVersion:
    """In a thread, which works for nobody until it is told."""
    with scopes.brand(playbook.brand_id):
        return publish(playbook)


@pytest.mark.django_db(transaction=True)
def test_the_same_text_published_by_several_at_once_is_one_version() -> None:
    playbook = redrafted(a_playbook(a_brand()), "New.")
    versions = at_once(lambda number: published_elsewhere(playbook))
    assert {version.number for version in versions} == {2}
    assert playbook.versions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_playbook_that_is_deleted_while_it_is_published_goes_without_a_word() -> None:
    brand = a_brand()
    playbook = redrafted(a_playbook(brand, an_agent(brand)), "New.")

    def work(number: int) -> None:
        if number == 0:
            with scopes.brand(brand.pk):
                return remove([playbook])
        with suppress(Playbook.DoesNotExist):
            published_elsewhere(playbook)

    at_once(work)
    assert not Playbook.objects.exists()
    assert not PlaybookVersion.objects.exists()
