"""Who is asking, for which Brand, and what they may do there. Roles come from memberships, not from permission rows."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.http import HttpRequest

from agents import audit, scopes
from agents.models import Action, Brand, Role

SESSION_KEY = "brand_id"
_MEMO = "_handoff_access"


@dataclass(frozen=True, slots=True)
class Access:
    """One person in one Brand; `brands` are all those that the person may switch to."""

    brand: Brand
    role: Role
    brands: tuple[Brand, ...]

    @property
    def may_configure(self) -> bool:
        return self.role is Role.ADMIN

    @property
    def may_write_playbooks(self) -> bool:
        return self.role in (Role.ADMIN, Role.AUTHOR)


def access_of(request: HttpRequest) -> Access | None:
    """The access of this request, looked up once. None where the person belongs to no Brand.

    From then on the request works for that Brand alone.
    """
    if not hasattr(request, _MEMO):
        setattr(request, _MEMO, _look_up(request))
    access: Access | None = getattr(request, _MEMO)
    if access:
        scopes.work_for(access.brand.pk)
    return access


def brand_of(request: HttpRequest) -> Brand | None:
    access = access_of(request)
    return access.brand if access else None


def switch_brand(request: HttpRequest, brand_id: UUID) -> bool:
    """Go on in another Brand of this person's; False where it is none of theirs."""
    access = access_of(request)
    if access is None or brand_id not in {brand.pk for brand in access.brands}:
        return False
    request.session[SESSION_KEY] = str(brand_id)
    delattr(request, _MEMO)
    if access.brand.pk != brand_id and isinstance(request.user, User) and request.user.is_superuser:
        entered = next(brand for brand in access.brands if brand.pk == brand_id)
        audit.record(Action.BRAND_ENTERED, entered, entered, by=request.user)
    return True


def _look_up(request: HttpRequest) -> Access | None:
    roles = _roles_of(request.user)
    if not roles:
        return None
    wanted = request.session.get(SESSION_KEY)
    brand = next((brand for brand in roles if str(brand.pk) == wanted), next(iter(roles)))
    return Access(brand, roles[brand], tuple(roles))


def _roles_of(user: AbstractBaseUser | AnonymousUser) -> dict[Brand, Role]:
    """Their own Brands first. An operator (superuser) is an admin of the others too."""
    if not (isinstance(user, User) and user.is_active and user.is_staff):
        return {}
    with scopes.person(user.pk):
        memberships = user.memberships.select_related("brand").order_by("pk")
        roles = {membership.brand: Role(membership.role) for membership in memberships}
        if user.is_superuser:
            others = Brand.objects.order_by("created_at", "pk")
            roles = dict.fromkeys((*roles, *others), Role.ADMIN)
    return roles
