"""People of a Brand: invitations, roles, links to set a password; also at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.core import mail as outgoing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from agents import invitations, mail, passwords, people
from agents.models import Brand, Invitation, Membership, Role
from agents.throttling import address_of, is_too_often
from tests.admin_builders import a_person
from tests.builders import a_brand

pytestmark = pytest.mark.django_db
PASSWORD = "seven green kettles sing"


@pytest.fixture
def brand() -> Brand:
    return a_brand()


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def a_member(brand: Brand, role: Role = Role.ADMIN) -> Membership:
    return a_person(brand, role).memberships.get()


def a_token(brand: Brand, email: str = "new@example.com", role: Role = Role.AUTHOR, now: datetime | None = None) -> str:
    return invitations.invite(brand, email, role, None, now or timezone.now())[1]


# Roles


def test_the_last_admin_stays_one(brand: Brand) -> None:
    last, viewer = a_member(brand), a_member(brand, Role.VIEWER)
    for change in (lambda: people.change_role(last, Role.AUTHOR), lambda: people.remove(last)):
        with pytest.raises(people.LastAdmin):
            change()
    last.refresh_from_db()
    assert last.role == Role.ADMIN
    people.change_role(viewer, Role.ADMIN)
    people.change_role(last, Role.VIEWER)
    people.remove(last)
    assert [member.pk for member in people.people_of(brand)] == [viewer.pk]
    assert User.objects.filter(pk=last.user_id).exists()


def test_an_admin_who_cannot_log_in_does_not_count(brand: Brand) -> None:
    last, closed = a_member(brand), a_member(brand)
    User.objects.filter(pk=closed.user_id).update(is_active=False)
    with pytest.raises(people.LastAdmin):
        people.remove(last)
    people.remove(closed)


def test_an_admin_of_another_brand_does_not_count(brand: Brand) -> None:
    last = a_member(brand)
    a_member(a_brand())
    with pytest.raises(people.LastAdmin):
        people.remove(last)


# Invitations


def test_only_a_hash_of_the_token_is_kept(brand: Brand, now: datetime) -> None:
    row, token = invitations.invite(brand, "new@example.com", Role.AUTHOR, None, now)
    assert len(token) == 43
    kept = Invitation.objects.filter(pk=row.pk).values().get()
    assert token not in str(kept)
    assert len(kept["token_hash"]) == 64


def test_a_new_person_joins_once(brand: Brand, now: datetime) -> None:
    token = a_token(brand)
    joined, user = invitations.accept_as_new(token, "Ada", PASSWORD, now)
    assert (joined, user.username, user.email) == (brand, "new@example.com", "new@example.com")
    assert (user.is_staff, user.is_superuser, user.check_password(PASSWORD)) == (True, False, True)
    assert user.memberships.get().role == Role.AUTHOR
    with pytest.raises(invitations.Gone):
        invitations.accept_as_new(token, "Eve", PASSWORD, now)


@pytest.mark.parametrize(("after", "works"), [(timedelta(days=7, seconds=-1), True), (timedelta(days=7), False)])
def test_a_link_works_for_seven_days(brand: Brand, now: datetime, after: timedelta, works: bool) -> None:
    token = a_token(brand, now=now)
    if works:
        assert invitations.find(token, now + after)
        return
    with pytest.raises(invitations.Gone):
        invitations.find(token, now + after)


def test_a_new_link_ends_the_old_one_and_withdrawing_ends_both(brand: Brand, now: datetime) -> None:
    row, old = invitations.invite(brand, "new@example.com", Role.VIEWER, None, now - timedelta(days=8))
    new = invitations.renew(row, now)
    with pytest.raises(invitations.Gone):
        invitations.find(old, now)
    assert invitations.find(new, now) == row
    invitations.withdraw(row)
    with pytest.raises(invitations.Gone):
        invitations.find(new, now)


def test_whoever_is_here_or_invited_is_not_invited_again(brand: Brand, now: datetime) -> None:
    member = a_member(brand)
    a_token(brand, "new@example.com")
    for email, words in ((member.user.email, invitations.ALREADY_HERE), ("new@example.com", "already invited")):
        with pytest.raises(ValidationError) as error:
            invitations.invite(brand, email, Role.VIEWER, None, now)
        assert words in str(error.value.message_dict["email"])
    assert a_token(a_brand(), "new@example.com")
    assert a_token(a_brand(), member.user.email)


def test_who_let_an_invitation_expire_is_invited_again(brand: Brand, now: datetime) -> None:
    a_token(brand, role=Role.ADMIN, now=now - timedelta(days=8))
    a_token(brand, role=Role.VIEWER, now=now)
    assert invitations.waiting(brand).get().role == Role.VIEWER


def test_fifty_wait_at_most(brand: Brand, now: datetime) -> None:
    for number in range(invitations.MOST_WAITING):
        a_token(brand, f"p{number}@example.com")
    with pytest.raises(ValidationError, match="50 invitations are waiting"):
        a_token(brand, "one.more@example.com")
    invitations.withdraw(invitations.waiting(brand)[0])
    assert a_token(brand, "one.more@example.com")


@pytest.mark.parametrize("name", ["New@Example.com", "new@example.com"])
def test_an_account_is_never_made_a_second_time(brand: Brand, now: datetime, name: str) -> None:
    user = User.objects.create_user(name, is_staff=True)
    token = a_token(brand)
    with pytest.raises(invitations.AccountExists):
        invitations.accept_as_new(token, "Eve", PASSWORD, now)
    assert invitations.accept(token, user, now) == brand
    assert user.memberships.get().role == Role.AUTHOR


def test_nobody_joins_with_an_invitation_of_somebody_else(brand: Brand, now: datetime) -> None:
    token, other = a_token(brand, "mike@example.com"), User.objects.create_user("mıke@example.com", is_staff=True)
    with pytest.raises(invitations.ForSomebodyElse):
        invitations.accept(token, other, now)
    assert not other.memberships.exists()
    assert invitations.find(token, now)


def test_who_is_here_already_keeps_their_role(brand: Brand, now: datetime) -> None:
    token = a_token(brand, "ada@example.com", Role.VIEWER)
    user = User.objects.create_user("ada@example.com", is_staff=True)
    user.memberships.create(brand=brand, role=Role.ADMIN)
    invitations.accept(token, user, now)
    assert user.memberships.get().role == Role.ADMIN


# Links to set a password


def test_a_link_dies_with_a_login_a_new_password_and_another_brand(brand: Brand) -> None:
    def logs_in(user: User) -> None:
        user.last_login = timezone.now()
        user.save()

    def sets_a_password(user: User) -> None:
        user.set_password(PASSWORD)
        user.save()

    def joins_another(user: User) -> None:
        user.memberships.create(brand=a_brand())

    for act in (logs_in, sets_a_password, joins_another):
        user = a_person(brand)
        token = passwords.link_parts(user)["token"]
        assert passwords.TOKENS.check_token(user, token)
        act(user)
        assert not passwords.TOKENS.check_token(user, token), act


def test_a_link_is_handed_out_only_where_it_opens_this_brand_alone(brand: Brand) -> None:
    alone, elsewhere, operator = a_person(brand), a_person(brand), a_person(brand, is_superuser=True)
    elsewhere.memberships.create(brand=a_brand())
    closed = a_person(brand, is_active=False)
    answers = [passwords.may_be_handed_out(user, brand) for user in (alone, elsewhere, operator, closed)]
    assert answers == [True, False, False, False]


# E-mail and limits


def test_an_e_mail_is_plain_words_on_one_line_of_subject(brand: Brand, settings) -> None:
    brand.name = "A & B\r\nBcc: all@example.com"
    row, _token = invitations.invite(brand, "new@example.com", Role.AUTHOR, None, timezone.now())
    assert not mail.send(row.email, "agents/mail/invitation", row=row, link="https://x.example/join")
    settings.EMAIL_URL = "smtp://localhost"
    assert mail.send(row.email, "agents/mail/invitation", row=row, link="https://x.example/join")
    [sent] = outgoing.outbox
    assert sent.subject == "Join A & B Bcc: all@example.com on Handoff"
    assert (sent.to, sent.bcc) == (["new@example.com"], [])
    assert "https://x.example/join" in sent.body
    assert "as Playbook author" in sent.body


@pytest.fixture
def _forgotten() -> None:
    cache.clear()


@pytest.mark.usefixtures("_forgotten")
def test_the_thirty_first_time_in_an_hour_is_too_often() -> None:
    assert not any(is_too_often("test", "somebody") for _ in range(30))
    assert is_too_often("test", "somebody")
    assert not is_too_often("test", "somebody else")
    assert not is_too_often("other", "somebody")


@pytest.mark.parametrize(("behind_proxy", "address"), [(False, "127.0.0.1"), (True, "203.0.113.7")])
def test_only_our_own_proxy_is_believed(settings, behind_proxy: bool, address: str) -> None:
    settings.BEHIND_PROXY = behind_proxy
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7")
    assert address_of(request) == address


# At the same moment


def at_once(*acts):
    """What each of them answered or raised, all begun together."""
    together = Barrier(len(acts))

    def one(act):
        try:
            together.wait(timeout=20)
            return act()
        except (people.LastAdmin, invitations.Gone, invitations.AccountExists, ValidationError) as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(one, acts))


@pytest.mark.django_db(transaction=True)
def test_admins_who_demote_and_remove_each_other_leave_one() -> None:
    brand = a_brand()
    members = [a_member(brand) for _ in range(6)]
    demote = [lambda member=member: people.change_role(member, Role.VIEWER) for member in members[:3]]
    remove = [lambda member=member: people.remove(member) for member in members[3:]]
    answers = at_once(*demote, *remove)
    assert answers.count(people.LastAdmin) == 1
    assert people.people_of(brand).filter(role=Role.ADMIN).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_link_used_six_times_at_once_is_one_account() -> None:
    token, now = a_token(a_brand()), timezone.now()
    answers = at_once(*[lambda: invitations.accept_as_new(token, "Ada", PASSWORD, now)] * 6)
    assert answers.count(invitations.Gone) == 5
    assert (User.objects.count(), Membership.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_brands_joined_at_once_make_one_account() -> None:
    tokens, now = [a_token(a_brand()) for _ in range(2)], timezone.now()
    answers = at_once(*[lambda token=token: invitations.accept_as_new(token, "Ada", PASSWORD, now) for token in tokens])
    assert answers.count(invitations.AccountExists) == 1
    assert (User.objects.count(), Membership.objects.count()) == (1, 1)
    assert Invitation.objects.filter(accepted_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_person_invited_six_times_at_once_has_one_invitation() -> None:
    brand = a_brand()
    answers = at_once(*[lambda: a_token(brand)] * 6)
    assert answers.count(ValidationError) == 5
    assert invitations.waiting(brand).count() == 1
