"""Settings > People, the page behind an invitation, forgotten passwords, and going from one Brand to another."""

from __future__ import annotations

import logging
import re
import smtplib

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agents import invitations, people, windows
from agents.admin.base import OTHER_BRAND
from agents.admin.team import LINKS, NO_LINK, NOT_SENT, TOO_MANY_LINKS
from agents.models import Action, Agent, Brand, Invitation, Membership, PasswordAsk, Role
from agents.people import LAST_ADMIN
from agents.tasks import send_password_link
from handoff_project.logs import HideLinkTokens
from playbooks.models import Playbook
from tests.admin_builders import CANARY, a_client, a_client_of, a_person
from tests.audit_builders import actions_of
from tests.builders import a_brand

pytestmark = pytest.mark.django_db
PASSWORD = "seven green kettles sing"
JOIN_LINK = re.compile(r"http://testserver(/admin/join/([A-Za-z0-9_-]{43})/)")
PASSWORD_LINK = re.compile(r"http://testserver(/admin/password/set/[^/\s<]+/([^/\s<]+)/)")
NEW = {"name": "Ada", "new_password1": PASSWORD, "new_password2": PASSWORD}
PEOPLE = "/admin/agents/brand/people/"


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


@pytest.fixture
def email(settings) -> list[mail.EmailMessage]:
    settings.EMAIL_URL = "smtp://localhost"
    return mail.outbox


@pytest.fixture
def brand() -> Brand:
    return a_brand("Northwind")


@pytest.fixture
def client(brand: Brand) -> Client:
    """An admin's."""
    return a_client_of(brand)


def invited(client: Client, email: str = "New@Example.com", role: str = "author"):
    return client.post(reverse("admin:invite"), {"email": email, "role": role})


def join_link(answer) -> str:
    [(path, _token)] = set(JOIN_LINK.findall(answer.content.decode()))
    return path


def member_of(client: Client) -> Membership:
    return Membership.objects.get(user=client.session["_auth_user_id"])


def page_of(client: Client, url: str = PEOPLE) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


# The list


def test_an_admin_sees_people_roles_and_invitations(brand: Brand, client: Client) -> None:
    a_person(brand, Role.VIEWER, first_name="Grace")
    invited(client)
    html = page_of(client)
    for words in ("Grace", "Viewer", "Admin", "Last logged in", "Has never logged in", "new@example.com", "New link"):
        assert words in html


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.VIEWER])
def test_others_see_their_colleagues_names_and_change_nothing(brand: Brand, client: Client, role: Role) -> None:
    colleague = a_person(brand, first_name="Grace").memberships.get()
    invited(client)
    row, theirs = invitations.waiting(brand).get(), a_client_of(brand, role)
    html = page_of(theirs)
    assert "Grace" in html
    for words in (colleague.user.email, "new@example.com", "Last logged in", "Change<", "Withdraw", "Invite<"):
        assert words not in html
    for name, args in (
        ("invite", []),
        ("person", [colleague.pk]),
        ("remove_person", [colleague.pk]),
        ("password_link", [colleague.pk]),
        ("renew_invitation", [row.pk]),
        ("withdraw_invitation", [row.pk]),
    ):
        posted = {"email": "eve@example.com", "role": "admin"}
        assert theirs.post(reverse(f"admin:{name}", args=args), posted).status_code == 403, name
    assert theirs.get(reverse("admin:person", args=[colleague.pk])).status_code == 403
    assert (brand.memberships.count(), invitations.waiting(brand).get().token_hash) == (3, row.token_hash)


def test_the_menus_lead_here(client: Client) -> None:
    assert f'href="{PEOPLE}"' in page_of(client, "/admin/")


@pytest.mark.skipif("unfold" not in settings.INSTALLED_APPS, reason="Django's own sidebar names the model")
def test_operators_find_all_accounts_under_a_name_of_their_own() -> None:
    titles = re.findall(r"Accounts|People", page_of(a_client_of(a_brand(), is_superuser=True), "/admin/"))
    assert titles.count("Accounts") == 1


