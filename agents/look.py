"""The base classes of the admin: unfold's where it is installed, Django's own where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import admin as auth_admin
from django.contrib.auth import forms as auth_forms

UNFOLD = "unfold" in settings.INSTALLED_APPS

if TYPE_CHECKING:
    # Generic in the stubs alone, so they are named here once.
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    UserAdmin = auth_admin.UserAdmin[Any]

if TYPE_CHECKING or not UNFOLD:
    LoginForm = AdminAuthenticationForm
    Switch = forms.CheckboxInput
    Checkboxes = forms.CheckboxSelectMultiple
    UserChangeForm = auth_forms.UserChangeForm
    UserCreationForm = auth_forms.AdminUserCreationForm
    PasswordForm = auth_forms.AdminPasswordChangeForm
else:
    from unfold.forms import AdminPasswordChangeForm as PasswordForm
    from unfold.forms import AuthenticationForm as LoginForm
    from unfold.forms import UserChangeForm, UserCreationForm
    from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget as Checkboxes
    from unfold.widgets import UnfoldBooleanSwitchWidget as Switch

if not TYPE_CHECKING:
    UserAdmin = auth_admin.UserAdmin
    if UNFOLD:
        from unfold.admin import ModelAdmin, TabularInline
    else:
        ModelAdmin, TabularInline = admin.ModelAdmin, admin.TabularInline

__all__ = [
    "UNFOLD",
    "Checkboxes",
    "LoginForm",
    "ModelAdmin",
    "PasswordForm",
    "Switch",
    "TabularInline",
    "UserAdmin",
    "UserChangeForm",
    "UserCreationForm",
]
