"""Making a Brand, and people who belong to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from agents import audit, scopes
from agents.models import Action, Brand, Membership, Role

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
    audit.record(Action.BRAND_MADE, brand, brand)
    return brand


@transaction.atomic
def set_origins(brand: Brand, origins: Sequence[str]) -> None:
    """The addresses of its shop, in the spelling of `agents.origins`."""
    row = Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
    added = [origin for origin in origins if origin not in row.storefront_origins]
    removed = [origin for origin in row.storefront_origins if origin not in origins]
    Brand.objects.filter(pk=brand.pk).update(storefront_origins=list(origins))
    if added or removed:
        audit.record(Action.ORIGINS_CHANGED, brand, brand, added=added, removed=removed)


def _check(field: str, check: Callable[[], None]) -> None:
    try:
        check()
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from None