def test_people_who_are_not_logged_in_see_none_of_it(client: Client) -> None:
    for name in ("people", "invite"):
        assert Client().get(reverse(f"admin:{name}")).status_code == 302
    assert client.get(reverse("admin:invite")).status_code == 405


# Another Brand


@pytest.fixture
def strange() -> Brand:
    brand = a_brand(CANARY)
    a_person(brand, first_name=CANARY)
    invitations.invite(brand, "canary@example.com", Role.ADMIN, None, timezone.now())
    return brand


def test_people_of_another_brand_are_not_there(client: Client, strange: Brand) -> None:
    member, row = strange.memberships.get(), strange.invitations.get()
    before = (member.role, row.token_hash)
    for name, pk in (
        ("person", member.pk),
        ("remove_person", member.pk),
        ("password_link", member.pk),
        ("renew_invitation", row.pk),
        ("withdraw_invitation", row.pk),
    ):
        answer = client.post(reverse(f"admin:{name}", args=[pk]), {"role": "viewer"})
        unknown = client.post(reverse(f"admin:{name}", args=[987654]), {"role": "viewer"})
        assert (answer.status_code, answer.content) == (404, unknown.content), name
        assert CANARY not in answer.content.decode()
    for name in ("person", "remove_person"):
        assert client.get(reverse(f"admin:{name}", args=[member.pk])).status_code == 404
    html = page_of(client)
    assert CANARY not in html
    assert "canary@example.com" not in html
    member.refresh_from_db()
    row.refresh_from_db()
    assert (member.role, row.token_hash) == before


def test_a_person_of_two_brands_shows_nothing_of_the_other(brand: Brand, client: Client, strange: Brand) -> None:
    both = a_person(brand, Role.VIEWER)
    both.memberships.create(brand=strange, role=Role.ADMIN)
    pk = both.memberships.get(brand=brand).pk
    for url in (PEOPLE, reverse("admin:person", args=[pk]), reverse("admin:remove_person", args=[pk])):
        assert CANARY not in page_of(client, url)


def test_inviting_answers_the_same_whether_there_is_an_account(client: Client, strange: Brand) -> None:
    known = strange.memberships.get().user.email
    answers = [invited(client, email) for email in (known, "unknown@example.com")]
    bodies = [JOIN_LINK.sub("LINK", a.content.decode()).replace(known, "X") for a in answers]
    bodies = [re.sub(r'value="[A-Za-z0-9]{64}"', "", body.replace("unknown@example.com", "X")) for body in bodies]
    assert bodies[0] == bodies[1]
    pages = [Client().get(join_link(answer)) for answer in answers]
    assert [page.status_code for page in pages] == [200, 200]
    assert ["Log in to join" in page.content.decode() for page in pages] == [True, True]


# Inviting


