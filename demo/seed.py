"""The demo Brand: made once, then the user's to change. Only what the demo shop needs to reach it is mended."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse

from agents import credentials, scopes
from agents.models import Agent, Brand, Membership, Role
from demo.platforms import PLATFORMS
from handoff import notice_sources
from handoff.configuration import Configuration, provider_of, save_provider
from handoff.models import NoticeSource
from playbooks import drafts
from playbooks.drafts import Draft
from playbooks.publishing import publish

# Known ids, so that a second start finds it under whatever name the user gave it.
BRAND_ID = UUID("6e0e1d5c-52a5-4a0e-9a43-6f1f6c1f7d01")
USERNAME = "demo"
PASSWORD = "demo-handoff"  # noqa: S105 - printed at each start
FIRST_CHOSEN = "intercom"
AGENTS = (("Shop assistant", True), ("Order helper", True), ("Gift finder", False))
PLAYBOOK = """\
Be brief and friendly. Answer questions about orders, shipping, returns and sizes.

If an item is damaged or broken, say "I'm sorry about that, a colleague can send you a replacement." \
Then /Handoff to support.

If a customer asks about wholesale or bulk orders, say "Wholesale orders begin at 20 pieces. \
Write to wholesale@northwind.example and we'll send you our price list."
"""


@dataclass(frozen=True)
class Seeded:
    """`notices`: by platform, where its stand-in tells of closed chats, and what proves it."""

    brand: Brand
    api_key: str
    notices: dict[str, dict[str, str]]


@transaction.atomic
def seed(shop_port: int) -> Seeded:
    with scopes.brand(BRAND_ID):
        brand = Brand.objects.filter(pk=BRAND_ID).first() or make_brand()
        add_origins(brand, shop_port)
        return Seeded(brand, demo_key(brand), notice_sources_of(brand))


def make_brand() -> Brand:
    brand = Brand.objects.create(pk=BRAND_ID, name="Northwind Outfitters")
    agents = [Agent.objects.create(brand=brand, name=name, handoff_enabled=enabled) for name, enabled in AGENTS]
    save_provider(brand, Configuration("", "America/New_York"))
    for kind in (*PLATFORMS, FIRST_CHOSEN):
        choose_platform(brand, kind)
    make_user(brand)
    told = tuple(agent for agent in agents if agent.handoff_enabled)
    publish(drafts.create(brand, Draft("Shop questions", PLAYBOOK, told)))
    return brand


def choose_platform(brand: Brand, kind: str) -> None:
    """As a merchant does: what is stored for it counts. Where nothing is, it gets what its stand-in takes."""
    row = provider_of(brand)
    settings, secrets = row.settings.get(kind, {}), row.secrets.get(kind, {})
    if not settings and not secrets:
        settings, secrets = PLATFORMS[kind].settings, PLATFORMS[kind].secrets
    save_provider(brand, Configuration(kind, row.timezone, row.hours_restricted, settings, secrets))


def make_user(brand: Brand) -> None:
    user = User.objects.filter(username=USERNAME).first() or User(username=USERNAME)
    user.is_staff = True
    user.set_password(PASSWORD)
    user.save()
    Membership.objects.create(user=user, brand=brand, role=Role.ADMIN)


def add_origins(brand: Brand, shop_port: int) -> None:
    """The shop moves with the port."""
    wanted = [f"http://127.0.0.1:{shop_port}", f"http://localhost:{shop_port}"]
    missing = [origin for origin in wanted if origin not in brand.storefront_origins]
    if missing:
        brand.storefront_origins = [*brand.storefront_origins, *missing]
        brand.save(update_fields=["storefront_origins"])


def notice_sources_of(brand: Brand) -> dict[str, dict[str, str]]:
    """With new secrets at each start: nobody has to keep them."""
    told = {}
    for platform in filter(notice_sources.offered, PLATFORMS):
        notice_sources.switch_on(brand, platform)
        source = NoticeSource.objects.for_brand(brand).get(platform=platform)
        secret = notice_sources.renew_secret(source)
        told[platform] = {"path": reverse("notices", args=[platform, source.address]), "secret": secret}
    return told


def demo_key(brand: Brand) -> str:
    """The product keeps only the key's hash, so the demo keeps the key; a new one where that is lost or revoked."""
    path = Path(settings.LOCAL_DIR) / "demo-api-key"
    kept = path.read_text().strip() if path.exists() else ""
    row = credentials.api_key_in(kept)
    if row is not None and row.brand_id == brand.pk and row.agent_id is None:
        return kept
    _, key = credentials.create_api_key(brand, "Demo shop")
    write_private(path, str(key))
    return str(key)


def write_private(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(f"{text}\n")
    path.chmod(0o600)
