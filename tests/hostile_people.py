"""The people of a hostile Brand: whoever looks at its pages, and what colleagues and guests may choose to be called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from agents import invitations
from agents.models import Action, ActorKind, AuditEntry, Brand, Conversation, Invitation, Membership, Role, SignIn
from tests.hostile_texts import Given
from tests.sign_in_builders import PASSWORD, with_phone

# As much as Django's columns take.
FIRST_NAME, USERNAME, EMAIL, ID = 150, 150, 254, 200


@dataclass(frozen=True)
class People:
    """`admin` is an operator too, and so sees all pages. `half_in` has still to show a second step."""

    admin: User
    colleague: User
    viewer: User
    half_in: User
    guest: User
    invitation: Invitation
    token: str
    recovery_codes: list[str]

    def named(self, name: str) -> User:
        user: User = getattr(self, name)
        return user


def some_people(brand: Brand, given: Given) -> People:
    admin = _person(given, brand, Role.ADMIN, "own", is_superuser=True)
    admin.set_password(PASSWORD)
    admin.save()
    colleague = _person(given, brand, Role.ADMIN)
    half_in = _person(given, brand, Role.AUTHOR)
    half_in.set_password(PASSWORD)
    half_in.save()
    codes = with_phone(half_in)
    for name, login in zip(given.many("colleague", FIRST_NAME), given.many("login", USERNAME), strict=True):
        member = User.objects.create(username=login, first_name=name, is_staff=True)
        Membership.objects.create(user=member, brand=brand, role=Role.VIEWER)
    invitation, token = _invited(brand, admin, given)
    guest = User.objects.create(username=given.one("guest-login", USERNAME), email=invitation.email, is_staff=True)
    _sign_ins(admin, given)
    return People(admin, colleague, _person(given, brand, Role.VIEWER), half_in, guest, invitation, token, codes)


def _person(given: Given, brand: Brand, role: Role, whose: str = "person", **fields: bool) -> User:
    """Not by `create_user`, which changes what people typed."""
    user = User.objects.create(
        username=given.one("own-login" if whose == "own" else "login", USERNAME),
        email=given.one(f"{whose}-email", EMAIL),
        first_name=given.one(f"{whose}-name", FIRST_NAME),
        last_name=given.one(f"{whose}-name", FIRST_NAME),
        is_staff=True,
        **fields,
    )
    Membership.objects.create(user=user, brand=brand, role=role)
    return user


def _invited(brand: Brand, by: User, given: Given) -> tuple[Invitation, str]:
    """The one who holds the link, and the others that wait."""
    row, token = invitations.invite(brand, "guest@example.com", Role.VIEWER, by, timezone.now())
    row.email = given.one("invited", EMAIL).lower()  # as the form keeps it: else it is for nobody
    row.save()
    end = timezone.now() + timedelta(days=1)
    Invitation.objects.bulk_create(
        Invitation(brand=brand, email=text, invited_by=by, token_hash=f"{brand.pk}{number}"[-64:], expires_at=end)
        for number, text in enumerate(given.many("invited", EMAIL))
    )
    return row, token


def _sign_ins(user: User, given: Given) -> None:
    now = timezone.now()
    SignIn.objects.bulk_create(
        SignIn(user=user, browser=text, began_at=now, seen_at=now) for text in given.many("browser")
    )


def some_history(brand: Brand, people: People, given: Given) -> None:
    """Entries about rows with hostile names. Their details are codes (`agents.audit`)."""
    _asks(brand, given)
    about = (
        *(("apikey", row.pk) for row in brand.api_keys.all()),
        *(("invitation", row.pk) for row in brand.invitations.all()),
        *(("agent", row.pk) for row in brand.agents.all()),
        *(("playbook", row.pk) for row in brand.playbooks.all()),
        *(("user", row.user_id) for row in brand.memberships.all()),
    )
    AuditEntry.objects.bulk_create(
        AuditEntry(
            brand=brand,
            actor_kind=ActorKind.PERSON,
            actor_id=people.colleague.pk,
            action=Action.AGENT_CHANGED,
            object_kind=kind,
            object_id=str(pk),
            detail={"changed": ["name"]},
            address="192.0.2.1",
        )
        for kind, pk in about
    )


def _asks(brand: Brand, given: Given) -> None:
    """Customers who asked for their data, of whom the page tells the address, else the id, else the number."""
    agent = brand.agents.order_by("name").first()
    assert agent
    customers = [
        *({"email": text} for text in given.several("asker-email", EMAIL)),
        *({"id": text} for text in given.several("asker-id", ID)),
    ]
    for number, customer in enumerate(customers):
        row = Conversation.objects.create(brand=brand, agent=agent, external_id=f"asker {number}", customer=customer)
        detail = {"platform": "shopify_inbox", "conversations": [str(row.pk)]}
        kind, action = ActorKind.SYSTEM, Action.CUSTOMER_ASKED
        AuditEntry.objects.create(brand=brand, actor_kind=kind, action=action, detail=detail)
