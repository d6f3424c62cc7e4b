"""Agents > an Agent > What customers are told: one language at a time."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from agents import audit
from agents.access import Access
from agents.admin.base import configuring, required_access
from agents.admin.pages import page
from agents.models import Action, Agent
from handoff import configuration
from handoff.admin.agent_settings import stored
from handoff.admin.agent_settings.examples import examples, ours
from handoff.forms.sentences_form import SAID, SentencesForm
from handoff.language_names import NAMES
from handoff.models import AgentSettings
from handoff.sentences import Kind, Wording

TITLE = "What customers are told"
SAVED = "Your changes were saved."


@transaction.atomic
def sentences(request: HttpRequest, pk: UUID) -> HttpResponse:
    access = required_access(request)
    agent = get_object_or_404(Agent.objects.for_brand(access.brand), pk=pk)
    language = request.GET.get("language", "en")
    if language not in NAMES:
        raise Http404
    if request.method != "POST":
        return _Page(request, access, agent, language).shown()
    return _posted(_Page(request, configuring(request), agent, language))


class _Page:
    """The page of one Agent and language, as it is opened or after a button was pressed."""

    def __init__(self, request: HttpRequest, access: Access, agent: Agent, language: str) -> None:
        self.request, self.agent, self.language = request, agent, language
        self.row = stored.settings_of(agent, locked=request.method == "POST")
        self.provider = configuration.provider_of(access.brand)
        self.read_only = not access.may_configure
        self.now = timezone.now()

    def form(self, posted: QueryDict | None = None) -> SentencesForm:
        own = stored.own_sentences(self.row, self.language)
        told = ours(self.language, self.provider, self.now)
        return SentencesForm(self.language, own, told, stored.mark(own), posted, disabled=self.read_only)

    def shown(self, form: SentencesForm | None = None, *, refused: bool = False, cleared: str = "") -> HttpResponse:
        form = form or self.form()
        read = examples(Wording(self.language, {self.language: form.written()}), self.provider, self.now)
        return page(
            self.request,
            "handoff/admin/sentences.html",
            TITLE,
            agent=self.agent,
            form=form,
            rows=[(form[kind.value], read[kind]) for kind in SAID],
            languages=_languages(self.row, self.language),
            language=NAMES[self.language],
            refused=refused,
            cleared=cleared,
        )


def _languages(row: AgentSettings, chosen: str) -> list[dict[str, object]]:
    return [
        {"code": code, "name": name, "chosen": code == chosen, "own": bool(row.sentences.get(code))}
        for code, name in NAMES.items()
    ]


def _posted(opened: _Page) -> HttpResponse:
    posted = opened.request.POST
    cleared = posted.get("clear", "")
    if cleared in set(Kind):
        form = opened.form(_without(posted, cleared))
        return opened.shown(form, cleared=str(form.fields[cleared].label))
    form = opened.form(posted)
    if not form.is_valid():
        return opened.shown(form, refused=True)
    stored.save_sentences(opened.agent, opened.language, form.sentences())
    if changed := form.changed():
        audit.record(Action.AGENT_CHANGED, opened.agent.brand, opened.agent, changed=changed, language=opened.language)
    messages.success(opened.request, SAVED)
    return redirect(f"{reverse('admin:agents_agent_sentences', args=[opened.agent.pk])}?language={opened.language}")


def _without(posted: QueryDict, kind: str) -> QueryDict:
    """Nothing is saved yet: the person sees ours first."""
    changed = posted.copy()
    changed[kind] = ""
    return changed
