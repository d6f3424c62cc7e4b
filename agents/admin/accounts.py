"""Accounts, for operators (superusers) alone: merchants see none of this."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern

from agents import audit, people, second_step, session_ends
from agents.admin.account_scope import over_accounts
from agents.admin.recording import Recorded
from agents.look import ModelAdmin, PasswordForm, TabularInline, UserAdmin, UserChangeForm, UserCreationForm
from agents.models import Action, Membership

ROLES_BELOW = "What a person may do in a Brand is said below. What you yourself may do, another operator changes."
ACCESS = ("is_active", "is_staff", "is_superuser")
# Whoever finds an open browser could log in as its owner with another of these.
NAMES = ("username", "email")
NOT_YOURS = "Your own second step is not reset here: ask another operator, or use a recovery code."
NONE_WAS_ON = "Nobody among them has set up a second step."


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
    actions = ("reset_second_step", "end_sign_ins")
    list_display = ("username", "email", "is_staff", "is_superuser", "has_second_step", "last_login")
    when_added = Action.ACCOUNT_MADE
    when_changed = Action.ACCOUNT_CHANGED
    when_deleted = Action.ACCOUNT_DELETED
    list_filter = ("is_staff", "is_superuser", "is_active")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        (
            "Access",
            {
                "fields": ACCESS,
                "description": ROLES_BELOW,
            },
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        """Each page works over the accounts of all Brands, to the end of its text."""
        patterns = super().get_urls()
        for pattern in patterns:
            pattern.callback = over_accounts(pattern.callback)
        return patterns

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Nobody takes their own rights in the middle of using them."""
        return (*ACCESS, *NAMES) if obj is not None and obj.pk == request.user.pk else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).select_related("second_step")

    @admin.display(description="Second step", boolean=True)
    def has_second_step(self, person: User) -> bool:
        step = getattr(person, "second_step", None)
        return step is not None and step.confirmed_at is not None

    @admin.action(description="Phone is lost: reset the second step")
    def reset_second_step(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        """They are logged out everywhere, and set it up anew. Find out first that it is they who ask."""
        if request.user in chosen:
            messages.error(request, NOT_YOURS)
            return
        names = [person.get_username() for person in chosen if second_step.reset_by_operator(person)]
        if names:
            messages.success(request, f"Reset: {', '.join(names)}. They are logged out, and set it up anew.")
        else:
            messages.warning(request, NONE_WAS_ON)

    @admin.action(description="Log out everywhere")
    def end_sign_ins(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        ended = sum(map(session_ends.end_as_asked, chosen))
        messages.success(request, f"{ended} logins were ended." if ended else "Nobody among them was logged in.")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        is_closed = not (obj.is_active and obj.is_staff)
        if change and is_closed:
            session_ends.end_all(obj)
        if change and (is_closed or ("is_superuser" in form.changed_data and not obj.is_superuser)):
            people.follow_closing(obj)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        people.follow_closing(obj)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for person in queryset:
            people.follow_closing(person)
        super().delete_queryset(request, queryset)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Whoever was logged in with the old one is so no longer. One's own: where the present one is asked for."""
        person = self.get_object(request, unquote(id))
        if person is not None and person.pk == request.user.pk and self.has_change_permission(request, person):
            return redirect("password_change")
        answer = super().user_change_password(request, id, form_url)
        if request.method == "POST" and answer.status_code == 302 and person is not None:
            session_ends.end_all(person)
        return answer

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Without the roles, which have entries of their own."""
        return super().construct_change_message(request, form, (), add)

    def record(self, action: Action | None, request: HttpRequest, obj: Any, **detail: Any) -> None:
        """In the log of each Brand that the account opens."""
        if action:
            audit.record_of_person(action, obj, **detail)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Roles that an operator gives and takes stand in their Brands' logs as well. One moved to another Brand is
        taken in the first."""
        before = Membership.objects.select_related("brand", "user").filter(user=form.instance).in_bulk()
        super().save_formset(request, form, formset, change)
        stayed = [row for row, _changed in formset.changed_objects if row.brand_id == before[row.pk].brand_id]
        moved = [row for row, _changed in formset.changed_objects if row not in stayed]
        for row in (*formset.deleted_objects, *(before[row.pk] for row in moved)):
            people.follow_removal(row)
        for row in (*formset.new_objects, *moved):
            audit.record(Action.ROLE_GIVEN, row.brand, row.user, after=row.role)
        for row in stayed:
            people.follow_change(row, before[row.pk].role, row.role)
