"""Published texts: the list, one of them, and what differs between any two or the draft. Nothing can be edited here."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from agents.admin.pages import page
from handoff import configuration
from handoff.admin.playbooks import states
from handoff.admin.playbooks.version_rows import version_rows
from playbooks.diffs import difference
from playbooks.models import Playbook, PlaybookVersion

DRAFT = "draft"
LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts that are compared: a version, or the draft."""

    key: str
    label: str
    text: str


@require_GET
def versions(request: HttpRequest, playbook: Playbook) -> HttpResponse:
    rows = version_rows(playbook, zone_of(playbook))
    return page(request, "playbooks/admin/versions.html", "Versions", playbook=playbook, versions=rows)


@require_GET
def version(request: HttpRequest, playbook: Playbook, number: int) -> HttpResponse:
    row = version_of(playbook, number)
    return page(
        request,
        "playbooks/admin/version.html",
        f"Version {row.number}",
        playbook=playbook,
        version=row,
        words=states.published_words(row, zone_of(playbook)),
        is_draft=row.text == playbook.draft,
    )


@require_GET
def differences(request: HttpRequest, playbook: Playbook) -> HttpResponse:
    """`from` and `to` are numbers of versions or `draft`; without them, the published version and the draft."""
    published = str(playbook.published.number) if playbook.published else DRAFT
    before = _side(playbook, request.GET.get("from") or published)
    after = _side(playbook, request.GET.get("to") or DRAFT)
    return page(
        request,
        "playbooks/admin/differences.html",
        "What differs",
        playbook=playbook,
        before=before,
        after=after,
        difference=difference(before.text, after.text),
        versions=version_rows(playbook, zone_of(playbook)),
    )


def version_of(playbook: Playbook, number: int) -> PlaybookVersion:
    return get_object_or_404(playbook.versions, number=number)


def zone_of(playbook: Playbook) -> str:
    return configuration.provider_of(playbook.brand).timezone


def _side(playbook: Playbook, key: str) -> Side:
    if key == DRAFT:
        return Side(DRAFT, "the draft", playbook.draft)
    if not (key.isascii() and key.isdigit() and len(key) <= LONGEST_NUMBER):
        raise Http404
    return Side(key, f"version {int(key)}", version_of(playbook, int(key)).text)
