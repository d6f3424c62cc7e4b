"""Who is asked, with which bodies: the product's doors, and the bare views that they are held against."""

from __future__ import annotations

import itertools
import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.serving.load import Plan
from faults.merchants import Account

# Ten turns, some 3 kB as JSON, of a customer who is being helped: nobody is to be handed over.
HELPED = (
    ("customer", "Hi! I bought the Alder rain jacket last week and would like to know which size of the trousers goes with it."),
    ("agent", "Good to hear from you! The Alder jacket and the Alder trousers are cut alike: most people take the same size in both. "
     "If you are between two sizes, the trousers run slightly longer, so the smaller one will usually do."),
    ("customer", "I have the jacket in M. My waist is 82 cm, my inside leg 79 cm."),
    ("agent", "Then M will fit you: it is made for a waist of 80 to 85 cm and an inside leg of 78 to 82 cm. The waistband has a "
     "drawcord, and the hems can be narrowed with a press stud so that they stay out of a bicycle's chain."),
    ("customer", "Lovely. Is the fabric the same three layers as the jacket's?"),
    ("agent", "Yes, both are made of the same three-layer fabric with taped seams. The trousers have a reinforced seat and inner leg, "
     "where a saddle or a rock would rub, and long zips at the sides that open from both ends to let air in."),
    ("customer", "And how do I wash them? The jacket's label says 30 degrees, gentle."),
    ("agent", "The same for the trousers: 30 degrees, gentle, with a liquid detergent and no softener. Close all zips first. Twenty "
     "minutes in the dryer on low heat afterwards bring the water repellency back; do that after every third wash or so."),
    ("customer", "Thank you, that was very helpful. I will order them in M, in the dark green."),
    ("agent", "A good choice! Dark green in M is in stock and leaves our warehouse within one working day. Your confirmation comes "
     "by e-mail with a link to follow the parcel. Enjoy them, and have a good time outdoors!"),
)  # fmt: skip
ASKS = ("customer", "Thank you. There is one more thing, about an old order: I'd like to talk to a person, please.")
CUSTOMER = {"id": "shopper-4711", "email": "ana@example.com", "name": "Ana", "locale": "en-GB", "timezone": "Europe/Berlin"}
Conversations = Iterator[str]
Turns = Sequence[tuple[str, str]]


def new_conversations() -> Conversations:
    return (uuid.uuid4().hex for _ in itertools.count())


@dataclass(frozen=True, slots=True)
class Contender:
    """`body` is made anew for each request, for a conversation of this name."""

    name: str
    path: str
    status: int
    requests: int
    body: Callable[[str], dict[str, object]]
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "POST"

    def plan(self, url: str, conversations: Conversations, *, clients: int) -> Plan:
        bodies = [json.dumps(self.body(next(conversations))) for _ in range(self.requests)]
        return Plan(url, self.path, self.headers, bodies, self.status, clients, self.method)


def asking(conversation: str, **more: object) -> dict[str, object]:
    return said(HELPED, conversation, **more)


def asking_for_people(conversation: str) -> dict[str, object]:
    """As many turns as the other, of which the last one asks for a person."""
    return said((*HELPED[1:], ASKS), conversation)


def said(turns: Turns, conversation: str, **more: object) -> dict[str, object]:
    transcript = [{"role": role, "text": text} for role, text in turns]
    return {"conversation": conversation, "transcript": transcript, "customer": CUSTOMER, **more}


def doors(account: Account) -> dict[str, Contender]:
    """Those of the product, by name."""
    agent, headers = f"/api/v1/agents/{account.agent}", {"Authorization": f"Api-Key {account.api_key}"}
    return {
        "decision": Contender("decision", f"{agent}/decisions/", 200, 400, asking, headers),
        "start": Contender("start", f"{agent}/handoffs/", 201, 200, asking_for_people, headers),
    }


def bare_views(account: Account) -> dict[str, Contender]:
    headers = {"Authorization": f"Api-Key {account.api_key}"}

    def body(conversation: str) -> dict[str, object]:
        return asking(conversation, agent=account.agent)

    return {
        "empty Django view": Contender("empty Django view", "/bare/empty", 200, 800, body, headers),
        "empty DRF view": Contender("empty DRF view", "/bare/empty-drf", 200, 800, body, headers),
        "key, one row": Contender("key, one row", "/bare/read", 200, 400, body, headers),
        "key, transcript": Contender("key, transcript", "/bare/insert", 201, 300, body, headers),
    }