def test_the_link_is_shown_once_and_kept_nowhere(brand: Brand, client: Client, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    answer = invited(client)
    [(path, token)] = set(JOIN_LINK.findall(answer.content.decode()))
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert all(token not in str(session.get_decoded()) for session in Session.objects.all())
    assert token not in str(client.cookies) + page_of(client)
    row = invitations.waiting(brand).get()
    assert (row.email, row.role, token in str(vars(row))) == ("new@example.com", "author", False)
    Client().get(path)
    Client().post(path, NEW)
    Client().get(path)
    console = HideLinkTokens()
    assert not [record for record in caplog.records if console.filter(record) and token in record.getMessage()]


@pytest.mark.parametrize(
    "message",
    [
        "Internal Server Error: /admin/join/{token}/",
        '"GET /admin/login/?next=%2Fadmin%2Fjoin%2F{token}%2F HTTP/1.1" 200',
        "Forbidden (CSRF cookie not set.): /admin/password/set/MQ/{token}/",
        "GET /storefront/v1/launches/{token}/receipts/",
    ],
)
def test_no_token_reaches_the_log(message: str) -> None:
    record = logging.LogRecord("x", logging.ERROR, "", 1, "%s", (message.format(token="c3-abc_DEF"),), None)
    assert HideLinkTokens().filter(record)
    assert "abc" not in record.getMessage()
    assert record.getMessage() == message.replace("{token}", "…")


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"email": "nonsense", "role": "viewer"}, "Write it as name@example.com."),
        ({"email": "", "role": "viewer"}, "Write the person&#x27;s e-mail address."),
        ({"email": f"{'a' * 150}@example.com", "role": "viewer"}, "at most 150 characters"),
        ({"email": "a@example.com", "role": "owner"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(client: Client, posted: dict[str, str], words: str) -> None:
    answer = client.post(reverse("admin:invite"), posted)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Invitation.objects.exists()


def test_an_invitation_goes_out_by_e_mail(client: Client, email: list[mail.EmailMessage], settings) -> None:
    answer = invited(client)
    [sent] = email
    assert (sent.subject, sent.to) == ("Join Northwind on Handoff", ["new@example.com"])
    assert f"http://testserver{join_link(answer)}" in sent.body
    assert "We sent the link by e-mail" in answer.content.decode()
    settings.PUBLIC_URL = "https://handoff.example"
    invited(client, "other@example.com")
    assert "https://handoff.example/admin/join/" in email[1].body


def test_a_mail_server_that_fails_is_told_and_the_link_is_there(
    client: Client, email: list[mail.EmailMessage], monkeypatch, caplog
) -> None:
    def fails(self, messages):
        raise smtplib.SMTPRecipientsRefused({"new@example.com": (550, b"no")})

    monkeypatch.setattr(EmailBackend, "send_messages", fails)
    answer = invited(client)
    assert "The e-mail could not be sent." in answer.content.decode()
    assert join_link(answer).removeprefix("/admin/join/") not in caplog.text
    assert "new@example.com" not in caplog.text


def test_a_new_link_and_withdrawing(brand: Brand, client: Client) -> None:
    old = join_link(invited(client))
    row = invitations.waiting(brand).get()
    new = join_link(client.post(reverse("admin:renew_invitation", args=[row.pk])))
    assert [Client().get(path).status_code for path in (old, new)] == [404, 200]
    html = client.post(reverse("admin:withdraw_invitation", args=[row.pk]), follow=True).content.decode()
    assert "was withdrawn" in html
    assert Client().get(new).status_code == 404


@pytest.mark.usefixtures("within_an_hour")
def test_links_are_not_made_without_end(client: Client) -> None:
    for number in range(windows.parse_rate(LINKS)[0]):
        invited(client, f"p{number}@example.com")
    assert TOO_MANY_LINKS in invited(client, "late@example.com").content.decode()


# Joining


def test_a_new_person_sets_a_name_and_a_password_and_is_in(brand: Brand, client: Client) -> None:
    path, newcomer = join_link(invited(client)), Client()
    html = newcomer.get(path).content.decode()
    assert "Northwind" in html
    assert "new@example.com" in html
    answer = newcomer.post(path, NEW)
    assert (answer.status_code, answer["Location"]) == (302, reverse("admin:index"))
    assert "Northwind" in page_of(newcomer, "/admin/")
    user = User.objects.get(username="new@example.com")
    assert (user.first_name, user.is_staff, user.is_superuser) == ("Ada", True, False)
    assert newcomer.post(reverse("admin:invite"), {"email": "x@example.com", "role": "admin"}).status_code == 403
    assert Client().login(username="new@example.com", password=PASSWORD)


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"new_password1": "short", "new_password2": "short"}, "new_password1", "too short"),
        ({"new_password1": "new@example.com", "new_password2": "new@example.com"}, "new_password1", "too similar"),
        ({"new_password2": "something else entirely"}, "new_password2", "match"),
        ({"name": " "}, "name", "Write your name"),
    ],
)
def test_a_bad_password_is_refused_beside_the_field(
    client: Client, fields: dict[str, str], field: str, words: str
) -> None:
    answer = Client().post(join_link(invited(client)), {**NEW, **fields})
    assert words in str(answer.context["form"].errors[field])
    assert PASSWORD not in answer.content.decode()
    assert not User.objects.filter(username="new@example.com").exists()


