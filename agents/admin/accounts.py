"""Accounts, for operators (superusers) alone: merchants see none of this."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from agents import audit
from agents.admin.look import ModelAdmin, PasswordForm, TabularInline, UserAdmin, UserChangeForm, UserCreationForm
from agents.admin.recording import Recorded
from agents.models import Action, Membership

ROLES_BELOW = "What a person may do in a Brand is said below."


class OperatorsOnly:
    """No permission row opens these pages: being a superuser does, and nothing else."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)


class MembershipInline(OperatorsOnly, TabularInline):
    model = Membership
    extra = 0


class PersonAdmin(OperatorsOnly, Recorded, UserAdmin, ModelAdmin):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = PasswordForm
    inlines = (MembershipInline,)
    when_added = Action.ACCOUNT_MADE
    when_changed = Action.ACCOUNT_CHANGED
    when_deleted = Action.ACCOUNT_DELETED
    list_display = ("username", "email", "is_staff", "is_superuser", "last_login")
    list_filter = ("is_staff", "is_superuser", "is_active")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        (
            "Access",
            {
                "fields": ("is_active", "is_staff", "is_superuser"),
                "description": ROLES_BELOW,
            },
        ),
    )

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Without the roles, which have entries of their own."""
        return super().construct_change_message(request, form, (), add)

    def record(self, action: Action | None, request: HttpRequest, obj: Any, **detail: Any) -> None:
        """In the log of each Brand that the account opens."""
        if action:
            audit.record_of_person(action, obj, **detail)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Roles that an operator gives and takes stand in their Brands' logs as well."""
        before = dict(Membership.objects.filter(user=form.instance).values_list("pk", "role"))
        super().save_formset(request, form, formset, change)
        for row in formset.deleted_objects:
            audit.record(Action.ROLE_TAKEN, row.brand, row.user, before=row.role)
        for row in formset.new_objects:
            audit.record(Action.ROLE_GIVEN, row.brand, row.user, after=row.role)
        for row, _changed in formset.changed_objects:
            audit.record(Action.ROLE_CHANGED, row.brand, row.user, before=before.get(row.pk, ""), after=row.role)
