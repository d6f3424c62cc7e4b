"""The product's addresses, and beside them pages with one fault each. Only the test of the matrix uses them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.urls import path
from unfold.sites import UnfoldAdminSite

from agents import scopes
from agents.access import brand_of
from agents.admin.base import BrandScopedAdmin
from agents.admin.brand import BrandAdmin
from agents.models import Agent, ApiKey, Brand
from handoff.models import Handoff
from handoff_project import urls

View = Callable[..., HttpResponse]


def past_the_walls(view: View) -> View:
    """As if its author had found the widest scope: then nothing but the matrix's own comparison finds the leak."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> HttpResponse:
        with scopes.maintenance("a planted leak"):
            answer = view(*args, **kwargs)
            return answer.render() if isinstance(answer, SimpleTemplateResponse) else answer

    return answered


def any_agent(pk: object) -> Agent:
    """The first mistake: no Brand is asked for."""
    found = Agent._base_manager.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def shown(request: HttpRequest, pk: object) -> HttpResponse:
    return HttpResponse(any_agent(pk).name)


def refused(request: HttpRequest, pk: object) -> HttpResponse:
    return HttpResponse(status=404 if any_agent(pk).brand == brand_of(request) else 403)


def in_a_header(request: HttpRequest, pk: object) -> HttpResponse:
    return HttpResponse(headers={"X-Agent": any_agent(pk).name})


def in_the_location(request: HttpRequest, pk: object) -> HttpResponse:
    return redirect(f"/admin/?agent={any_agent(pk).name}")


def a_number(request: HttpRequest, pk: object) -> HttpResponse:
    return HttpResponse(str(any_agent(pk).api_keys.count() or ApiKey._base_manager.order_by("pk")[0].pk))


def changed(request: HttpRequest, pk: object) -> HttpResponse:
    if request.method == "POST":
        Agent._base_manager.filter(pk=pk).update(handoff_enabled=False)
    return HttpResponse()


def nested(request: HttpRequest) -> HttpResponse:
    """An address, a key, a body: all are well but for the id inside it."""
    body = json.loads(request.body) if request.body.startswith(b"{") else {}
    named = body["agents"] if isinstance(body.get("agents"), list) else []
    return JsonResponse({"agents": [agent.name for agent in Agent._base_manager.filter(pk__in=named)]})


def oracle(request: HttpRequest) -> HttpResponse:
    """Says nothing of the row but that it is there."""
    return HttpResponse("taken" if Handoff._base_manager.filter(ref=request.GET.get("q", "")).exists() else "free")


def exported(request: HttpRequest) -> HttpResponse:
    file = io.StringIO()
    csv.writer(file).writerows(Agent._base_manager.values_list("name"))
    return HttpResponse(file.getvalue(), content_type="text/csv")


def last_changes(request: HttpRequest) -> HttpResponse:
    return HttpResponse("\n".join(LogEntry.objects.values_list("object_repr", flat=True)))


VIEWS: dict[str, View] = {
    "shown/<uuid:pk>/": shown,
    "refused/<uuid:pk>/": refused,
    "header/<uuid:pk>/": in_a_header,
    "location/<uuid:pk>/": in_the_location,
    "number/<uuid:pk>/": a_number,
    "changed/<uuid:pk>/": changed,
    "nested/": nested,
    "oracle/": oracle,
    "exported/": exported,
    "last-changes/": last_changes,
}


class KeyAdmin(BrandScopedAdmin):
    """Its rows are its Brand's. Each of those below forgets one thing beside them."""

    may_add = may_delete = BrandScopedAdmin.may_change
    fields: Any = ("name", "agent")


class Dropdown(KeyAdmin):
    formfield_for_foreignkey = admin.ModelAdmin.formfield_for_foreignkey  # type: ignore[assignment]


class ListFilter(KeyAdmin):
    list_filter = ("agent",)


class RawId(Dropdown):
    raw_id_fields = ("agent",)


class Autocomplete(KeyAdmin):
    autocomplete_fields = ("agent",)


class AgentsToCompleteFrom(BrandScopedAdmin):
    search_fields = ("name",)
    get_queryset = admin.ModelAdmin.get_queryset  # type: ignore[assignment]


class History(KeyAdmin):
    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return HttpResponse("".join(str(entry) for entry in LogEntry.objects.filter(object_id=object_id)))


class DeleteConfirmation(KeyAdmin):
    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return HttpResponse(
            f"Delete {ApiKey._base_manager.filter(pk=object_id).first()}?" if object_id.isdecimal() else ""
        )


class Action(KeyAdmin):
    actions = ("delete_selected",)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if request.method == "POST":
            chosen = [pk for pk in request.POST.getlist("_selected_action") if pk.isdecimal()]
            ApiKey._base_manager.filter(pk__in=chosen).update(name="deleted")
        return HttpResponse()


class UniqueError(KeyAdmin):
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        taken = Agent._base_manager.filter(name=request.POST.get("name")).exists()
        return HttpResponse("This name is taken." if taken else "")


class Popup(KeyAdmin):
    def get_queryset(self, request: HttpRequest) -> Any:
        return ApiKey._base_manager.all() if "_popup" in request.GET else super().get_queryset(request)


class Lookup(KeyAdmin):
    """Every lookup is allowed, over every row: what is shown afterwards is the Brand's, but their number is not."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        asked = {name: value for name, value in request.GET.items() if name == "name__startswith"}
        return HttpResponse(str(ApiKey._base_manager.filter(**asked).count()))


class SaveAs(KeyAdmin):
    """Saves as new what the address names, whoever's it is."""

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = ApiKey._base_manager.filter(pk=object_id).first() if object_id.isdecimal() else None
        return HttpResponse(row.name if row and request.method == "POST" else "")


class KeysInline(admin.TabularInline):  # type: ignore[type-arg]
    model = ApiKey
    fields = ("name", "agent")
    fk_name = "brand"
    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_add_permission = has_change_permission = has_view_permission


class Inline(BrandAdmin):
    inlines = (KeysInline,)


ADMINS: dict[str, dict[type[Model], type[admin.ModelAdmin[Any]]]] = {
    "dropdown": {ApiKey: Dropdown},
    "list filter": {ApiKey: ListFilter},
    "raw id": {ApiKey: RawId},
    "autocomplete": {ApiKey: Autocomplete, Agent: AgentsToCompleteFrom},
    "history": {ApiKey: History},
    "delete confirmation": {ApiKey: DeleteConfirmation},
    "action": {ApiKey: Action},
    "unique error": {ApiKey: UniqueError},
    "popup": {ApiKey: Popup},
    "lookup": {ApiKey: Lookup},
    "save as": {ApiKey: SaveAs},
    "inline": {Brand: Inline},
    "scoped": {ApiKey: KeyAdmin},
}


class Site(UnfoldAdminSite):
    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return past_the_walls(super().admin_view(view, cacheable))


def site_with(admins: dict[type[Model], type[admin.ModelAdmin[Any]]]) -> ModuleType:
    """A configuration of addresses like the product's, but for these pages of the admin."""
    site = Site()
    site._registry = dict(admin.site._registry)
    for model, page in admins.items():
        site._registry[model] = page(model, site)
    return configuration([path("admin/", site.urls)])


def views() -> ModuleType:
    return configuration([path(f"leaky/{route}", past_the_walls(view)) for route, view in VIEWS.items()])


def configuration(patterns: list[Any]) -> ModuleType:
    module = ModuleType("tests.leaky")
    module.urlpatterns = [*patterns, *urls.urlpatterns]  # type: ignore[attr-defined]
    module.handler404 = urls.handler404  # type: ignore[attr-defined]
    return module