def test_an_account_that_exists_must_log_in_first(brand: Brand, client: Client) -> None:
    other = a_brand("Their first")
    user = a_person(other)
    path, newcomer = join_link(invited(client, user.username.upper())), Client()
    assert f"{reverse('admin:login')}?next={path}" in newcomer.get(path).content.decode()
    answer = newcomer.post(path, NEW)
    assert "There is an account with this e-mail address already" in answer.content.decode()
    assert user.memberships.count() == 1
    user.refresh_from_db()
    assert not user.check_password(PASSWORD)
    user.set_password(PASSWORD)
    user.save()
    login = f"{reverse('admin:login')}?next={path}"
    answer = newcomer.post(login, {"username": user.username, "password": PASSWORD, "next": path})
    assert answer["Location"] == path
    assert "Join</button>" in newcomer.get(path).content.decode()
    assert user.memberships.count() == 1
    newcomer.post(path)
    assert user.memberships.get(brand=brand).role == Role.AUTHOR
    assert "Northwind" in page_of(newcomer, "/admin/")
    assert newcomer.get(path).status_code == 404


def test_somebody_else_never_joins(brand: Brand, client: Client) -> None:
    path, user = join_link(invited(client)), a_person(a_brand())
    other = a_client(user)
    for answer in (other.get(path), other.post(path), other.post(path, NEW)):
        html = answer.content.decode()
        assert "This invitation is for somebody else" in html
        assert user.username in html
    assert not user.memberships.filter(brand=brand).exists()
    answer = other.post(reverse("admin:logout"), {"next": path})
    assert answer["Location"] == path
    assert "Create my account and join" in other.get(path).content.decode()


def test_links_that_do_not_work_all_answer_the_same(brand: Brand, client: Client) -> None:
    used, expired = join_link(invited(client)), join_link(invited(client, "late@example.com"))
    Client().post(used, NEW)
    Invitation.objects.filter(email="late@example.com").update(expires_at=timezone.now())
    withdrawn = join_link(invited(client, "not@example.com"))
    Invitation.objects.filter(email="not@example.com").delete()
    answers = [Client().get(path) for path in (used, expired, withdrawn, "/admin/join/unknown/")]
    answers += [Client().post(used, NEW)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert "Northwind" not in answers[0].content.decode()
    assert "no-store" in answers[0]["Cache-Control"]


def test_joining_needs_the_forms_own_token(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(join_link(invited(client)), NEW).status_code == 403


@pytest.mark.parametrize("page", ["/admin/join/x/", "/admin/password/"])
@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("2001:db8:1:2::{}", "2001:db8:1:2:ffff::1", 429),
        ("2001:db8:1:2::{}", "2001:db8:1:3::1", None),
        ("192.0.2.1", "192.0.2.2", None),
        ("::ffff:192.0.2.1", "192.0.2.1", 429),
    ],
)
@pytest.mark.usefixtures("within_an_hour")
def test_tries_are_counted_by_network(settings, page: str, first: str, second: str, status: int | None) -> None:
    """A customer of a provider has more IPv6 addresses than anybody can count."""
    settings.EMAIL_URL = "smtp://localhost"
    for number in range(30):
        Client().post(page, NEW, REMOTE_ADDR=first.format(number + 1))
    assert (Client().post(page, NEW, REMOTE_ADDR=second).status_code == 429) is (status == 429)


@pytest.mark.usefixtures("within_an_hour")
def test_too_many_tries_to_join_are_stopped(client: Client) -> None:
    path = join_link(invited(client))
    answers = [Client().post(path, {}).status_code for _ in range(31)]
    assert set(answers[:30]) == {200}
    assert answers[30] == 429


# Roles and removal


