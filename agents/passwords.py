"""Links to set a new password: whom an admin may hand one, and when it dies."""

from __future__ import annotations

from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from agents import audit, scopes
from agents.models import Action, Brand, Membership


class LinkTokens(PasswordResetTokenGenerator):
    """Django's, dead with use and with the next login; and when the person joins or leaves a Brand.

    Else one who had the link from the time in one Brand could enter the next one with it.
    """

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        with scopes.person(user.pk):
            rows = Membership.objects.filter(user=user.pk).order_by("brand").values_list("brand", flat=True)
            brands = [str(brand) for brand in rows]
        return f"{super()._make_hash_value(user, timestamp)}{brands}"


TOKENS = LinkTokens()


@transaction.atomic
def change(form: SetPasswordForm[User]) -> None:
    audit.record_of_person(Action.PASSWORD_CHANGED, form.save())


def link_parts(user: User) -> dict[str, str]:
    return {"uidb64": urlsafe_base64_encode(force_bytes(user.pk)), "token": TOKENS.make_token(user)}


def may_be_handed_out(user: User, brand: Brand) -> bool:
    """Whoever has the link can be that person: so only where they can reach nothing but this Brand."""
    with scopes.person(user.pk):
        elsewhere = user.memberships.exclude(brand=brand).exists()
    return user.is_active and not user.is_superuser and not elsewhere
