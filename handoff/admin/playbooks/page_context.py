"""What the page of a playbook shows: the form, what is published, who reads it, its versions."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.template.response import TemplateResponse

from agents.access import Access
from agents.admin.base import required_access
from agents.admin.pages import page
from handoff import configuration, words
from handoff.admin.playbooks import states
from handoff.admin.playbooks.checking import findings_of
from handoff.admin.playbooks.playbook_form import PlaybookForm
from handoff.admin.playbooks.version_rows import version_rows
from playbooks import texts
from playbooks.diffs import difference
from playbooks.directives import COMMANDS
from playbooks.models import Playbook
from playbooks.starters import STARTERS, Starter
from playbooks.switching import is_referred_to

TEMPLATE = "playbooks/admin/playbook.html"
ADD = "Add a playbook"
SHOWN_VERSIONS = 8


def shown(
    request: HttpRequest,
    form: PlaybookForm,
    saved: Playbook | None,
    *,
    starter: Starter | None = None,
    refused: bool = False,
    conflict: bool = False,
) -> TemplateResponse:
    access = required_access(request)
    zone = configuration.provider_of(access.brand).timezone
    saved = _as_stored(saved) if saved else None
    return page(
        request,
        TEMPLATE,
        saved.name if saved else ADD,
        form=form,
        playbook=saved,
        starters=[] if saved else STARTERS,
        starter=starter,
        refused=refused,
        zone=zone,
        **_editor(access, form),
        **(_state(saved, zone) if saved else {}),
        may_delete=saved is not None and access.may_configure and not is_referred_to(saved),
        **(_theirs(saved, form, zone) if saved and conflict else {}),
        unsaved_key=_unsaved_key(access, request.user, saved),
    )


def _as_stored(saved: Playbook) -> Playbook:
    rows = Playbook.objects.select_related("published", "saved_by")
    return rows.prefetch_related("assignments__agent", "assignments__read_version").get(pk=saved.pk)


def _editor(access: Access, form: PlaybookForm) -> dict[str, Any]:
    commands = [{"slug": command.slug, "text": command.text, "help": command.help} for command in COMMANDS]
    text = form.text()
    checked = access.may_write_playbooks and not texts.too_long(text)
    return {
        "commands_json": json.dumps(commands),
        "findings": findings_of(access.brand, text, form.chosen()) if checked else (),
    }


def _state(saved: Playbook, zone: str) -> dict[str, Any]:
    kind, state = states.state_words(saved)
    versions = version_rows(saved, zone)
    return {
        "state_kind": kind,
        "state_words": state,
        "published_words": states.published_words(saved.published, zone) if saved.published else "",
        "differs": saved.published is not None and saved.published.text != saved.draft,
        "saved_words": states.saved_words(saved, zone),
        "readings": states.readings(saved, saved.assignments.all(), zone),
        "versions": versions[:SHOWN_VERSIONS],
        "more_versions": max(0, len(versions) - SHOWN_VERSIONS),
    }


def _theirs(saved: Playbook, form: PlaybookForm, zone: str) -> dict[str, Any]:
    """What a colleague saved meanwhile, and how it differs from what stands in this form."""
    there = {row.agent_id for row in saved.assignments.all()}
    return {
        "theirs": saved.revision,
        "saved_at": words.moment(saved.updated_at, zone),
        "their_difference": difference(saved.draft, form.text()),
        "their_name": saved.name if saved.name != form.cleaned_data.get("name") else "",
        "their_agents": there != {agent.pk for agent in form.chosen()},
        "their_agent_names": ", ".join(sorted(row.agent.name for row in saved.assignments.all())) or "none",
    }


def _unsaved_key(access: Access, user: Any, saved: Playbook | None) -> str:
    """Under which a browser keeps edits: nobody else's, and no other Brand's, whoever uses it next."""
    assert isinstance(user, User)
    return f"handoff-playbook:{access.brand.pk}:{user.pk}:{saved.pk if saved else 'new'}"
