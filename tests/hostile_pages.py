"""The pages of a hostile Brand: each address, what is posted to it, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from agents import passwords
from playbooks.models import Playbook
from tests.admin_builders import provider_post
from tests.hostile_handoffs import PHONE
from tests.hostile_rows import Rows, some_rows
from tests.hostile_texts import Given
from tests.sign_in_builders import PASSWORD

FILTERS = ("q", "agent", "platform", "reason", "outcome", "when", "first", "last", "tests", "page")
NOBODY = ""
ADMIN = "admin"
# The lists that are told page by page hold so many rows on one.
ON_A_PAGE = 50
TYPED = 200
# Whose rows are not made, deleted or followed on pages of Django's.
MODELS = (
    "agents_agent",
    "agents_auditentry",
    "agents_brand",
    "handoff_disclosure",
    "handoff_handoff",
    "handoff_supportprovider",
)
CSRF = "a" * 32
LEFT_OUT_NAMED = 20

Posted = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Upload:
    field: str
    name: str
    text: str


@dataclass(frozen=True)
class Visit:
    """`page` is what it is called in docs/hostile-texts.md; several addresses may be one page. `who`: of the People."""

    page: str
    path: str
    posted: Posted | None = None
    upload: Upload | None = None
    who: str = ADMIN

    def fields(self) -> list[tuple[str, str]]:
        """What is posted, with the token that the browser's cookie has: the last of two counts."""
        given = [(name, [one] if isinstance(one, str) else one) for name, one in (self.posted or {}).items()]
        return [("csrfmiddlewaretoken", CSRF), *((name, one) for name, several in given for one in several)]


@dataclass(frozen=True)
class Hostile:
    rows: Rows
    given: Given
    visits: list[Visit]

    def user(self, who: str) -> User | None:
        return self.rows.people.named(who) if who else None

    def path_of(self, page: str) -> str:
        return next(visit.path for visit in self.visits if visit.page == page)


def a_hostile_brand(given: Given | None = None) -> Hostile:
    given = given or Given()
    rows = some_rows(given)
    return Hostile(rows, given, list(visits(rows, given)))


def visits(rows: Rows, given: Given) -> Iterator[Visit]:
    yield from _of_agents(rows)
    yield from _of_playbooks(rows, given)
    yield from _of_handoffs(rows)
    yield from _of_tests(rows)
    yield from _of_platform_services(rows, given)
    yield from _of_the_storefront(rows, given)
    yield from _of_people(rows, given)
    yield from _of_privacy(rows, given)
    yield from _of_accounts(rows)
    yield from _of_ones_own_account(rows)
    yield from _of_the_second_step(rows)
    yield from _outside(rows, given)
    yield from _odd_addresses(given)
    yield from _refused(rows)
    yield from _at_last(rows)


def _page(page: str, name: str, *args: Any, query: str = "", **more: Any) -> Visit:
    return Visit(page, reverse(name, args=args) + query, **more)


