"""The pages of a hostile Brand, in the order in which they can be visited: some change what others show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from playbooks.models import Playbook
from tests import hostile_people_pages
from tests.admin_builders import provider_post
from tests.hostile_calendars import some_calendars
from tests.hostile_handoffs import PHONE
from tests.hostile_rows import Rows, some_rows
from tests.hostile_texts import MARK, Given
from tests.hostile_visit import NOBODY, TYPED, Upload, Visit, a_page, quoted, the_pages
from tests.sign_in_builders import PASSWORD

FILTERS = ("q", "agent", "platform", "reason", "outcome", "when", "first", "last", "tests", "page")
# Whose rows are not made, deleted or followed on pages of Django's.
MODELS = (
    "agents_agent",
    "agents_auditentry",
    "agents_brand",
    "handoff_disclosure",
    "handoff_handoff",
    "handoff_supportprovider",
)


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
    yield from hostile_people_pages.of_people(rows, given)
    yield from _of_privacy(rows, given)
    yield from hostile_people_pages.of_accounts(rows)
    yield from hostile_people_pages.of_ones_own_account(rows)
    yield from hostile_people_pages.of_the_second_step(rows)
    yield from hostile_people_pages.outside(rows, given)
    yield from _odd_addresses(given)
    yield from _refused(rows)
    yield from _at_last(rows)


def _of_agents(rows: Rows) -> Iterator[Visit]:
    pk = rows.agents[0].pk
    yield a_page("overview", "admin:index")
    yield a_page("agents", "admin:agents_agent_changelist")
    yield a_page("agent", "admin:agents_agent_change", pk)
    yield a_page("new agent", "admin:agents_agent_add")
    yield a_page("new agent, refused", "admin:agents_agent_add", posted={"name": rows.agents[1].name})
    yield a_page("agent, deleted?", "admin:agents_agent_remove", rows.agents[-1].pk)
    yield a_page("agent, switched off", "admin:agents_agent_switch", rows.agents[-2].pk, posted={"to": "off"})
    yield a_page("agent, playbooks in order", "admin:agents_agent_playbooks", pk, posted={"move": "up 1"})
    yield a_page("agent's history", "admin:agents_agent_history", pk)
    yield a_page("sentences", "admin:agents_agent_sentences", pk)
    yield a_page("sentences, refused", "admin:agents_agent_sentences", pk, posted={"offer": "{nothing}", "seen": "x"})
    yield a_page("agents of the app", "admin:app_list", "agents")


def _of_playbooks(rows: Rows, given: Given) -> Iterator[Visit]:
    playbook = rows.playbook
    pk, name, last = playbook.pk, playbook.name, playbook.versions.order_by("number").last()
    assert last
    typed = {"name": name, "draft": given.one("typed", TYPED), "note": given.one("typed", TYPED)}
    # A hundred on the first page.
    yield a_page("playbooks", "admin:playbooks_playbook_changelist")
    yield a_page("playbooks", "admin:playbooks_playbook_changelist", query="?p=2")
    yield a_page("playbook", "admin:playbooks_playbook_change", pk)
    yield a_page("playbook, as a viewer", "admin:playbooks_playbook_change", pk, who="viewer")
    yield a_page("playbook, refused", "admin:playbooks_playbook_add", posted=typed)
    stale = {**typed, "name": given.one("typed"), "revision": "6e0e1d5c-52a5-4a0e-9a43-6f1f6c1f7d01"}
    yield a_page("playbook, saved by another", "admin:playbooks_playbook_change", pk, posted=stale)
    yield a_page("new playbook", "admin:playbooks_playbook_add")
    other, another = _drafts(rows)[:2]
    yield a_page("playbook, deleted?", "admin:playbooks_playbook_delete", other.pk)
    right = {"name": another.name, "draft": another.draft, "revision": str(another.revision), "_publish": ""}
    yield a_page("playbook, published", "admin:playbooks_playbook_change", another.pk, posted=right)
    yield a_page("playbook's history", "admin:playbooks_playbook_history", pk)
    yield a_page("versions", "admin:playbooks_playbook_versions", pk)
    yield a_page("version", "admin:playbooks_playbook_version", pk, last.number)
    yield a_page("version, restored?", "admin:playbooks_playbook_restore", pk, 1)
    yield a_page("differences", "admin:playbooks_playbook_differences", pk)


def _of_handoffs(rows: Rows) -> Iterator[Visit]:
    undelivered = "?outcome=attention&tests=all"
    count = rows.brand.handoffs.count()
    yield from the_pages("handoffs", "admin:handoff_handoff_changelist", count)
    yield a_page("handoffs, undelivered", "admin:handoff_handoff_changelist", query=undelivered)
    yield a_page("handoffs, sent again?", "admin:redrive_handoffs", query=undelivered)
    yield a_page("handoff", "admin:handoff_handoff_change", rows.handoffs.whole.pk)
    yield a_page("handoff, sent again", "admin:redrive_handoff", rows.handoffs.whole.pk, posted={})


def _of_tests(rows: Rows) -> Iterator[Visit]:
    for agent in rows.handoffs.agents:
        yield a_page("new test", "admin:trial_new", query=f"?agent={agent.pk}")
    for trial in (rows.trials.failed, rows.trials.passed):
        yield a_page("test", "admin:trial", trial.pk)
        yield a_page("test's progress", "admin:trial_progress", trial.pk)


def _of_platform_services(rows: Rows, given: Given) -> Iterator[Visit]:
    change = ("admin:handoff_supportprovider_change", rows.provider.pk)
    refused = provider_post(
        kind="gorgias",
        contact_email=given.one("typed", TYPED),
        contact_page=given.one("typed", TYPED),
        hours_restricted="on",
        **{"closure-0-label": given.one("typed"), "gorgias-subdomain": given.one("typed", TYPED)},
    )
    yield a_page("platform services", *change)
    yield a_page("platform services, refused", *change, posted=refused)
    yield a_page("webhook secret", "admin:handoff_supportprovider_notices", rows.provider.pk, posted={"act": "on"})
    yield a_page("platform services, told by the platform", *change)
    year = timezone.now().year
    yield a_page("holidays", "admin:closures_holidays", query=f"?country=DE&region=DE-BY&years={year}-{year + 1}")
    yield a_page("calendar file", "admin:closures_calendar")
    for text in some_calendars(given):
        upload = Upload("file", "away.ics", text)
        yield a_page("calendar file, what is in it", "admin:closures_calendar", posted={}, upload=upload)


def _of_the_storefront(rows: Rows, given: Given) -> Iterator[Visit]:
    key, replaced = rows.brand.api_keys.order_by("pk")[:2]
    typed = given.one("typed")
    yield a_page("storefront", "admin:storefront")
    yield a_page("storefront, refused", "admin:storefront", posted={"storefront_origins": given.one("typed", TYPED)})
    yield a_page("new key, refused", "admin:create_key", posted={"name": typed})
    yield a_page(
        "new key", "admin:create_key", posted={"name": typed, "scopes": ["read"], "agent": str(rows.agents[0].pk)}
    )
    yield a_page("key, replaced?", "admin:rotate_key", replaced.pk)
    yield a_page("key, replaced", "admin:rotate_key", replaced.pk, posted={"hours": "24"})
    yield a_page("key, revoked?", "admin:revoke_key", key.pk)
    yield a_page("key, revoked", "admin:revoke_key", key.pk, posted={})


def _of_privacy(rows: Rows, given: Given) -> Iterator[Visit]:
    whose = {"id": rows.handoffs.whole.conversation.customer["id"], "phone": PHONE}
    yield a_page("privacy", "admin:privacy")
    count = rows.handoffs.whole.disclosures.count()
    yield from the_pages("what was sent", "admin:handoff_disclosure_changelist", count)
    yield a_page("customer's data", "admin:customer_data")
    yield a_page("customer's data, found", "admin:customer_data", posted=whose)
    yield a_page("customer's data, erased?", "admin:customer_data", posted={**whose, "do": "erase"})
    yield a_page("customer's data, not found", "admin:customer_data", posted={"id": given.one("typed", TYPED)})
    yield a_page("customer's data, refused", "admin:customer_data", posted={"phone": given.one("typed", 50)})


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
            yield a_page("refused", f"admin:{model}_add")
        for what in ("history", "delete"):
            yield a_page("refused", f"admin:{model}_{what}", rows.agents[0].pk)
    for model in ("agents_auditentry", "handoff_disclosure"):
        yield a_page("refused", f"admin:{model}_change", rows.agents[0].pk)


def _drafts(rows: Rows) -> list[Playbook]:
    """As they were given, another order at each turn: the first by name would always hold the same few texts."""
    drafts = Playbook.objects.for_brand(rows.brand).filter(published=None)
    return sorted(drafts, key=lambda row: int(MARK.findall(row.name)[-1][1]))


def _at_last(rows: Rows) -> Iterator[Visit]:
    """What changes who the others are."""
    people, own = rows.people, rows.people.admin.sign_ins.order_by("-began_at").first()
    removed = rows.brand.memberships.exclude(user__in=[people.admin, people.colleague, people.viewer, people.half_in])
    reset = {"action": "reset_second_step", "_selected_action": str(people.half_in.pk), "index": "0"}
    assert own
    other = _drafts(rows)[0]
    yield a_page("agent, deleted", "admin:agents_agent_remove", rows.agents[-1].pk, posted={})
    yield a_page("playbook, deleted", "admin:playbooks_playbook_delete", other.pk, posted={"post": "yes"})
    yield a_page("Brand, switched", "admin:switch_brand", rows.brand.pk, posted={})
    yield a_page("person, removed", "admin:remove_person", removed[0].pk, posted={})
    yield a_page("invitation, accepted", "join", people.token, posted={}, who="guest")
    yield a_page("second step, reset", "admin:auth_user_changelist", posted=reset)
    yield a_page("account, deleted", "admin:auth_user_delete", people.viewer.pk, posted={"post": "yes"})
    yield a_page("login, ended", "end_sign_in", own.pk, posted={"password": PASSWORD})