def test_a_role_is_changed_and_counts_at_once(brand: Brand, client: Client) -> None:
    user = a_person(brand, Role.VIEWER)
    theirs = a_client(user)
    assert theirs.get(reverse("admin:playbooks_playbook_add")).status_code == 403
    client.post(reverse("admin:person", args=[user.memberships.get().pk]), {"role": "author"})
    assert theirs.get(reverse("admin:playbooks_playbook_add")).status_code == 200


def test_the_last_admin_is_told_why_they_must_stay(client: Client) -> None:
    me = member_of(client)
    answer = client.post(reverse("admin:person", args=[me.pk]), {"role": "viewer"})
    assert answer.context["form"].errors == {"role": [LAST_ADMIN]}
    for answer in (
        client.get(reverse("admin:remove_person", args=[me.pk])),
        client.post(reverse("admin:remove_person", args=[me.pk])),
    ):
        assert LAST_ADMIN in answer.content.decode()
    assert member_of(client).role == Role.ADMIN


def test_removing_asks_first_and_leaves_the_account(brand: Brand, client: Client) -> None:
    user = a_person(brand)
    theirs, url = a_client(user), reverse("admin:remove_person", args=[user.memberships.get().pk])
    assert "Their account stays" in client.get(url).content.decode()
    assert user.memberships.exists()
    assert "no longer belongs to Northwind" in client.post(url, follow=True).content.decode()
    assert not user.memberships.exists()
    assert "You belong to no Brand yet" in page_of(theirs, "/admin/")
    user.refresh_from_db()
    assert user.is_active


@pytest.mark.parametrize("leaves", [True, False])
def test_who_is_an_admin_no_longer_leaves_no_invitation_behind(brand: Brand, client: Client, leaves: bool) -> None:
    """Nobody comes back by a link that they made for themselves; other people's invitations, and those of another
    Brand, stay."""
    other, strange = a_person(brand, Role.ADMIN), a_brand()
    theirs = Membership.objects.get(user=other, brand=brand)
    invitations.invite(brand, "back@example.com", Role.ADMIN, other, timezone.now())
    invitations.invite(strange, "there@example.com", Role.ADMIN, other, timezone.now())
    invited(client, "stays@example.com")
    guest = a_person()
    _, token = invitations.invite(brand, guest.email, Role.VIEWER, other, timezone.now())
    invitations.accept(token, guest, timezone.now())
    if leaves:
        people.remove(theirs)
    else:
        people.change_role(theirs, Role.VIEWER)
    assert set(Invitation.objects.values_list("email", flat=True)) == {
        guest.email,
        "stays@example.com",
        "there@example.com",
    }
    first = Action.ROLE_TAKEN if leaves else Action.ROLE_CHANGED
    assert actions_of(brand)[-2:] == [first, Action.INVITATION_WITHDRAWN]


def test_who_becomes_an_admin_keeps_their_invitations(brand: Brand) -> None:
    other = a_person(brand, Role.VIEWER)
    invitations.invite(brand, "new@example.com", Role.VIEWER, other, timezone.now())
    people.change_role(Membership.objects.get(user=other, brand=brand), Role.ADMIN)
    assert Invitation.objects.count() == 1


