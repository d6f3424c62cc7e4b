"""Every platform that works, in the order that merchants see. A new one is one more line here."""

from __future__ import annotations

from collections.abc import Mapping

from handoff.providers.base import Provider
from handoff.providers.gladly import Gladly
from handoff.providers.gorgias import Gorgias
from handoff.providers.intercom import Intercom
from handoff.providers.shopify_inbox import ShopifyInbox
from handoff.providers.sprinklr import Sprinklr
from handoff.providers.zendesk import Zendesk

PROVIDERS: tuple[type[Provider], ...] = (Zendesk, Gorgias, Gladly, Intercom, Sprinklr, ShopifyInbox)
_BY_SLUG = {provider.slug: provider for provider in PROVIDERS}


def choices() -> list[tuple[str, str]]:
    """For model fields: stored by reference, so that a new platform needs no migration."""
    return [(provider.slug, provider.label) for provider in PROVIDERS]


def known(slug: str) -> bool:
    return slug in _BY_SLUG


def provider_class(slug: str) -> type[Provider]:
    return _BY_SLUG[slug]


def provider_for(slug: str, settings: Mapping[str, str], secrets: Mapping[str, str]) -> Provider:
    return _BY_SLUG[slug](settings, secrets)
