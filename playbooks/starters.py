"""Texts to begin a playbook with. Each is complete: its author puts in the shop's own words and publishes. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Starter:
    """`help` says what it is for; `name` is that of the playbook, until its author finds a better one."""

    slug: str
    name: str
    help: str
    text: str


BLANK = Starter("blank", "", "An empty page.", "")

_DAMAGED = Starter(
    "damaged-order",
    "Damaged orders",
    "Something arrived broken or wrong: say sorry, ask what is needed, and move the customer to your team.",
    """\
When a customer says that an item arrived damaged, broken or wrong:

1. Say that you are sorry, in one sentence.
2. Ask which item it is and what is wrong with it, unless the customer has said so.
3. Ask for a photo, if the customer has one at hand. Do not insist.
4. Then /Handoff to support (reason: damaged order; collect: order number)
""",
)
_RETURNS = Starter(
    "returns",
    "Returns and refunds",
    "Explain how returns work, and move the customer to your team where a person has to decide.",
    """\
Customers may return unworn items within 30 days, with the tags on. The return label is on the Returns page of our shop.
Refunds arrive within 10 days after we have the parcel.

- A customer who wants to return something: explain the steps above, and give the link to the Returns page.
- A customer whose refund is late, by more than 10 days: ask for the order number, then \
/Handoff to support (reason: refund is late; collect: order number)
- A customer who wants to return something after 30 days: explain the rule kindly. If there is a special reason, \
/Handoff to support (reason: return after 30 days; ask first: yes)
""",
)
_WHOLESALE = Starter(
    "wholesale",
    "Wholesale and bulk orders",
    "Answer what is known of bulk orders, and move serious buyers to your team.",
    """\
Some customers ask about wholesale, bulk orders, or buying for a company.

- Wholesale orders begin at 20 pieces. Prices are not public: never name or promise a price or a discount.
- Ask what they would like to order, how many pieces, and by when.
- Once you know that: /Handoff to support (reason: wholesale request; collect: email, company)
""",
)
_ORDER_STATUS = Starter(
    "order-status",
    "Where is my order",
    "Tell where an order is, and move the customer to your team when it is lost or late.",
    """\
When a customer asks where an order is, ask for the order number and look it up.

- It has not left our warehouse: say so. Orders leave within two working days.
- It is on its way: give the tracking link and the day on which it should arrive.
- It is more than five days late, or the tracking says that it was lost: say that you are sorry, then \
/Handoff to support (reason: order is late or lost; collect: order number)
""",
)
_PERSON = Starter(
    "wants-a-person",
    "Wants a person",
    "When the Agent should stop trying and move the customer to your team.",
    """\
Help as long as you can help. Never hide that you are an AI agent.

- The customer asks for a person, an employee or a manager: /Handoff to support (reason: asked for a person)
- The customer is upset, or says for the second time that your answer did not help: \
/Handoff to support (reason: not helped so far; ask first: yes)
- The customer speaks of an accident, an allergy or a lawyer: /Handoff to support (reason: needs a person now)
""",
)

STARTERS = (_DAMAGED, _RETURNS, _WHOLESALE, _ORDER_STATUS, _PERSON, BLANK)


def starter(slug: str) -> Starter | None:
    return next((known for known in STARTERS if known.slug == slug), None)
