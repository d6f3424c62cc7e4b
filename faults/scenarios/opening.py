"""Opens the shops of a play, on the product's side: run inside `manage.py shell`."""

from __future__ import annotations

from agents import credentials
from agents.models import Agent, Brand
from faults.scenarios.wishes import PLATFORMS, Shop, Wish, shops_to_json, wishes_from_json
from handoff.availability import Window
from handoff.configuration import Configuration, save_provider


def open_all(wishes: str) -> str:
    return shops_to_json([opened(wish) for wish in wishes_from_json(wishes)])


def opened(wish: Wish) -> Shop:
    brand = Brand.objects.create(name=wish.name)
    agent = Agent.objects.create(brand=brand, name="Assistant", handoff_enabled=True)
    settings, secrets = PLATFORMS[wish.platform]
    configuration = Configuration(
        wish.platform,
        wish.zone,
        hours_restricted=bool(wish.open_on),
        settings={name: value.format(name=wish.name) for name, value in settings.items()},
        secrets=secrets,
        windows=[Window(*times) for times in wish.open_on],
    )
    save_provider(brand, configuration)
    _, key = credentials.create_api_key(brand, "faults")
    return Shop(wish.name, wish.platform, str(brand.pk), str(agent.pk), str(key))
