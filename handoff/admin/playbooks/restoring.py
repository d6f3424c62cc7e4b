"""Restore a version as a new draft. A draft that was not published is shown before it is replaced, and can be kept."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from agents.admin.pages import page
from handoff.admin.playbooks import states
from handoff.admin.playbooks.posted_json import writing
from handoff.admin.playbooks.versions import version_of, zone_of
from playbooks import drafts
from playbooks.diffs import difference
from playbooks.models import Playbook, PlaybookVersion

CHANGED = "Somebody saved this playbook while you were looking. Nothing was restored: see what would be replaced now."


@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, playbook: Playbook, number: int) -> HttpResponse:
    writing(request)
    version = version_of(playbook, number)
    if request.method == "POST":
        try:
            return _restored(request, playbook, version)
        except drafts.Changed:
            messages.error(request, CHANGED)
            return redirect("admin:playbooks_playbook_restore", playbook.pk, number)
    return page(
        request,
        "playbooks/admin/restore.html",
        f"Restore version {number}",
        playbook=playbook,
        version=version,
        words=states.published_words(version, zone_of(playbook)),
        unpublished=is_unpublished(playbook),
        difference=difference(playbook.draft, version.text),
    )


def is_unpublished(playbook: Playbook) -> bool:
    """Whether the draft stands in no version: then it would be gone once it is replaced."""
    return bool(playbook.draft.strip()) and not playbook.versions.filter(text=playbook.draft).exists()


@transaction.atomic
def _restored(request: HttpRequest, playbook: Playbook, version: PlaybookVersion) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)
    former = playbook
    playbook = drafts.restore(playbook, version, user, _uuid(request.POST.get("revision", "")))
    told = f"The draft is the text of version {version.number} again. Agents follow it once you publish."
    if "keep" in request.POST:
        kept = drafts.keep_aside(former, user)
        told += f" The former draft is kept as the playbook “{kept.name}”, which no Agent follows."
    messages.success(request, told)
    return redirect("admin:playbooks_playbook_change", playbook.pk)


def _uuid(text: str) -> UUID:
    """What is no revision is nobody's: nothing is restored over a draft that nobody saw."""
    try:
        return UUID(text)
    except ValueError:
        raise drafts.Changed from None
