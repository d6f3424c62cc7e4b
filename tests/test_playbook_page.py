"""The page of a playbook: what is saved, what stops publishing, and two authors at once."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from agents.models import Brand, Role
from playbooks import drafts
from playbooks.models import Playbook
from playbooks.removing import remove
from playbooks.starters import STARTERS
from playbooks.texts import MOST_BYTES
from tests.admin_builders import CANARY, a_client, a_client_of, a_person
from tests.builders import a_brand, a_playbook, a_provider, an_agent

pytestmark = pytest.mark.django_db
ADD = reverse("admin:playbooks_playbook_add")
TEXT = "If it is damaged, say sorry. Then /Handoff to support."
MISSPELT = "If it is damaged, /Handof to support."


@pytest.fixture
def brand() -> Brand:
    brand = a_brand()
    a_provider(brand)
    return brand


@pytest.fixture
def client(brand: Brand) -> Client:
    return a_client_of(brand, Role.AUTHOR)


def url_of(playbook: Playbook, page: str = "change", *args: Any) -> str:
    return reverse(f"admin:playbooks_playbook_{page}", args=[playbook.pk, *args])


def page_of(client: Client, url: str) -> str:
    """As people read it."""
    answer = client.get(url)
    assert answer.status_code == 200
    return shown(answer)


def shown(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def save(client: Client, playbook: Playbook, text: str, button: str = "_save", **fields: Any) -> HttpResponse:
    posted = {"name": playbook.name, "draft": text, "revision": playbook.revision, button: "1", **fields}
    return client.post(url_of(playbook), posted, follow=True)


def as_stored(playbook: Playbook) -> Playbook:
    return Playbook.objects.get(pk=playbook.pk)


# What is kept


@pytest.mark.parametrize(
    ("posted", "stored"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("\r\n  leading, and trailing  \r\n\r\n", "\n  leading, and trailing  \n\n"),
        (
            "zero\u200bwidth\u200d \u202eright to left\u202c \ufeff",
            "zero\u200bwidth\u200d \u202eright to left\u202c \ufeff",
        ),
        ("<b>bold</b> <script>alert(1)</script> &amp;", "<b>bold</b> <script>alert(1)</script> &amp;"),
    ],
)
def test_a_text_is_kept_as_it_was_written_but_for_its_line_ends(
    client: Client, brand: Brand, posted: str, stored: str
) -> None:
    playbook = a_playbook(brand)
    save(client, playbook, posted)
    assert as_stored(playbook).draft == stored
    page = client.get(url_of(playbook)).content.decode()
    assert "<script>alert(1)" not in page
    assert html.unescape(page).count(stored)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * (MOST_BYTES + 1), "too long"),
        ("é" * (MOST_BYTES // 2 + 1), "too long"),
        ("nul \x00 here", "cannot be kept"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_words_and_given_back(
    client: Client, brand: Brand, text: str, words: str
) -> None:
    playbook = a_playbook(brand, text="Before.")
    page = shown(save(client, playbook, text, "_publish"))
    assert words in page
    assert "Nothing was saved" in page
    assert text in page
    assert as_stored(playbook).draft == "Before."


def test_a_text_just_short_enough_is_kept(client: Client, brand: Brand) -> None:
    playbook = a_playbook(brand)
    save(client, playbook, "é" * (MOST_BYTES // 2))
    assert len(as_stored(playbook).draft) == MOST_BYTES // 2


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "Taken", "nul \x00"])
def test_a_name_that_will_not_do_is_refused_beside_the_field(client: Client, brand: Brand, name: str) -> None:
    a_playbook(brand, name="Taken")
    answer = client.post(ADD, {"name": name, "draft": "My words."})
    assert answer.context["form"].errors["name"]
    assert "My words." in shown(answer)
    assert Playbook.objects.count() == 1


def test_a_hostile_name_is_shown_as_words(client: Client, brand: Brand) -> None:
    name = '"><img src=x onerror=alert(1)>\u202e'
    playbook = a_playbook(brand, an_agent(brand, "<i>Agent</i>"), name=name)
    for page in (url_of(playbook), url_of(playbook, "versions"), url_of(playbook, "differences"), ADD):
        answer = client.get(page).content.decode()
        assert "<img src=x" not in answer
        assert "<i>Agent" not in answer


# Publishing


def test_errors_stop_publishing_and_the_draft_is_saved(client: Client, brand: Brand) -> None:
    playbook = a_playbook(brand, an_agent(brand), text="Before.")
    page = shown(save(client, playbook, MISSPELT, "_publish", note="Kept & shown"))
    assert "it was not published" in page
    assert 'value="Kept & shown"' in page
    assert "Did you mean /Handoff to support?" in page
    assert (as_stored(playbook).draft, playbook.versions.count()) == (MISSPELT, 1)


def test_warnings_are_shown_and_stop_nothing(client: Client, brand: Brand) -> None:
    off = an_agent(brand, "Switched off", enabled=False)
    playbook = a_playbook(brand, off)
    page = shown(save(client, playbook, TEXT, "_publish", agents=[off.pk], note="Shorter & better"))
    assert "is published as version 2" in page
    assert "Warning" in page
    version = as_stored(playbook).published
    assert version
    assert (version.text, version.note) == (TEXT, "Shorter & better")
    assert f"by {version.published_by_name}" in page
    assert "“Shorter & better”" in page


@pytest.mark.parametrize(("text", "words"), [("  \n", "nothing to publish yet"), (TEXT, "is the same already")])
def test_nothing_is_published_where_there_is_nothing_new(client: Client, brand: Brand, text: str, words: str) -> None:
    playbook = a_playbook(brand, text=TEXT)
    assert words in shown(save(client, playbook, text, "_publish"))
    assert playbook.versions.count() == 1


def test_a_new_playbook_is_published_at_once(client: Client, brand: Brand) -> None:
    agent = an_agent(brand)
    client.post(ADD, {"name": "Orders", "draft": TEXT, "agents": [agent.pk], "_publish": "1"})
    playbook = Playbook.objects.get()
    assert playbook.published
    assert playbook.assignments.get().agent == agent


@pytest.mark.parametrize("known", STARTERS, ids=lambda known: known.slug)
def test_a_starter_fills_the_form_and_saves_nothing(client: Client, known: Any) -> None:
    page = page_of(client, f"{ADD}?starter={known.slug}")
    assert known.text in page
    assert page.count('aria-current="true"') == 1
    assert not Playbook.objects.exists()
    assert page_of(client, f"{ADD}?starter=unheard-of")


def test_the_page_says_who_reads_what(client: Client, brand: Brand) -> None:
    reads, off, new = (an_agent(brand, name) for name in ("Reader", "Off", "New"))
    playbook = a_playbook(brand, reads, off, new)
    playbook.assignments.filter(agent=reads).update(read_at=playbook.updated_at, read_version=playbook.published)
    playbook.assignments.filter(agent=off).update(enabled=False)
    page = re.sub(r"<[^>]+>", "", page_of(client, url_of(playbook)))
    assert re.search(r"Reader read version 1 on \d+ \w+ 20\d\d, \d\d:\d\d", page)
    assert "Off is told nothing of it: it is switched off for this Agent" in page
    assert "New has not read it yet" in page
    listed = page_of(client, reverse("admin:playbooks_playbook_changelist"))
    assert "New, Off (off), Reader" in listed


# Two authors


def test_the_second_author_is_told_sees_the_difference_and_keeps_the_words(client: Client, brand: Brand) -> None:
    playbook = a_playbook(brand, an_agent(brand), text="Greet.\nBe brief.")
    first = a_client(a_person(brand, Role.AUTHOR, first_name="Ana", last_name="Lima"))
    save(first, playbook, "Greet.\nBe very brief.")
    answer = save(client, playbook, "Greet.\nBe kind.", "_publish")
    page = shown(answer)
    assert re.search(r"Ana Lima</span>\s+saved this playbook while you were editing", page)
    assert "<del>Be very brief.</del>" in page
    assert "<ins>Be kind.</ins>" in page
    assert "Greet.\nBe kind." in page
    assert as_stored(playbook).draft == "Greet.\nBe very brief."
    assert playbook.versions.count() == 1
    [theirs] = re.findall(r'name="overwrite" value="([^"]+)"', page)
    save(first, as_stored(playbook), "Greet.\nHers again.")
    refused = shown(save(client, playbook, "Greet.\nBe kind.", "overwrite", overwrite=theirs))
    assert "saved this playbook while you were editing" in refused
    [theirs] = re.findall(r'name="overwrite" value="([^"]+)"', refused)
    save(client, playbook, "Greet.\nBe kind.", "overwrite", overwrite=theirs)
    assert as_stored(playbook).draft == "Greet.\nBe kind."


# Versions


def test_any_two_texts_are_compared(client: Client, brand: Brand) -> None:
    playbook = a_playbook(brand, text="Say sorry once.")
    save(client, playbook, "Say sorry twice.", "_publish")
    save(client, as_stored(playbook), "Say nothing.")
    page = page_of(client, url_of(playbook, "differences") + "?from=1&to=2")
    assert "<del>once</del>" in page
    assert "<ins>twice</ins>" in page
    assert "From version 2 to the draft" in page_of(client, url_of(playbook, "differences"))
    assert "The two texts are the same." in page_of(client, url_of(playbook, "differences") + "?from=1&to=1")
    for odd in ("9", "0", "-1", "x", "٣", "9" * 30):
        assert client.get(url_of(playbook, "differences"), {"from": odd}).status_code == 404


def test_restoring_shows_what_is_replaced_and_may_keep_it(client: Client, brand: Brand) -> None:
    playbook = a_playbook(brand, an_agent(brand), name="Orders", text="One.")
    save(client, playbook, "Edits that nobody published.")
    door, stored = url_of(playbook, "restore", 1), as_stored(playbook)
    page = page_of(client, door)
    assert "They will be replaced" in page
    assert "<del>Edits that nobody published.</del>" in page
    assert "see what would be replaced now" in shown(client.post(door, {"revision": playbook.revision}, follow=True))
    answer = client.post(door, {"revision": stored.revision, "keep": "1"}, follow=True)
    assert "“Orders (former draft)”" in shown(answer)
    assert as_stored(playbook).draft == "One."
    assert Playbook.objects.get(name="Orders (former draft)").draft == "Edits that nobody published."
    assert "nothing is lost" in page_of(client, door)


def test_restoring_without_having_seen_the_draft_restores_nothing(client: Client, brand: Brand) -> None:
    playbook = a_playbook(brand, text="One.")
    save(client, playbook, "Two.")
    for posted in ({}, {"revision": "x"}, {"revision": str(playbook.revision)}):
        client.post(url_of(playbook, "restore", 1), posted)
    assert as_stored(playbook).draft == "Two."


def test_no_page_changes_a_version(client: Client, brand: Brand) -> None:
    playbook = a_playbook(brand, text="One.")
    for name, *args in (("version", 1), ("versions",), ("differences",)):
        assert client.post(url_of(playbook, name, *args), {"text": "Forged."}).status_code == 405
    assert playbook.versions.get().text == "One."


# Who may


def test_viewers_read_and_have_no_editor_and_no_buttons(brand: Brand) -> None:
    playbook, viewer = a_playbook(brand, text="Words of the playbook."), a_client_of(brand, Role.VIEWER)
    page = page_of(viewer, url_of(playbook))
    assert "Words of the playbook." in page
    for button in ("<textarea", "_publish", "Save draft", "Restore as the draft"):
        assert button not in page + page_of(viewer, url_of(playbook, "version", 1))
    assert page_of(viewer, url_of(playbook, "differences"))
    for door in (url_of(playbook), url_of(playbook, "restore", 1), ADD):
        assert viewer.post(door, {"name": "Mine", "revision": playbook.revision}).status_code == 403
    assert viewer.get(url_of(playbook, "restore", 1)).status_code == 403


def test_another_brands_playbooks_are_unknown(client: Client, brand: Brand) -> None:
    theirs = a_playbook(a_brand(), name=CANARY)
    doors = [url_of(theirs), url_of(theirs, "versions"), url_of(theirs, "version", 1), url_of(theirs, "differences")]
    doors += [url_of(theirs, "restore", 1)]
    for door in doors:
        assert client.get(door).status_code == 404, door
        assert client.post(door, {"name": "Mine", "revision": theirs.revision}).status_code in (403, 404, 405), door
    assert a_client_of(brand).post(url_of(theirs, "delete"), {"post": "yes"}).status_code == 404
    assert as_stored(theirs).name == CANARY
    assert CANARY not in page_of(client, reverse("admin:playbooks_playbook_changelist"))


def test_another_brands_agents_cannot_be_chosen(client: Client, brand: Brand) -> None:
    playbook, stranger = a_playbook(brand), an_agent(a_brand(), CANARY)
    answer = save(client, playbook, TEXT, agents=[stranger.pk])
    assert "Nothing was saved" in shown(answer)
    assert CANARY not in shown(answer)
    assert not playbook.assignments.exists()


def test_who_deletes_a_playbook_is_told_who_stops_reading_it(brand: Brand) -> None:
    playbook, client = a_playbook(brand, an_agent(brand, "Helper"), name="Orders"), a_client_of(brand)
    assert "Orders, with all its versions. From then on it is no longer read by Helper" in page_of(
        client, url_of(playbook, "delete")
    )
    client.post(url_of(playbook, "delete"), {"post": "yes"})
    assert not Playbook.objects.exists()


def test_a_form_that_names_no_revision_writes_over_nobody(client: Client, brand: Brand) -> None:
    playbook = a_playbook(brand, text="Theirs.")
    assert "Mine." in shown(save(client, playbook, "Mine.", revision=""))
    assert as_stored(playbook).draft == "Theirs."


@pytest.mark.parametrize("writer", ["save_draft", "restore"])
def test_a_playbook_that_a_colleague_deletes_just_now_is_like_none(
    client: Client, brand: Brand, monkeypatch: pytest.MonkeyPatch, writer: str
) -> None:
    playbook = a_playbook(brand)
    real = getattr(drafts, writer)

    def deleted_before(saved: Playbook, *args: Any) -> Playbook:
        remove([saved])
        return real(saved, *args)  # type: ignore[no-any-return]

    monkeypatch.setattr(drafts, writer, deleted_before)
    door = url_of(playbook) if writer == "save_draft" else url_of(playbook, "restore", 1)
    posted = {"name": playbook.name, "draft": "Mine.", "revision": playbook.revision}
    assert client.post(door, posted).status_code == 404
