"""The people of a Brand and their roles. One of them stays its admin, whatever is asked at the same moment."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from agents import audit, scopes
from agents.models import Action, Brand, Invitation, Membership, Role

LAST_ADMIN = "Your Brand needs an admin. Make somebody else an admin first."


class LastAdmin(Exception):
    """Without this person nobody could change the Brand's settings any more."""


def people_of(brand: Brand) -> QuerySet[Membership]:
    return Membership.objects.for_brand(brand).select_related("user").order_by("user__first_name", "user__username")


def name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()


@transaction.atomic
def change_role(member: Membership, role: Role) -> None:
    lock(member.brand_id)
    before = Membership.objects.filter(pk=member.pk).values_list("role", flat=True).first()
    if role is not Role.ADMIN:
        _keep_an_admin_beside(member)
    if before not in (None, role):
        Membership.objects.filter(pk=member.pk).update(role=role)
        follow_change(member, str(before), role)


@transaction.atomic
def remove(member: Membership) -> None:
    """Out of this Brand; the account stays, and what it may do in other Brands."""
    _keep_an_admin_beside(member)
    if Membership.objects.filter(pk=member.pk).delete()[0]:
        follow_removal(member)


def follow_change(member: Membership, before: str, after: str) -> None:
    """What goes with a change of a role, whoever made it; in the same transaction."""
    audit.record(Action.ROLE_CHANGED, member.brand, member.user, before=before, after=after)
    if after != Role.ADMIN:
        _withdraw(_invited_by(member.user).filter(brand=member.brand_id))


def follow_removal(member: Membership) -> None:
    """The same, once the person is out of this Brand."""
    audit.record(Action.ROLE_TAKEN, member.brand, member.user, before=member.role)
    _withdraw(_invited_by(member.user).filter(brand=member.brand_id))


def follow_closing(user: User) -> None:
    """The same in all Brands, of an account that is closed, about to be deleted, or an operator's no longer."""
    _withdraw(_invited_by(user))


def is_last_admin(member: Membership) -> bool:
    """Only those count who can log in."""
    admins = Membership.objects.filter(
        brand=member.brand_id, role=Role.ADMIN, user__is_active=True, user__is_staff=True
    )
    return {member.pk} == set(admins.values_list("pk", flat=True))


def lock(brand_id: UUID) -> None:
    """Changes of a Brand's people come one after another. SQLite lets only one transaction write at all."""
    Brand.objects.select_for_update(no_key=True).get(pk=brand_id)


def _invited_by(user: User) -> QuerySet[Invitation]:
    return Invitation.objects.select_related("brand").filter(invited_by=user, accepted_at=None)


def _withdraw(waiting: QuerySet[Invitation]) -> None:
    """Else who may invite no longer could come back, or let others in, by a link that they kept."""
    for row in waiting:
        with scopes.brand(row.brand_id):  # the accounts page works for none
            if Invitation.objects.filter(pk=row.pk, accepted_at=None).delete()[0]:
                audit.record(Action.INVITATION_WITHDRAWN, row.brand, row, role=row.role)


def _keep_an_admin_beside(member: Membership) -> None:
    lock(member.brand_id)
    if is_last_admin(member):
        raise LastAdmin
