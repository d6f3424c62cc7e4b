"""Playbooks: what the Agents were told. The list, the doors to all pages of one, and who may go through them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString

from agents.admin.base import ADMINS, AUTHORS, BrandScopedAdmin
from handoff import configuration
from handoff.admin.playbooks import page, states, switching_off, told, try_it
from handoff.admin.playbooks.checking import check
from handoff.admin.playbooks.restoring import restore
from handoff.admin.playbooks.versions import differences, version, versions
from playbooks.models import Playbook
from playbooks.removing import remove
from playbooks.switching import is_referred_to

PlaybookView = Callable[..., HttpResponse]


class PlaybookAdmin(BrandScopedAdmin):
    may_add = AUTHORS
    may_change = AUTHORS
    may_delete = ADMINS
    list_display = ("name", "followed_by", "state", "last_saved")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("check/", wrap(check), name="playbooks_playbook_check"),
            path("told/", wrap(told.told), name="playbooks_playbook_told"),
            path("reply/", wrap(try_it.reply), name="playbooks_playbook_reply"),
            path("<uuid:pk>/versions/", wrap(self._of_one(versions)), name="playbooks_playbook_versions"),
            path("<uuid:pk>/versions/<int:number>/", wrap(self._of_one(version)), name="playbooks_playbook_version"),
            path(
                "<uuid:pk>/versions/<int:number>/restore/",
                wrap(self._of_one(restore)),
                name="playbooks_playbook_restore",
            ),
            path("<uuid:pk>/switch/", wrap(self._of_one(switching_off.switch)), name="playbooks_playbook_switch"),
            path("<uuid:pk>/differences/", wrap(self._of_one(differences)), name="playbooks_playbook_differences"),
        ]
        return [*own, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Playbook]:
        rows = super().get_queryset(request).select_related("published", "saved_by", "brand")
        return rows.prefetch_related("assignments__agent")

    @admin.display(description="Agents")
    def followed_by(self, playbook: Playbook) -> str:
        rows = playbook.assignments.all()
        names = [row.agent.name if row.enabled else f"{row.agent.name} (off)" for row in rows]
        return ", ".join(sorted(names)) or "No Agent yet"

    @admin.display(description="State")
    def state(self, playbook: Playbook) -> SafeString:
        kind, words = states.state_words(playbook)
        return format_html('<span class="hf-badge hf-badge--{}">{}</span>', kind, words)

    @admin.display(description="Last saved", ordering="updated_at")
    def last_saved(self, playbook: Any) -> str:
        return states.saved_words(playbook, playbook.zone)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Times on the Brand's clocks, which are read once."""
        changes = super().get_changelist_instance(request)
        rows = list(changes.result_list)
        zone = configuration.provider_of(rows[0].brand).timezone if rows else ""
        for row in rows:
            row.zone = zone
        changes.result_list = rows
        return changes

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return page.add(request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return self._opened(page.change, request, object_id)

    def has_delete_permission(self, request: HttpRequest, obj: Playbook | None = None) -> bool:
        """What conversations may have been led by is switched off instead."""
        return super().has_delete_permission(request, obj) and not (obj and is_referred_to(obj))

    def delete_model(self, request: HttpRequest, obj: Playbook) -> None:
        remove([obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Playbook]) -> None:
        remove(queryset)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The playbooks alone, with who stops reading them: their versions are no rows that a merchant knows."""
        _rows, _counts, forbidden, protected = super().get_deleted_objects(objs, request)
        return [_what_ends(playbook) for playbook in objs], {"playbooks": len(objs)}, forbidden, protected

    def _of_one(self, view: PlaybookView) -> PlaybookView:
        """The view gets the playbook instead of its id; 404 where the Brand has no such."""

        def door(request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
            return self._opened(view, request, str(pk), **kwargs)

        return door

    def _opened(self, view: PlaybookView, request: HttpRequest, object_id: str, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, self._playbook(request, object_id), **kwargs)
        except Playbook.DoesNotExist:
            # A colleague deleted it a moment ago.
            raise Http404 from None

    def _playbook(self, request: HttpRequest, object_id: str) -> Playbook:
        found: Playbook | None = self.get_object(request, object_id)
        if found is None:
            raise Http404
        if not self.has_view_permission(request, found):
            raise PermissionDenied
        return found


def _what_ends(playbook: Playbook) -> str:
    following = sorted(row.agent.name for row in playbook.assignments.all() if row.enabled)
    if not (following and playbook.published_id):
        return f"{playbook.name}, which no Agent reads"
    return f"{playbook.name}, with all its versions. From then on it is no longer read by {', '.join(following)}"
