"""Invitations to a Brand: a link that one person may use once, within a week. Only a hash of its token is kept."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from agents import audit, keys, people, scopes
from agents.models import Action, Brand, BrandQuerySet, Invitation, Membership, Role

LIFETIME = timedelta(days=7)
MOST_WAITING = 50
TOO_MANY = f"{MOST_WAITING} invitations are waiting already. Withdraw those that are no longer needed."
ALREADY_HERE = "This person is already one of your people."
ALREADY_INVITED = "This person is already invited. Press “New link” beside their address to make another link."


class Gone(Exception):
    """Used, expired, withdrawn, or never there: all the same to whoever holds the link."""


class AccountExists(Exception):
    """The person must log in to it first: a link alone opens no account."""


class ForSomebodyElse(Exception):
    pass


def waiting(brand: Brand) -> BrandQuerySet[Invitation]:
    return Invitation.objects.for_brand(brand).filter(accepted_at=None)


@transaction.atomic
def invite(brand: Brand, email: str, role: Role, by: User | None, now: datetime) -> tuple[Invitation, str]:
    """The row, and the token in clear: show it once, it cannot be read again. `email` is in lower case."""
    people.lock(brand.pk)
    _refuse_needless(brand, email, now)
    waiting(brand).filter(email=email).delete()
    token = _new_token()
    row = Invitation.objects.create(
        brand=brand,
        email=email,
        role=role,
        invited_by=by,
        token_hash=keys.hash_of(token),
        expires_at=now + LIFETIME,
    )
    audit.record(Action.INVITED, brand, row, by=by, role=role)
    return row, token


@transaction.atomic
def renew(row: Invitation, now: datetime) -> str:
    """A new token; the old link is dead."""
    token = _new_token()
    row.token_hash, row.expires_at = keys.hash_of(token), now + LIFETIME
    if waiting(row.brand).filter(pk=row.pk).update(token_hash=row.token_hash, expires_at=row.expires_at):
        audit.record(Action.INVITATION_RENEWED, row.brand, row, role=row.role)
    return token


@transaction.atomic
def withdraw(row: Invitation) -> None:
    if waiting(row.brand).filter(pk=row.pk).delete()[0]:
        audit.record(Action.INVITATION_WITHDRAWN, row.brand, row, role=row.role)


def find(token: str, now: datetime) -> Invitation:
    """Whoever holds the link works for its Brand from here on."""
    token_hash = keys.hash_of(token)
    with scopes.invitation(token_hash):
        rows = Invitation.objects.select_related("brand").filter(accepted_at=None, expires_at__gt=now)
        row = rows.filter(token_hash=token_hash).first()
    if row is None:
        raise Gone
    scopes.work_for(row.brand_id)
    return row


@transaction.atomic
def accept(token: str, user: User, now: datetime) -> Brand:
    """One who belongs to the Brand already keeps their role."""
    row = _claim(token, now)
    if not is_for(row, user):
        raise ForSomebodyElse
    Membership.objects.get_or_create(user=user, brand=row.brand, defaults={"role": row.role})
    audit.record(Action.INVITATION_ACCEPTED, row.brand, row, by=user, role=row.role)
    return row.brand


def accept_as_new(token: str, name: str, password: str, now: datetime) -> tuple[Brand, User]:
    try:
        with transaction.atomic():
            row = _claim(token, now)
            user = _new_account(row.email, name, password)
            Membership.objects.create(user=user, brand=row.brand, role=row.role)
            audit.record(Action.INVITATION_ACCEPTED, row.brand, row, by=user, role=row.role)
    except IntegrityError:  # the same person, accepting another Brand's invitation at the same moment
        raise AccountExists from None
    return row.brand, user


def is_for(row: Invitation, user: User) -> bool:
    """Compared here once more: databases take some letters of other scripts for Latin ones."""
    return row.email in (user.username.lower(), user.email.lower())


def _new_token() -> str:
    return secrets.token_urlsafe(32)


def _claim(token: str, now: datetime) -> Invitation:
    row = find(token, now)
    if not Invitation.objects.filter(pk=row.pk, token_hash=row.token_hash, accepted_at=None).update(accepted_at=now):
        raise Gone
    return row


def _new_account(email: str, name: str, password: str) -> User:
    if _accounts(email).exists():
        raise AccountExists
    return User.objects.create_user(email, email, password, first_name=name, is_staff=True)


def _accounts(email: str) -> QuerySet[User]:
    return User.objects.filter(Q(username__iexact=email) | Q(email__iexact=email))


def _refuse_needless(brand: Brand, email: str, now: datetime) -> None:
    member = Q(user__username__iexact=email) | Q(user__email__iexact=email)
    if Membership.objects.for_brand(brand).filter(member).exists():
        raise ValidationError({"email": ALREADY_HERE})
    if waiting(brand).filter(email=email, expires_at__gt=now).exists():
        raise ValidationError({"email": ALREADY_INVITED})
    if waiting(brand).exclude(email=email).count() >= MOST_WAITING:
        raise ValidationError({"email": TOO_MANY})
