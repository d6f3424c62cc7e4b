"""Django's own history of the admin is not kept: it names rows in words. What is changed goes to the audit log."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from agents import audit
from agents.access import brand_of
from agents.models import Action


class Recorded:
    """Before ModelAdmin among the bases. A page whose service writes to the log itself names no actions here."""

    when_added: ClassVar[Action | None] = None
    when_changed: ClassVar[Action | None] = None
    when_deleted: ClassVar[Action | None] = None

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Names of fields, those of the rows below it too."""
        below = [name for formset in formsets or () for one in formset.forms for name in one.changed_data]
        return list(dict.fromkeys([*form.changed_data, *below]))

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self.record(self.when_added, request, obj)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        if changed := list(message):
            self.record(self.when_changed, request, obj, changed=changed)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        for row in queryset:
            self.record(self.when_deleted, request, row)

    def record(self, action: Action | None, request: HttpRequest, obj: Model, **detail: Any) -> None:
        if action:
            audit.record(action, brand_of(request), obj, **detail)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The audit log's own page has filters for it."""
        raise Http404
