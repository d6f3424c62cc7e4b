"""Pages below /admin/ for people who are not logged in."""

from __future__ import annotations

from django.urls import path

from agents.admin.joining import join
from agents.admin.resetting import AskForLink, LinkSent, PasswordSet, SetPassword

urlpatterns = [
    path("join/<str:token>/", join, name="join"),
    # The login page shows the way here where there is an address of this name.
    path("password/", AskForLink.as_view(), name="admin_password_reset"),
    path("password/sent/", LinkSent.as_view(), name="password_reset_done"),
    path("password/set/<str:uidb64>/<str:token>/", SetPassword.as_view(), name="password_reset_confirm"),
    path("password/done/", PasswordSet.as_view(), name="password_reset_complete"),
]
