"""Admin pages that never leave the current Brand, whatever ids are sent to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.db.models import Field, ForeignKey, ManyToManyField, Model, QuerySet
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst

from agents.access import Access, access_of, brand_of
from agents.admin.recording import Recorded
from agents.forms import ModelForm
from agents.look import ModelAdmin
from agents.models import Brand, BrandQuerySet, Role

EVERYONE = frozenset(Role)
ADMINS = frozenset({Role.ADMIN})
AUTHORS = frozenset({Role.ADMIN, Role.AUTHOR})
NOBODY: frozenset[Role] = frozenset()

# Each form names the Brand that it was opened in (templates/agents/admin/of_brand.html).
BRAND_FIELD = "of_brand"
OTHER_BRAND = "You opened this page in another Brand and went on in this one. Nothing was saved: open the page again."


class BrandModelForm(ModelForm):
    """Knows its Brand from the start, so that a name taken in this Brand is an error beside the field."""

    brand: ClassVar[Brand]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.instance.brand = self.brand

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        # The one rule about a whole row: its name is its Brand's only one.
        for problem in self.errors.pop(NON_FIELD_ERRORS, []):
            self.add_error("name", problem)

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"brand"}


class BrandScopedAdmin(Recorded, ModelAdmin):
    """Rows of the current Brand only, to those whose role allows it. Each model's page names the roles."""

    form = BrandModelForm
    may_view: ClassVar[Iterable[Role]] = EVERYONE
    may_add: ClassVar[Iterable[Role]] = NOBODY
    may_change: ClassVar[Iterable[Role]] = ADMINS
    may_delete: ClassVar[Iterable[Role]] = NOBODY
    actions = None
    view_on_site = False

    # What is there

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        brand = brand_of(request)
        rows = cast("BrandQuerySet[Any]", super().get_queryset(request))
        return rows.for_brand(brand) if brand else rows.none()

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Only the filters that the page shows: others would answer questions about fields that it does not."""
        shown = [name for name in self.list_filter if isinstance(name, str)]
        return any(lookup == name or lookup.startswith(f"{name}__") for name in shown)

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        """A row that is there has its Brand; a form for a new one must not change it on the way."""
        brand = brand_of(request)
        if brand and object_id is None:
            refuse_forms_of_others(request, brand)
        return super().changeform_view(request, object_id, *args, **kwargs)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().render_change_form(request, {"access": access_of(request), **context}, *args, **kwargs)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: object, object_id: str) -> HttpResponse:
        raise Http404

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    # Who may do what

    def allows(self, request: HttpRequest, roles: Iterable[Role], obj: Model | None = None) -> bool:
        access = access_of(request)
        return access is not None and access.role in roles and (obj is None or _belongs(obj, access.brand))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.allows(request, self.may_view)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.allows(request, self.may_view, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.allows(request, self.may_add)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.allows(request, self.may_change, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.allows(request, self.may_delete, obj)

    # What is chosen from and saved

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"brand": brand_of(request)})

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """Without the buttons that add or change related rows in a popup: each has a page of its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        kwargs["queryset"] = _choices(db_field, request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField[Any] | None:
        kwargs["queryset"] = _choices(db_field, request)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        access = required_access(request)
        _refuse_strangers(form.cleaned_data.values(), access.brand)
        if not _belongs(obj, access.brand):
            raise PermissionDenied
        super().save_model(request, obj, form, change)

    # What is answered: the page itself again, since there is one button

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self._saved(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._saved(request, obj)

    def _saved(self, request: HttpRequest, obj: Any) -> HttpResponse:
        messages.success(request, "Your changes were saved.")
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", obj.pk)


def required_access(request: HttpRequest) -> Access:
    access = access_of(request)
    if access is None:
        raise PermissionDenied("You belong to no Brand yet. Ask an admin of yours to add you.")
    return access


def configuring(request: HttpRequest) -> Access:
    """The access of an admin whose form, if this is one, was opened in the Brand that it will change."""
    access = required_access(request)
    if not access.may_configure:
        raise PermissionDenied("Only an admin of your Brand can change this.")
    refuse_forms_of_others(request, access.brand)
    return access


def refuse_forms_of_others(request: HttpRequest, brand: Brand) -> None:
    if request.POST.get(BRAND_FIELD, str(brand.pk)) != str(brand.pk):
        raise PermissionDenied(OTHER_BRAND)


def _belongs(obj: Model, brand: Brand) -> bool:
    return bool(getattr(obj, "brand_id", obj.pk) == brand.pk)


def _choices(db_field: Field[Any, Any], request: HttpRequest) -> QuerySet[Any]:
    """Rows of the current Brand; none at all where a model knows no Brand."""
    related: Any = db_field.related_model
    brand, rows = brand_of(request), related._default_manager.all()
    return rows.for_brand(brand) if brand and isinstance(rows, BrandQuerySet) else rows.none()


def _refuse_strangers(chosen: Iterable[object], brand: Brand) -> None:
    """The second wall: nothing that a form let through may belong to another Brand."""
    for value in chosen:
        rows = value if isinstance(value, QuerySet) else [value]
        if any(isinstance(row, Model) and not _belongs(row, brand) for row in rows):
            raise PermissionDenied
