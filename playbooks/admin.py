"""Playbooks: what the Agents were told. Authors write here; publishing is what makes Agents follow."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import ManyToManyField, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from agents.admin.base import ADMINS, AUTHORS, BrandModelForm, BrandScopedAdmin
from agents.admin.look import Checkboxes
from playbooks.models import Playbook
from playbooks.publishing import publish

PUBLISH = "_publish"
HELP = (
    "Write in plain words what your Agents should do. "
    "Where you write /Handoff to support, the Agent moves the customer to your support team."
)


class PlaybookForm(BrandModelForm):
    """Forms post line ends as CRLF; what is stored and compared has plain ones."""

    def clean_draft(self) -> str:
        draft: str = self.cleaned_data["draft"]
        return draft.replace("\r\n", "\n")


class PlaybookAdmin(BrandScopedAdmin):
    form = PlaybookForm
    may_add = AUTHORS
    may_change = AUTHORS
    may_delete = ADMINS
    fields = ("name", "agents", "draft", "state")
    readonly_fields = ("state",)
    list_display = ("name", "followed_by", "state", "updated_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Playbook]:
        return super().get_queryset(request).select_related("published").prefetch_related("agents")

    @admin.display(description="Agents")
    def followed_by(self, playbook: Playbook) -> str:
        return ", ".join(agent.name for agent in playbook.agents.all()) or "No Agent yet"

    @admin.display(description="Published")
    def state(self, playbook: Playbook) -> SafeString:
        kind, words = state_words(playbook)
        return format_html('<span class="hf-badge hf-badge--{}">{}</span>', kind, words)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "draft":
            field.help_text = HELP
            field.widget.attrs |= {"rows": 16, "spellcheck": "true"}
        return field

    def formfield_for_manytomany(self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, widget=Checkboxes(), **kwargs)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().render_change_form(request, {**context, "publish_button": PUBLISH}, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Playbook, post_url_continue: str | None = None) -> HttpResponse:
        self._publish_if_asked(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Playbook) -> HttpResponse:
        self._publish_if_asked(request, obj)
        return super().response_change(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Only the playbooks themselves: their versions and Agents' links are no rows that a merchant knows."""
        _rows, _counts, forbidden, protected = super().get_deleted_objects(objs, request)
        return [playbook.name for playbook in objs], {"playbooks": len(objs)}, forbidden, protected

    def _publish_if_asked(self, request: HttpRequest, playbook: Playbook) -> None:
        if PUBLISH in request.POST:
            publish(playbook)
            messages.success(request, f"“{playbook.name}” is published: its Agents follow it from now on.")


def state_words(playbook: Playbook) -> tuple[str, str]:
    """The badge's kind, and the words in it."""
    if playbook.published is None:
        return "quiet", "Not published, no Agent follows it"
    if playbook.published.text != playbook.draft:
        return "warning", "Draft differs from what is published"
    if not playbook.agents.all():
        return "warning", "Published, but no Agent is checked"
    return "good", "Published, agents follow it"


admin.site.register(Playbook, PlaybookAdmin)
