"""Where the chat of a test can be opened: the Brand's own addresses, and the demo shop among them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from agents.models import Brand
from handoff.models import Handoff
from handoff.providers.base import Customer

# handoff.js opens the chat of a test that this names.
PARAMETER = "handoff-test"


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the test's customer may be sent to. `who`: what the demo shop's chat widget is told of them."""

    origin: str
    page: str
    is_demo: bool = False
    who: tuple[tuple[str, str], ...] = ()

    def address(self, token: str) -> str:
        return f"{self.page}#{urlencode([(PARAMETER, token), *self.who])}"


def places(brand: Brand, handoff: Handoff) -> list[Place]:
    """The demo shop first."""
    demo = _origin(settings.DEMO_SHOP_URL)
    own = [Place(origin, f"{origin}/") for origin in brand.storefront_origins if origin != demo]
    if demo not in brand.storefront_origins:
        return own
    customer = asdict(Customer(**handoff.conversation.customer))
    who = tuple((name, customer[name]) for name in ("id", "email") if customer[name])
    return [Place(demo, settings.DEMO_SHOP_URL, is_demo=True, who=who), *own]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
