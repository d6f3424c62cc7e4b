"""Make the merchants in the machine's database, as their admins would: python -m faults.seeding, merchants as JSON in.

One JSON object for each merchant comes out: the ids and the key that its AI agent calls with.
"""

from __future__ import annotations

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handoff_project.settings")
django.setup()

from agents import credentials, scopes  # noqa: E402 - models need the settings first
from agents.models import Agent, Brand  # noqa: E402
from faults.merchants import Merchant  # noqa: E402
from handoff.configuration import Configuration, save_provider  # noqa: E402


def main() -> None:
    for row in json.loads(sys.argv[1]):
        print(json.dumps(seed(Merchant(**row))))


def seed(merchant: Merchant) -> dict[str, str]:
    brand = Brand(name=merchant.name)
    with scopes.brand(brand.pk):
        brand.save()
        return seeded(brand, merchant)


def seeded(brand: Brand, merchant: Merchant) -> dict[str, str]:
    agent = Agent.objects.create(brand=brand, name="Shop assistant", handoff_enabled=True)
    wanted = Configuration(
        merchant.kind,
        hours_restricted=not merchant.is_open,
        settings=merchant.settings,
        secrets=merchant.secrets,
        windows=(),
    )
    save_provider(brand, wanted)
    _, key = credentials.create_api_key(brand, "Harness")
    return {"brand": str(brand.pk), "agent": str(agent.pk), "api_key": str(key)}


if __name__ == "__main__":
    main()
