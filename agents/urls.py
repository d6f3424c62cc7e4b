"""Pages below /admin/ for people who are not logged in, or not wholly; and those about their own account."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path

from agents.admin import account, second_step
from agents.admin.joining import join
from agents.admin.resetting import AskForLink, LinkSent, PasswordSet, SetPassword

# For whoever is logged in, and never kept by a browser.
wrap = admin.site.admin_view

urlpatterns = [
    path("join/<str:token>/", join, name="join"),
    # The login page shows the way here where there is an address of this name.
    path("password/", AskForLink.as_view(), name="admin_password_reset"),
    path("password/sent/", LinkSent.as_view(), name="password_reset_done"),
    path("password/set/<str:uidb64>/<str:token>/", SetPassword.as_view(), name="password_reset_confirm"),
    path("password/done/", PasswordSet.as_view(), name="password_reset_complete"),
    path("second-step/", wrap(second_step.ask), name="second_step"),
    path("second-step/set-up/", wrap(second_step.set_up), name="second_step_set_up"),
    path("account/", wrap(account.account), name="account"),
    path("account/second-step/codes/", wrap(second_step.renew_codes), name="renew_recovery_codes"),
    path("account/second-step/off/", wrap(second_step.switch_off), name="second_step_off"),
    path("account/sign-ins/end/", wrap(account.end_others), name="end_other_sign_ins"),
    path("account/sign-ins/<uuid:pk>/end/", wrap(account.end_one), name="end_sign_in"),
    # In place of Django's own, which is linked to by its name.
    path("password_change/", wrap(account.change_password), name="password_change"),
]
