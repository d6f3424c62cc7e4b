"""Hostile texts through the real doors: of a runtime, a platform, a model, the customers' browsers, and webhooks."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from uuid import UUID

from django.apps import apps
from django.test import Client

from agents.models import Agent, Brand
from handoff import delivery
from handoff.models import AgentSettings, CircuitBreaker, NoticeSource
from handoff.sensitivity import OfferWhen
from handoff.trials import credential_check
from tests import builders
from tests.hostile_texts import MARK, Given, strings_in
from tests.notice_senders import CLOSING, shopify
from tests.platforms import SECRET as TOKEN
from tests.runtime import JSON, Runtime
from tests.stand_ins import StandIns
from tests.test_llm import Server, replies, response, said

PLATFORM, SECRET = "intercom", "a-secret-of-the-webhook"
WISH = {"role": "customer", "text": "I want to talk to a human, please."}
# As much as the doors take.
LINE, MESSAGE, REFUSAL, WORKSPACE = 200, 300, 450, 100


@dataclass
class Doors:
    """One Brand, whose platform and model are strangers' too."""

    brand: Brand
    agent: Agent
    key: str
    platform: StandIns
    given: Given = field(default_factory=Given)

    @classmethod
    def of_a_brand(cls, platform: StandIns) -> Doors:
        brand = builders.a_brand("Shop")
        agent = builders.an_agent(brand, "Shop assistant")
        builders.a_provider(brand, PLATFORM, secrets={"access_token": TOKEN})
        for slug in ("shopify_inbox", *CLOSING):
            builders.a_notice_source(brand, slug, SECRET)
        return cls(brand, agent, builders.an_api_key(brand), platform)

    def hand_off_all(self) -> list[dict[str, str]]:
        """Each customer with other texts. One conversation has all hundred."""
        lines = self.given.several("said", MESSAGE)
        ids = [line.replace("\n", "").replace("\t", "") for line in self.given.several("customer-id", LINE)]
        names = self.given.several("customer-name", LINE)
        first = self._hand_off(lines, "first", "first")
        rest = zip(cycle(lines), ids, names)
        return [first, *(self._hand_off(line, id, name) for line, id, name in rest)]

    def _hand_off(self, lines: str | list[str], id: str, name: str) -> dict[str, str]:
        spoken = [{"role": "customer", "text": text} for text in ([lines] if isinstance(lines, str) else lines)]
        visible = "".join(sign for sign in id if sign.isprintable())
        told = "".join(sign for sign in id if sign.isascii() and sign.isprintable() and sign not in ' "\\@')
        body = {
            "conversation": visible[:LINE],
            "transcript": [*spoken, WISH],
            "customer": {
                "id": id,
                "name": name,
                "email": f'"{told}"@evil.example',
                "phone": name[:50],
                "locale": name[:35],
                "page_url": f"https://shop.example/{told}",
            },
        }
        answer = Runtime(self.key).post(f"agents/{self.agent.pk}/handoffs/", body)
        assert answer.status_code == 201, answer.content
        started: dict[str, str] = answer.json()
        return started

    def refuse(self, started: list[dict[str, str]], model: Server) -> None:
        """The model repeats what the customer said; the platform refuses in words of its own."""
        words = self.given.several("platform-reply", REFUSAL)
        for number, handoff in enumerate(started):
            model.answers["responses"] = repeats(self._first_words(handoff))
            self.platform.reset()
            refusal = {"errors": [{"code": "parameter_invalid", "message": words[number % len(words)]}]}
            self.platform.fail(times=99, status=422, body=json.dumps(refusal))
            delivery.deliver(UUID(handoff["id"]))
            CircuitBreaker.objects.update(open_until=None, failures=0)

    def ask_for_opinions(self, model: Server) -> None:
        """Whatever the model says beside its yes or no, nobody is told."""
        AgentSettings.objects.create(agent=self.agent, second_opinion=True, offer_when=OfferWhen.LATER)
        said_so_far = ("Where is my order?", "On its way.", "That is not what I asked.")
        for text in self.given.several("opinion", REFUSAL)[:5]:
            asked = len(model.requests)
            model.answers["responses"] = answers({"offer": text, "turns": [3, text], "why": text})
            told = Runtime(self.key).post(f"agents/{self.agent.pk}/decisions/", builders.a_body(*said_so_far))
            assert (told.status_code, len(model.requests)) == (200, asked + 1)
            assert not marks_in(told.content.decode())

    def _first_words(self, started: dict[str, str]) -> str:
        conversation = self.brand.handoffs.get(pk=started["id"]).conversation
        return conversation.transcript()[0].text

    def report(self, started: list[dict[str, str]]) -> None:
        """What browsers tell, and then the platforms: of chats, and of customers who want their data."""
        reasons = self.given.several("receipt", LINE)
        for number, handoff in enumerate(started[1:]):
            path = f"/storefront/v1/launches/{handoff['launch_token']}/receipts/"
            visitor = {"event": "visitor", "visitor_id": reasons[number % len(reasons)]}
            failed = {"event": "failed", "reason": reasons[number % len(reasons)]}
            for receipt in (visitor, failed):
                assert Client().post(path, json.dumps(receipt), JSON).status_code == 200
        self._ask_for_data()
        for number, text in enumerate(self.given.many("ticket", LINE)[:30]):
            self._tell(list(CLOSING)[number % len(CLOSING)], text)

    def _ask_for_data(self) -> None:
        url = self._address("shopify_inbox")
        for number, row in enumerate(self.brand.conversations.order_by("pk")):
            customer = {"id": row.customer["id"], "email": row.customer["email"], "phone": row.customer["phone"]}
            sent = shopify("customers/data_request", SECRET, customer=customer, data_request={"id": number})
            sent.headers["X-Shopify-Webhook-Id"] = str(row.pk)
            assert sent.to(url).status_code == 200

    def _tell(self, slug: str, text: str) -> None:
        assert CLOSING[slug](text, SECRET).to(self._address(slug)).status_code in (200, 400, 422)

    def _address(self, slug: str) -> str:
        return f"/webhooks/v1/{slug}/{NoticeSource.objects.get(brand=self.brand, platform=slug).address}/"

    def test_the_handoff(self, admin: Client, model: Server) -> None:
        """With what the first customer said. The workspace of the platform has a hostile name."""
        said = self.brand.conversations.order_by("pk")[0]
        for name in self.given.several("workspace", WORKSPACE)[:3]:
            self.platform.reset()
            self.platform.fail(path="/me", times=9, body=json.dumps({"id": "1", "app": {"name": name}}))
            model.answers["responses"] = repeats(said.transcript()[0].text)
            admin.post("/admin/handoff/handofftrial/new/", {"agent": str(self.agent.pk), "conversation": str(said.pk)})
            trial = self.brand.trials.first()
            assert trial
            credential_check.check(trial.pk)
            delivery.deliver(trial.handoff_id)


def repeats(text: str) -> Any:
    """A model that was talked into writing down what the first turn says, wherever it may write."""
    line = {"text": text, "turns": [1]}
    fields = {
        "wants": line,
        "tried": [{**line, "by": "customer"}],
        "mood": "angry",
        "mood_turns": [1],
        "next_step": line,
    }
    return answers(fields)


def answers(form: dict[str, Any]) -> Any:
    return replies(200, response(said(json.dumps(form))))


def stored() -> dict[str, set[str]]:
    """By mark: the texts with it, as they are kept; of a text that has several, the line."""
    found = defaultdict[str, set[str]](set)
    for model in apps.get_models():
        for text in (text for row in model._default_manager.values() for text in strings_in(row)):
            for part in text.splitlines() if len(marks_in(text)) > 1 else [text]:
                for mark in marks_in(part):
                    found[mark].add(part)
    return found


def marks_in(text: str) -> set[str]:
    """Where it is made inert, a space stands behind the sign."""
    return {mark[0] for mark in MARK.finditer(text.replace("# ", "#"))}
