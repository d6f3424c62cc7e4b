"""The page of one playbook: its draft is saved here, and published. Nothing is written over what a colleague saved."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from agents.access import Access
from agents.admin.base import refuse_forms_of_others, required_access
from handoff.admin.playbooks.checking import errors_among, findings_of
from handoff.admin.playbooks.page_context import shown
from handoff.admin.playbooks.playbook_form import PlaybookForm
from handoff.admin.playbooks.posted_json import writing
from playbooks import drafts, starters
from playbooks.models import NOTE_LENGTH, Playbook
from playbooks.publishing import publish

CHANGE = "admin:playbooks_playbook_change"
PUBLISH, OVERWRITE = "_publish", "overwrite"
# No revision of any playbook.
UNSEEN = UUID(int=0)
# The level of a message, and its words.
Told = tuple[int, str]
SAVED = "Your draft is saved. Agents follow it once you publish."
UNCHANGED = "The published text is the same already. Nothing was published."
EMPTY = "Your draft is saved. There is nothing to publish yet: write what your Agents should do."
STOPPED = "Your draft is saved, but it was not published: first mend what is marked as an error below."


@dataclass(frozen=True, slots=True)
class Post:
    """One press of a button on the page. `saved` is None where the playbook is a new one."""

    request: HttpRequest
    access: Access
    saved: Playbook | None
    form: PlaybookForm

    @property
    def user(self) -> User:
        assert isinstance(self.request.user, User)
        return self.request.user

    @property
    def revision(self) -> UUID:
        """A form that names none has seen none."""
        found: UUID | None = self.form.cleaned_data["revision"]
        return found or UNSEEN


def add(request: HttpRequest) -> HttpResponse:
    access = writing(request)
    refuse_forms_of_others(request, access.brand)
    if request.method == "POST":
        return _saved(Post(request, access, None, PlaybookForm(access.brand, None, request.POST)))
    begun = starters.starter(request.GET.get("starter", "")) or starters.BLANK
    return shown(request, PlaybookForm(access.brand, None, text=begun.text, name=begun.name), None, starter=begun)


def change(request: HttpRequest, saved: Playbook) -> HttpResponse:
    access = required_access(request)
    if request.method != "POST":
        note = request.GET.get("note", "")[:NOTE_LENGTH]
        return shown(request, PlaybookForm(access.brand, saved, note=note), saved)
    if not access.may_write_playbooks:
        raise PermissionDenied
    return _saved(Post(request, access, saved, PlaybookForm(access.brand, saved, _agreed(request.POST))))


def _agreed(posted: QueryDict) -> QueryDict:
    """Who presses "Save mine anyway" has seen the revision that this button names."""
    if OVERWRITE not in posted:
        return posted
    agreed = posted.copy()
    agreed["revision"] = str(posted[OVERWRITE])
    return agreed


def _saved(post: Post) -> HttpResponse:
    if not post.form.is_valid():
        return shown(post.request, post.form, post.saved, refused=True)
    try:
        playbook, (level, told) = _written(post)
    except drafts.NameTaken:
        post.form.add_error("name", drafts.NAME_TAKEN)
        return shown(post.request, post.form, post.saved, refused=True)
    except drafts.Changed:
        return shown(post.request, post.form, post.saved, conflict=True)
    messages.add_message(post.request, level, told)
    return redirect(_page_of(playbook, post.form.cleaned_data["note"] if level == messages.ERROR else ""))


def _page_of(playbook: Playbook, note: str) -> str:
    """Where nothing was published, the note waits for the next try."""
    page = reverse(CHANGE, args=[playbook.pk])
    return f"{page}?{urlencode({'note': note})}" if note else page


@transaction.atomic
def _written(post: Post) -> tuple[Playbook, Told]:
    """The row stays locked in between: what is published is what was checked, never what a colleague saves just now."""
    wanted = post.form.wanted()
    if post.saved is None:
        playbook = drafts.create(post.access.brand, wanted, post.user)
    else:
        playbook = drafts.save_draft(post.saved, wanted, post.user, post.revision)
    return playbook, _published(post, playbook) if PUBLISH in post.request.POST else (messages.SUCCESS, SAVED)


def _published(post: Post, playbook: Playbook) -> Told:
    if not playbook.draft.strip():
        return messages.ERROR, EMPTY
    if errors_among(findings_of(post.access.brand, playbook.draft, post.form.wanted().agents)):
        return messages.ERROR, STOPPED
    before = playbook.published_id
    version = publish(playbook, post.user, post.form.cleaned_data["note"])
    if version.pk == before:
        return messages.INFO, UNCHANGED
    return messages.SUCCESS, f"“{playbook.name}” is published as version {version.number}: its Agents follow it now."