def test_one_of_two_admins_may_leave(brand: Brand, client: Client) -> None:
    a_person(brand)
    answer = client.post(reverse("admin:remove_person", args=[member_of(client).pk]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("admin:index"))
    assert client.get(PEOPLE).status_code == 403


# Forgotten passwords


def set_password(client: Client, path: str) -> None:
    form = client.get(path)["Location"]
    answer = client.post(form, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert answer["Location"] == reverse("password_reset_complete")


def test_the_login_page_shows_the_way(client: Client) -> None:
    assert f'href="{reverse("admin_password_reset")}"' in Client().get(reverse("admin:login")).content.decode()
    html = Client().get(reverse("admin_password_reset")).content.decode()
    assert "Ask an admin of your Brand" in html


def the_worker_comes() -> None:
    for row in PasswordAsk.objects.filter(done_at=None).order_by("pk"):
        send_password_link(row.pk)


def a_person_with_a_password(brand: Brand) -> User:
    user = a_person(brand)
    user.set_password("forgotten")
    user.save()
    return user


def test_a_forgotten_password_is_set_anew_by_e_mail(brand: Brand, email: list[mail.EmailMessage]) -> None:
    user = a_person_with_a_password(brand)
    open_elsewhere, asker = a_client(user), Client()
    answers = [
        asker.post(reverse("admin_password_reset"), {"email": address}, follow=True)
        for address in (user.email, "nobody@example.com")
    ]
    assert answers[0].content == answers[1].content
    assert not email
    the_worker_comes()
    [sent] = email
    assert (sent.to, sent.subject) == ([user.email], "Set a new password for Handoff")
    [(path, _token)] = PASSWORD_LINK.findall(sent.body)
    set_password(asker, path)
    assert Client().login(username=user.username, password=PASSWORD)
    assert open_elsewhere.get(reverse("admin:index")).status_code == 302
    assert asker.get(reverse("admin:index")).status_code == 302
    assert "This link no longer works" in asker.get(path).content.decode()


def test_a_weak_new_password_is_refused(brand: Brand, email: list[mail.EmailMessage]) -> None:
    asker = Client()
    asker.post(reverse("admin_password_reset"), {"email": a_person_with_a_password(brand).email})
    the_worker_comes()
    form = asker.get(PASSWORD_LINK.findall(email[0].body)[0][0])["Location"]
    answer = asker.post(form, {"new_password1": "short", "new_password2": "short"})
    assert "too short" in answer.content.decode()


def test_without_e_mail_none_is_asked_for(brand: Brand) -> None:
    answer = Client().post(reverse("admin_password_reset"), {"email": a_person(brand).email})
    assert "Ask an admin of your Brand" in answer.content.decode()
    assert not mail.outbox


@pytest.mark.usefixtures("within_an_hour")
def test_too_many_forgotten_passwords_are_stopped(email: list[mail.EmailMessage]) -> None:
    answers = [Client().post(reverse("admin_password_reset"), {"email": "a@example.com"}) for _ in range(31)]
    assert answers[29].status_code == 302
    assert answers[30].status_code == 429
    assert 0 < int(answers[30].headers["Retry-After"]) <= 3600
    assert "Too many tries" in answers[30].content.decode()


def test_an_admin_hands_over_a_link(brand: Brand, client: Client) -> None:
    user = a_person(brand, Role.VIEWER)
    answer = client.post(reverse("admin:password_link", args=[user.memberships.get().pk]))
    assert "no-store" in answer["Cache-Control"]
    [(path, token)] = set(PASSWORD_LINK.findall(answer.content.decode()))
    assert all(token not in str(session.get_decoded()) for session in Session.objects.all())
    set_password(Client(), path)
    assert Client().login(username=user.username, password=PASSWORD)


def test_nobody_is_handed_a_link_that_opens_another_brand(brand: Brand, client: Client, strange: Brand) -> None:
    elsewhere, operator = a_person(brand), a_person(brand, is_superuser=True)
    elsewhere.memberships.create(brand=strange)
    for user in (elsewhere, operator):
        url = reverse("admin:password_link", args=[user.memberships.get(brand=brand).pk])
        html = client.post(url, follow=True).content.decode()
        assert NO_LINK in html
        assert "/admin/password/set/" not in html
        assert CANARY not in html


def test_a_link_of_the_time_in_one_brand_does_not_open_the_next(brand: Brand, client: Client, strange: Brand) -> None:
    user = a_person(brand)
    answer = client.post(reverse("admin:password_link", args=[user.memberships.get().pk]))
    [(path, _token)] = set(PASSWORD_LINK.findall(answer.content.decode()))
    user.memberships.create(brand=strange)
    assert "This link no longer works" in Client().get(path).content.decode()


def test_with_e_mail_a_link_goes_to_the_person_alone(
    brand: Brand, client: Client, email: list[mail.EmailMessage], strange: Brand
) -> None:
    alone, elsewhere = a_person(brand), a_person(brand)
    elsewhere.memberships.create(brand=strange)
    for user in (alone, elsewhere):
        url = reverse("admin:password_link", args=[user.memberships.get(brand=brand).pk])
        html = client.post(url, follow=True).content.decode()
        assert "We sent the person an e-mail" in html
        assert not PASSWORD_LINK.search(html)
    assert [sent.to for sent in email] == [[alone.email], [elsewhere.email]]
    [(path, _token)] = PASSWORD_LINK.findall(email[0].body)
    set_password(Client(), path)


# From one Brand to another

HIDDEN = re.compile(r'name="of_brand" value="([^"]+)"')


@pytest.mark.parametrize(
    ("page", "door", "posted"),
    [
        ("people", "invite", {"email": "a@example.com", "role": "admin"}),
        ("storefront", "create_key", {"name": "Key"}),
        ("storefront", "storefront", {"storefront_origins": "https://first.example"}),
        ("agents_agent_add", "agents_agent_add", {"name": "Stray"}),
        ("playbooks_playbook_add", "playbooks_playbook_add", {"name": "Stray", "draft": "x"}),
    ],
)
def test_a_form_opened_in_one_brand_writes_nothing_to_the_next(page: str, door: str, posted: dict[str, str]) -> None:
    first, second = a_brand("First"), a_brand("Second", origins=[])
    user = a_person(first)
    second.memberships.create(user=user, role=Role.ADMIN)
    client = a_client(user)
    [opened_in] = set(HIDDEN.findall(page_of(client, reverse(f"admin:{page}"))))
    switched = client.post(reverse("admin:switch_brand", args=[second.pk]))
    assert switched["Location"] == reverse("admin:index")
    answer = client.post(reverse(f"admin:{door}"), {**posted, "of_brand": opened_in})
    assert answer.status_code == 403
    assert OTHER_BRAND in answer.content.decode()
    second.refresh_from_db()
    assert not second.storefront_origins
    assert not any(getattr(second, rows).exists() for rows in ("invitations", "api_keys", "agents", "playbooks"))
    [opened_in] = set(HIDDEN.findall(page_of(client, reverse(f"admin:{page}"))))
    assert client.post(reverse(f"admin:{door}"), {**posted, "of_brand": opened_in}).status_code in (200, 302)


def test_rows_of_the_former_brand_are_gone_after_switching() -> None:
    first, second = a_brand("First"), a_brand("Second")
    user = a_person(first)
    second.memberships.create(user=user, role=Role.ADMIN)
    colleague = a_person(first, Role.VIEWER).memberships.get()
    agent, playbook = Agent.objects.create(brand=first, name="A"), Playbook.objects.create(brand=first, name="P")
    client = a_client(user)
    urls = [
        reverse("admin:person", args=[colleague.pk]),
        reverse("admin:agents_brand_change", args=[first.pk]),
        reverse("admin:agents_agent_change", args=[agent.pk]),
        reverse("admin:playbooks_playbook_change", args=[playbook.pk]),
        reverse("admin:playbooks_playbook_delete", args=[playbook.pk]),
    ]
    assert [client.get(url).status_code for url in urls] == [200] * len(urls)
    client.post(reverse("admin:switch_brand", args=[second.pk]))
    for url in urls:
        posted = {"name": "Stray", "role": "admin", "post": "yes", "of_brand": str(first.pk)}
        assert client.get(url).status_code == 404, url
        assert client.post(url, posted).status_code in (403, 404), url
    colleague.refresh_from_db()
    assert colleague.role == Role.VIEWER
    assert not Agent.objects.filter(name="Stray").exists()


def test_an_impossible_address_in_an_account_is_told_not_a_fault(brand: Brand, client: Client, email) -> None:
    member = Membership.objects.create(user=a_person(), brand=brand)
    User.objects.filter(pk=member.user_id).update(email="a@example.com\nBcc: everybody@example.com")
    answer = client.post(reverse("admin:password_link", args=[member.pk]), follow=True)
    assert NOT_SENT in answer.content.decode()
    assert email == []
