"""Who sees what of the Brands and their people. All that is registered stands here."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.models import Group, User

from agents.admin.accounts import PersonAdmin
from agents.admin.brand import BrandAdmin
from agents.models import Brand
from agents.sign_in_forms import SignInForm

admin.site.login_form = SignInForm
admin.site.unregister(Group)
admin.site.unregister(User)
admin.site.register(User, PersonAdmin)
admin.site.register(Brand, BrandAdmin)
