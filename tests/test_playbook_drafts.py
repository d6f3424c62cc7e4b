"""Drafts of playbooks: saved, restored, kept aside, and never over what a colleague saved."""

from __future__ import annotations

from uuid import uuid4

import pytest

from playbooks import drafts
from playbooks.drafts import Changed, Draft, NameTaken
from playbooks.models import NAME_LENGTH, Playbook
from playbooks.publishing import publish
from tests.admin_builders import a_person
from tests.builders import a_brand, a_playbook, an_agent

pytestmark = pytest.mark.django_db


def test_a_new_draft_is_followed_once_it_is_published() -> None:
    brand, user = a_brand(), a_person()
    agent = an_agent(brand)
    playbook = drafts.create(brand, Draft("Orders", "Help.", (agent,)), user)
    assert (playbook.draft, playbook.saved_by, playbook.published) == ("Help.", user, None)
    assert [row.agent for row in playbook.assignments.all()] == [agent]


def test_who_saves_after_somebody_else_is_told_and_nothing_is_written() -> None:
    playbook = a_playbook(a_brand(), text="First.")
    seen = playbook.revision
    drafts.save_draft(playbook, Draft(playbook.name, "Hers."), a_person(), seen)
    with pytest.raises(Changed):
        drafts.save_draft(playbook, Draft(playbook.name, "His."), a_person(), seen)
    playbook.refresh_from_db()
    assert playbook.draft == "Hers."
    drafts.save_draft(playbook, Draft(playbook.name, "His."), a_person(), playbook.revision)


def test_saving_the_same_twice_is_in_nobodys_way() -> None:
    playbook, user = a_playbook(a_brand(), text="First."), a_person()
    seen, wanted = playbook.revision, Draft(playbook.name, "Second.")
    saved = drafts.save_draft(playbook, wanted, user, seen)
    assert drafts.save_draft(playbook, wanted, user, seen).revision == saved.revision != seen


@pytest.mark.parametrize("change", ["name", "text", "agents"])
def test_each_change_gives_a_new_revision(change: str) -> None:
    brand = a_brand()
    playbook = a_playbook(brand, text="First.")
    fields = {"name": playbook.name, "text": "First.", "agents": ()}
    other = {"name": "Other", "text": "Other.", "agents": (an_agent(brand),)}
    wanted = Draft(**{**fields, change: other[change]})
    assert drafts.save_draft(playbook, wanted, None, playbook.revision).revision != playbook.revision


def test_a_name_is_taken_once_in_a_brand() -> None:
    brand = a_brand()
    playbook = a_playbook(brand, name="Taken")
    with pytest.raises(NameTaken):
        drafts.create(brand, Draft("Taken", ""))
    other = a_playbook(brand)
    with pytest.raises(NameTaken):
        drafts.save_draft(other, Draft("Taken", "Lost?"), None, other.revision)
    other.refresh_from_db()
    assert other.draft != "Lost?"
    drafts.create(a_brand(), Draft(playbook.name, ""))


def test_an_agent_keeps_a_playbooks_place_and_switch_while_others_come_and_go() -> None:
    brand = a_brand()
    stays, comes, goes = (an_agent(brand) for _ in range(3))
    first, second = a_playbook(brand, stays), a_playbook(brand)
    drafts.save_draft(second, Draft(second.name, second.draft, (stays, goes)))
    second.assignments.filter(agent=stays).update(enabled=False)
    drafts.save_draft(second, Draft(second.name, second.draft, (stays, comes)))
    rows = {row.agent: (row.position, row.enabled) for row in second.assignments.all()}
    assert rows == {stays: (1, False), comes: (0, True)}
    assert first.assignments.get().position == 0


def test_a_version_is_restored_as_the_draft_and_agents_read_on_as_before() -> None:
    playbook = a_playbook(a_brand(), text="One.")
    first = playbook.published
    assert first
    playbook = drafts.save_draft(playbook, Draft(playbook.name, "Two."))
    second = publish(playbook)
    playbook.refresh_from_db()
    restored = drafts.restore(playbook, first, None, playbook.revision)
    assert (restored.draft, restored.published_id) == ("One.", second.pk)
    with pytest.raises(Changed):
        drafts.restore(playbook, second, None, uuid4())


def test_a_draft_is_kept_aside_under_a_name_of_its_own() -> None:
    brand = a_brand()
    playbook = a_playbook(brand, an_agent(brand), name="x" * NAME_LENGTH, text="Edits.")
    kept = [drafts.keep_aside(playbook) for _ in range(3)]
    assert [row.draft for row in kept] == ["Edits."] * 3
    assert len({row.name for row in kept}) == 3
    assert all(len(row.name) <= NAME_LENGTH for row in kept)
    assert not any(row.assignments.exists() or row.published for row in kept)
    assert Playbook.objects.for_brand(brand).count() == 4
