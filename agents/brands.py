"""Making a Brand, and people who belong to it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from agents import scopes
from agents.models import Brand, Membership, Role

EMAIL_TAKEN = "There is already a user with this e-mail address."


@transaction.atomic
def create_brand(name: str, email: str, password: str) -> Brand:
    """A Brand and its first admin. Raises ValidationError, naming name, email or password."""
    brand = Brand(name=name.strip())
    with scopes.brand(brand.pk):
        return _with_admin(brand, email, password)


def _with_admin(brand: Brand, email: str, password: str) -> Brand:
    _check("name", brand.full_clean)
    _check("email", lambda: validate_email(email))
    if User.objects.filter(username__iexact=email).exists():
        raise ValidationError({"email": EMAIL_TAKEN})
    user = User(username=email, email=email, is_staff=True)
    _check("password", lambda: validate_password(password, user))
    user.set_password(password)
    user.save()
    brand.save()
    Membership.objects.create(user=user, brand=brand, role=Role.ADMIN)
    return brand


def _check(field: str, check: Callable[[], None]) -> None:
    try:
        check()
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from None