def _pages(page: str, name: str, count: int) -> Iterator[Visit]:
    """A list that goes on over so many rows."""
    for number in range(1, -(-count // ON_A_PAGE) + 1):
        yield _page(page, name, query=f"?page={number}")


def _of_agents(rows: Rows) -> Iterator[Visit]:
    pk = rows.agents[0].pk
    yield _page("overview", "admin:index")
    yield _page("agents", "admin:agents_agent_changelist")
    yield _page("agent", "admin:agents_agent_change", pk)
    yield _page("new agent", "admin:agents_agent_add")
    yield _page("new agent, refused", "admin:agents_agent_add", posted={"name": rows.agents[1].name})
    yield _page("agent, deleted?", "admin:agents_agent_remove", rows.agents[-1].pk)
    yield _page("agent, switched off", "admin:agents_agent_switch", rows.agents[-2].pk, posted={"to": "off"})
    yield _page("agent, playbooks in order", "admin:agents_agent_playbooks", pk, posted={"move": "up 1"})
    yield _page("agent's history", "admin:agents_agent_history", pk)
    yield _page("sentences", "admin:agents_agent_sentences", pk)
    yield _page("sentences, refused", "admin:agents_agent_sentences", pk, posted={"offer": "{nothing}", "seen": "x"})
    yield _page("agents of the app", "admin:app_list", "agents")


def _of_playbooks(rows: Rows, given: Given) -> Iterator[Visit]:
    playbook = rows.playbook
    pk, name, last = playbook.pk, playbook.name, playbook.versions.order_by("number").last()
    assert last
    typed = {"name": name, "draft": given.one("typed", TYPED), "note": given.one("typed", TYPED)}
    # A hundred on the first page.
    yield _page("playbooks", "admin:playbooks_playbook_changelist")
    yield _page("playbooks", "admin:playbooks_playbook_changelist", query="?p=2")
    yield _page("playbook", "admin:playbooks_playbook_change", pk)
    yield _page("playbook, as a viewer", "admin:playbooks_playbook_change", pk, who="viewer")
    yield _page("playbook, refused", "admin:playbooks_playbook_add", posted=typed)
    stale = {**typed, "name": given.one("typed"), "revision": "6e0e1d5c-52a5-4a0e-9a43-6f1f6c1f7d01"}
    yield _page("playbook, saved by another", "admin:playbooks_playbook_change", pk, posted=stale)
    yield _page("new playbook", "admin:playbooks_playbook_add")
    other, another = Playbook.objects.for_brand(rows.brand).filter(published=None).order_by("name")[:2]
    yield _page("playbook, deleted?", "admin:playbooks_playbook_delete", other.pk)
    right = {"name": another.name, "draft": another.draft, "revision": str(another.revision), "_publish": ""}
    yield _page("playbook, published", "admin:playbooks_playbook_change", another.pk, posted=right)
    yield _page("playbook's history", "admin:playbooks_playbook_history", pk)
    yield _page("versions", "admin:playbooks_playbook_versions", pk)
    yield _page("version", "admin:playbooks_playbook_version", pk, last.number)
    yield _page("version, restored?", "admin:playbooks_playbook_restore", pk, 1)
    yield _page("differences", "admin:playbooks_playbook_differences", pk)


def _of_handoffs(rows: Rows) -> Iterator[Visit]:
    undelivered = "?outcome=attention&tests=all"
    count = rows.brand.handoffs.count()
    yield from _pages("handoffs", "admin:handoff_handoff_changelist", count)
    yield _page("handoffs, undelivered", "admin:handoff_handoff_changelist", query=undelivered)
    yield _page("handoffs, sent again?", "admin:redrive_handoffs", query=undelivered)
    yield _page("handoff", "admin:handoff_handoff_change", rows.handoffs.whole.pk)
    yield _page("handoff, sent again", "admin:redrive_handoff", rows.handoffs.whole.pk, posted={})


def _of_tests(rows: Rows) -> Iterator[Visit]:
    for agent in rows.handoffs.agents:
        yield _page("new test", "admin:trial_new", query=f"?agent={agent.pk}")
    for trial in (rows.trials.failed, rows.trials.passed):
        yield _page("test", "admin:trial", trial.pk)
        yield _page("test's progress", "admin:trial_progress", trial.pk)


def _of_platform_services(rows: Rows, given: Given) -> Iterator[Visit]:
    change = ("admin:handoff_supportprovider_change", rows.provider.pk)
    refused = provider_post(
        kind="gorgias",
        contact_email=given.one("typed", TYPED),
        contact_page=given.one("typed", TYPED),
        hours_restricted="on",
        **{"closure-0-label": given.one("typed"), "gorgias-subdomain": given.one("typed", TYPED)},
    )
    yield _page("platform services", *change)
    yield _page("platform services, refused", *change, posted=refused)
    yield _page("webhook secret", "admin:handoff_supportprovider_notices", rows.provider.pk, posted={"act": "on"})
    yield _page("platform services, told by the platform", *change)
    year = timezone.now().year
    yield _page("holidays", "admin:closures_holidays", query=f"?country=DE&region=DE-BY&years={year}-{year + 1}")
    yield _page("calendar file", "admin:closures_calendar")
    for text in some_calendars(given):
        upload = Upload("file", "away.ics", text)
        yield _page("calendar file, what is in it", "admin:closures_calendar", posted={}, upload=upload)


def some_calendars(given: Given) -> Iterator[str]:
    """The first has days to come, each some that are over: of these a page names so many."""
    coming, over = given.many("event-in-file"), given.many("event-left-out")
    for first in range(0, len(over), LEFT_OUT_NAMED):
        yield a_calendar([] if first else coming, over[first : first + LEFT_OUT_NAMED])


def a_calendar(coming: Sequence[str], over: Sequence[str]) -> str:
    today = timezone.now().date()
    texts = [(text, f"{today + timedelta(days=number):%Y%m%d}") for number, text in enumerate(coming)]
    events = [
        f"BEGIN:VEVENT\r\nUID:{number}@evil.example\r\nSUMMARY:{_escaped(text)}\r\n"
        f"DTSTART;VALUE=DATE:{day}\r\nEND:VEVENT\r\n"
        for number, (text, day) in enumerate([*texts, *((text, "20200101") for text in over)])
    ]
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n"


def _escaped(text: str) -> str:
    """As RFC 5545 writes a text."""
    for sign in "\\;,":
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")


def _of_the_storefront(rows: Rows, given: Given) -> Iterator[Visit]:
    key, replaced = rows.brand.api_keys.order_by("pk")[:2]
    typed = given.one("typed")
    yield _page("storefront", "admin:storefront")
    yield _page("storefront, refused", "admin:storefront", posted={"storefront_origins": given.one("typed", TYPED)})
    yield _page("new key, refused", "admin:create_key", posted={"name": typed})
    yield _page(
        "new key", "admin:create_key", posted={"name": typed, "scopes": ["read"], "agent": str(rows.agents[0].pk)}
    )
    yield _page("key, replaced?", "admin:rotate_key", replaced.pk)
    yield _page("key, replaced", "admin:rotate_key", replaced.pk, posted={"hours": "24"})
    yield _page("key, revoked?", "admin:revoke_key", key.pk)
    yield _page("key, revoked", "admin:revoke_key", key.pk, posted={})


def _of_people(rows: Rows, given: Given) -> Iterator[Visit]:
    member = rows.brand.memberships.get(user=rows.people.colleague)
    others = rows.brand.invitations.exclude(pk=rows.people.invitation.pk).order_by("pk")
    yield _page("settings", "admin:agents_brand_change", rows.brand.pk)
    yield _page("people", "admin:people")
    yield _page("person", "admin:person", member.pk)
    yield _page("person, removed?", "admin:remove_person", member.pk)
    yield _page("new password for a person", "admin:password_link", member.pk, posted={})
    yield _page("invitation, refused", "admin:invite", posted={"email": given.one("typed", TYPED), "role": "viewer"})
    yield _page("invitation made", "admin:renew_invitation", others[0].pk, posted={})
    yield _page("invitation withdrawn", "admin:withdraw_invitation", others[1].pk, posted={})
    yield from _pages("audit log", "admin:agents_auditentry_changelist", rows.brand.audit_entries.count())


def _of_privacy(rows: Rows, given: Given) -> Iterator[Visit]:
    whose = {"id": rows.handoffs.whole.conversation.customer["id"], "phone": PHONE}
    yield _page("privacy", "admin:privacy")
    count = rows.handoffs.whole.disclosures.count()
    yield from _pages("what was sent", "admin:handoff_disclosure_changelist", count)
    yield _page("customer's data", "admin:customer_data")
    yield _page("customer's data, found", "admin:customer_data", posted=whose)
    yield _page("customer's data, erased?", "admin:customer_data", posted={**whose, "do": "erase"})
    yield _page("customer's data, not found", "admin:customer_data", posted={"id": given.one("typed", TYPED)})
    yield _page("customer's data, refused", "admin:customer_data", posted={"phone": given.one("typed", 50)})


def _of_accounts(rows: Rows) -> Iterator[Visit]:
    pk = rows.people.colleague.pk
    yield _page("accounts", "admin:auth_user_changelist", query="?all=")
    yield _page("account of a person", "admin:auth_user_change", pk)
    yield _page("account, deleted?", "admin:auth_user_delete", pk)
    yield _page("account's history", "admin:auth_user_history", pk)
    yield _page("new account", "admin:auth_user_add")
    yield _page("new account, refused", "admin:auth_user_add", posted={"username": rows.people.colleague.username})
    yield _page("password of an account", "admin:auth_user_password_change", pk)


def _of_ones_own_account(rows: Rows) -> Iterator[Visit]:
    another = rows.people.admin.sign_ins.first()
    assert another
    yield _page("your account", "account")
    yield _page("your password", "password_change")
    yield _page("your password, refused", "password_change", posted={"old_password": "x"})
    yield _page("password changed", "admin:password_change_done")
    yield _page("login, ended?", "end_sign_in", another.pk)
    yield _page("login, not ended", "end_sign_in", another.pk, posted={"password": "x"})
    yield _page("all logins, ended?", "end_other_sign_ins")
    yield _page("second step set up", "second_step_set_up", who="colleague")
    yield _page("second step set up, refused", "second_step_set_up", posted={"code": "0"}, who="colleague")
    yield _page("second step asked for", "second_step", who="half_in")
    yield _page("second step, refused", "second_step", posted={"code": "0"}, who="half_in")


def _of_the_second_step(rows: Rows) -> Iterator[Visit]:
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
        yield _page("second step, changed", name, posted=posted, who="half_in")


def _outside(rows: Rows, given: Given) -> Iterator[Visit]:
    """Before the login, or without a Brand."""
    token, link = rows.people.token, passwords.link_parts(rows.people.colleague)
    typed = given.one("typed")
    weak = {"name": typed, "new_password1": "x", "new_password2": "y"}
    yield _page("invitation", "join", token, who=NOBODY)
    yield _page("invitation, not accepted", "join", token, posted=weak, who=NOBODY)
    yield _page("invitation for another", "join", token)
    yield _page("invitation, accepted?", "join", token, who="guest")
    yield _page("invitation that is gone", "join", "no-token", who=NOBODY)
    yield _page("overview without a Brand", "admin:index", who="guest")
    yield _page("login", "admin:login", who=NOBODY)
    yield _page("login, refused", "admin:login", posted={"username": typed, "password": "x"}, who=NOBODY)
    yield _page("forgotten password", "admin_password_reset", who=NOBODY)
    yield _page("forgotten password, asked", "admin_password_reset", posted={"email": typed}, who=NOBODY)
    yield _page("forgotten password, sent", "password_reset_done", who=NOBODY)
    yield Visit("new password", reverse("password_reset_confirm", kwargs=link), who=NOBODY)
    yield _page("new password, link is gone", "password_reset_confirm", "x", "no-token", who=NOBODY)
    yield _page("new password, set", "password_reset_complete", who=NOBODY)
    yield _page("API documentation", "docs", who=NOBODY)
    yield _page("not allowed", "admin:agents_auditentry_changelist", who="viewer")
    forged = {"username": typed, "password": "x", "csrfmiddlewaretoken": "of somebody else"}
    yield _page("form of another site", "admin:login", posted=forged, who=NOBODY)


def _odd_addresses(given: Given) -> Iterator[Visit]:
    """What a link may put into an address."""
    said = quoted(given.one("in-address", TYPED))
    handoffs, agents = reverse("admin:handoff_handoff_changelist"), reverse("admin:agents_agent_changelist")
    playbook = reverse("admin:playbooks_playbook_add")
    yield Visit("handoffs, searched", f"{handoffs}?q={said}")
    yield Visit("handoffs, filtered", f"{handoffs}?" + "&".join(f"{name}={said}" for name in FILTERS))
    yield Visit("agents, searched", f"{agents}?q={said}&o={said}&p={said}")
    yield Visit("agents, filtered", f"{agents}?name={said}&{said}={said}")
    yield Visit("accounts, searched", f"{reverse('admin:auth_user_changelist')}?q={said}")
    yield Visit("admin, searched", f"{reverse('admin:search')}?s={said}")
    yield Visit("audit log, filtered", f"{reverse('admin:agents_auditentry_changelist')}?who={said}&what={said}")
    yield Visit("playbook, begun with", f"{playbook}?starter={said}&note={said}")
    yield Visit("test of no Agent", f"{reverse('admin:trial_new')}?agent={said}")
    yield Visit("nothing here, in the admin", f"/admin/{said}/")
    yield Visit("nothing here", f"/{said}", who=NOBODY)
    yield Visit("login, on the way to somewhere", f"/admin/login/?next={said}&{said}={said}", who=NOBODY)


def _refused(rows: Rows) -> Iterator[Visit]:
    """What Django's admin has, and ours has not: addresses without a page of their own."""
    for model in MODELS:
        if model != "agents_agent":
            yield _page("refused", f"admin:{model}_add")
        for what in ("history", "delete"):
            yield _page("refused", f"admin:{model}_{what}", rows.agents[0].pk)
    for model in ("agents_auditentry", "handoff_disclosure"):
        yield _page("refused", f"admin:{model}_change", rows.agents[0].pk)


def _at_last(rows: Rows) -> Iterator[Visit]:
    """What changes who the others are."""
    people, own = rows.people, rows.people.admin.sign_ins.order_by("-began_at").first()
    removed = rows.brand.memberships.exclude(user__in=[people.admin, people.colleague, people.viewer, people.half_in])
    reset = {"action": "reset_second_step", "_selected_action": str(people.half_in.pk), "index": "0"}
    assert own
    other = Playbook.objects.for_brand(rows.brand).filter(published=None).order_by("name")[0]
    yield _page("agent, deleted", "admin:agents_agent_remove", rows.agents[-1].pk, posted={})
    yield _page("playbook, deleted", "admin:playbooks_playbook_delete", other.pk, posted={"post": "yes"})
    yield _page("Brand, switched", "admin:switch_brand", rows.brand.pk, posted={})
    yield _page("person, removed", "admin:remove_person", removed[0].pk, posted={})
    yield _page("invitation, accepted", "join", people.token, posted={}, who="guest")
    yield _page("second step, reset", "admin:auth_user_changelist", posted=reset)
    yield _page("account, deleted", "admin:auth_user_delete", people.viewer.pk, posted={"post": "yes"})
    yield _page("login, ended", "end_sign_in", own.pk, posted={"password": PASSWORD})


def quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())
