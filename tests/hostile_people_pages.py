"""The pages of a hostile Brand that are about people: of others, of oneself, and of who is not logged in yet."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from agents import passwords
from tests.hostile_rows import Rows
from tests.hostile_texts import Given
from tests.hostile_visit import NOBODY, TYPED, Visit, a_page, the_pages
from tests.sign_in_builders import PASSWORD


def of_people(rows: Rows, given: Given) -> Iterator[Visit]:
    member = rows.brand.memberships.get(user=rows.people.colleague)
    others = rows.brand.invitations.exclude(pk=rows.people.invitation.pk).order_by("pk")
    yield a_page("settings", "admin:agents_brand_change", rows.brand.pk)
    yield a_page("people", "admin:people")
    yield a_page("person", "admin:person", member.pk)
    yield a_page("person, removed?", "admin:remove_person", member.pk)
    yield a_page("new password for a person", "admin:password_link", member.pk, posted={})
    yield a_page("invitation, refused", "admin:invite", posted={"email": given.one("typed", TYPED), "role": "viewer"})
    yield a_page("invitation made", "admin:renew_invitation", others[0].pk, posted={})
    yield a_page("invitation withdrawn", "admin:withdraw_invitation", others[1].pk, posted={})
    yield from the_pages("audit log", "admin:agents_auditentry_changelist", rows.brand.audit_entries.count())


def of_accounts(rows: Rows) -> Iterator[Visit]:
    pk = rows.people.colleague.pk
    yield a_page("accounts", "admin:auth_user_changelist", query="?all=")
    yield a_page("account of a person", "admin:auth_user_change", pk)
    yield a_page("account, deleted?", "admin:auth_user_delete", pk)
    yield a_page("account's history", "admin:auth_user_history", pk)
    yield a_page("new account", "admin:auth_user_add")
    yield a_page("new account, refused", "admin:auth_user_add", posted={"username": rows.people.colleague.username})
    yield a_page("password of an account", "admin:auth_user_password_change", pk)


def of_ones_own_account(rows: Rows) -> Iterator[Visit]:
    another = rows.people.admin.sign_ins.first()
    assert another
    yield a_page("your account", "account")
    yield a_page("your password", "password_change")
    yield a_page("your password, refused", "password_change", posted={"old_password": "x"})
    yield a_page("password changed", "admin:password_change_done")
    yield a_page("login, ended?", "end_sign_in", another.pk)
    yield a_page("login, not ended", "end_sign_in", another.pk, posted={"password": "x"})
    yield a_page("all logins, ended?", "end_other_sign_ins")
    yield a_page("second step set up", "second_step_set_up", who="colleague")
    yield a_page("second step set up, refused", "second_step_set_up", posted={"code": "0"}, who="colleague")
    yield a_page("second step asked for", "second_step", who="half_in")
    yield a_page("second step, refused", "second_step", posted={"code": "0"}, who="half_in")


def of_the_second_step(rows: Rows) -> Iterator[Visit]:
    """One after the other: nobody gets to the next without the first. A phone's code would be too old by then."""
    first, second = rows.people.recovery_codes[:2]
    proof = {"password": PASSWORD, "code": second}
    for name, posted in (
        ("second_step", {"code": first}),
        ("renew_recovery_codes", None),
        ("renew_recovery_codes", {"code": "0"}),
        ("second_step_off", None),
        ("renew_recovery_codes", proof),
    ):
        yield a_page("second step, changed", name, posted=posted, who="half_in")


def outside(rows: Rows, given: Given) -> Iterator[Visit]:
    """Before the login, or without a Brand."""
    token, link = rows.people.token, passwords.link_parts(rows.people.colleague)
    typed = given.one("typed")
    weak = {"name": typed, "new_password1": "x", "new_password2": "y"}
    yield a_page("invitation", "join", token, who=NOBODY)
    yield a_page("invitation, not accepted", "join", token, posted=weak, who=NOBODY)
    yield a_page("invitation for another", "join", token)
    yield a_page("invitation, accepted?", "join", token, who="guest")
    yield a_page("invitation that is gone", "join", "no-token", who=NOBODY)
    yield a_page("overview without a Brand", "admin:index", who="guest")
    yield a_page("login", "admin:login", who=NOBODY)
    yield a_page("login, refused", "admin:login", posted={"username": typed, "password": "x"}, who=NOBODY)
    yield a_page("forgotten password", "admin_password_reset", who=NOBODY)
    yield a_page("forgotten password, asked", "admin_password_reset", posted={"email": typed}, who=NOBODY)
    yield a_page("forgotten password, sent", "password_reset_done", who=NOBODY)
    yield Visit("new password", reverse("password_reset_confirm", kwargs=link), who=NOBODY)
    yield a_page("new password, link is gone", "password_reset_confirm", "x", "no-token", who=NOBODY)
    yield a_page("new password, set", "password_reset_complete", who=NOBODY)
    yield a_page("API documentation", "docs", who=NOBODY)
    yield a_page("not allowed", "admin:agents_auditentry_changelist", who="viewer")
    forged = {"username": typed, "password": "x", "csrfmiddlewaretoken": "of somebody else"}
    yield a_page("form of another site", "admin:login", posted=forged, who=NOBODY)
