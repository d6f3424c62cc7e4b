"""The page behind an invitation's link, for people who may have no account yet. It is outside the admin's login."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from agents import invitations, windows
from agents.access import switch_brand
from agents.admin.frames import too_often
from agents.callers import network_of
from agents.models import Brand, Invitation
from agents.people_forms import JoinForm

BACKEND = "django.contrib.auth.backends.ModelBackend"
ACCOUNT_EXISTS = "There is an account with this e-mail address already. Log in to it with the button above."


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables("token")
def join(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST" and (wait := windows.seconds_to_wait(windows.OF_PEOPLE, "join", network_of(request))):
        return too_often(request, wait)
    try:
        row = invitations.find(token, timezone.now())
        if isinstance(request.user, User):
            return _as_somebody(request, row, token, request.user)
        return _as_new(request, row, token)
    except invitations.Gone:
        return render(request, "agents/invitation_gone.html", status=404)


@sensitive_variables("token")
def _as_somebody(request: HttpRequest, row: Invitation, token: str, user: User) -> HttpResponse:
    if not invitations.is_for(row, user):
        return render(request, "agents/invitation_other.html", {"row": row})
    if request.method == "GET":
        return render(request, "agents/invitation_confirm.html", {"row": row})
    return _entered(request, invitations.accept(token, user, timezone.now()))


@sensitive_variables("token")
def _as_new(request: HttpRequest, row: Invitation, token: str) -> HttpResponse:
    """Says only to a complete form whether there is an account: an admin who invites need not learn it."""
    form = JoinForm(User(username=row.email, email=row.email), request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, password = form.cleaned_data["name"], form.cleaned_data["new_password1"]
        try:
            brand, user = invitations.accept_as_new(token, name, password, timezone.now())
        except invitations.AccountExists:
            form.add_error(None, ACCOUNT_EXISTS)
        else:
            login(request, user, BACKEND)
            return _entered(request, brand)
    return render(request, "agents/invitation.html", {"row": row, "form": form})


def _entered(request: HttpRequest, brand: Brand) -> HttpResponse:
    switch_brand(request, brand.pk)
    return redirect("admin:index")
