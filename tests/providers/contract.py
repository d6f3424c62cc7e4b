"""What every platform promises. Subclass it in tests/providers/test_<slug>.py."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from agents.transcripts import Turn
from handoff.providers import base, registry
from handoff.providers.base import Customer, HandoffContext, Provider, ProviderError
from tests.providers.recorder import Recorder

STATIC = Path(__file__).resolve().parent.parent.parent / "static" / "handoff" / "providers"
SUMMARY = "SUMMARY-CANARY Wants a refund of order 1234."
SECRET = "SECRET-CANARY-0123456789"

CONTEXT = HandoffContext(
    handoff_id="8d6f0f6a-8f0e-4b3e-9c57-1f3a2f0a6f10",
    ref="H7Q2K9ABCD",
    brand="Outdoor Shop",
    agent="Shopping assistant",
    reason="customer_request",
    opening="I'd like to talk to a person.",
    summary=SUMMARY,
    transcript=(
        Turn("customer", "Where is order 1234?"),
        Turn("agent", "It is on its way."),
        Turn("customer", "I want to talk to a person"),
    ),
    customer=Customer(id="42", email="ana@example.com", name="Ana"),
)


class ProviderContract:
    provider: ClassVar[type[Provider]]
    # Settings with which the platform gets the most context.
    settings: ClassVar[dict[str, str]] = {}
    secret_names: ClassVar[tuple[str, ...]] = ()

    @property
    def full(self) -> Provider:
        return self.provider(self.settings, dict.fromkeys(self.secret_names, SECRET))

    @property
    def bare(self) -> Provider:
        return self.provider({}, {})

    def test_is_registered_under_its_slug(self) -> None:
        assert registry.provider_class(self.provider.slug) is self.provider

    def test_has_its_browser_half(self) -> None:
        assert (STATIC / f"{self.provider.slug}.js").is_file()

    def test_its_settings_are_declared_and_explained(self) -> None:
        declared = {setting.name: setting for setting in self.provider.settings_fields}
        assert set(self.settings) | set(self.secret_names) <= set(declared)
        assert {name for name, setting in declared.items() if setting.secret} == set(self.secret_names)
        assert all(setting.help and setting.label and setting.mend.endswith(".") for setting in declared.values())
        for name, value in self.settings.items():
            assert re.fullmatch(declared[name].pattern, value)

    def test_launch_is_json_and_names_the_platform(self) -> None:
        for provider in (self.full, self.bare):
            launch = provider.launch(CONTEXT)
            assert launch.provider == self.provider.slug
            assert json.loads(json.dumps(dict(launch.options))) == dict(launch.options)

    def test_launch_holds_no_secret(self) -> None:
        for context in (CONTEXT, replace(CONTEXT, provider_ref="1"), replace(CONTEXT, delivery_pending=True)):
            assert SECRET not in json.dumps(dict(self.full.launch(context).options))

    def test_the_summary_reaches_the_browser_only_as_a_field_for_the_human_agent(self) -> None:
        for provider in (self.full, self.bare):
            in_browser = "SUMMARY-CANARY" in json.dumps(dict(provider.launch(CONTEXT).options))
            assert in_browser == (provider.context_via() == base.BROWSER_FIELDS)

    def test_delivers_the_way_it_says(self) -> None:
        assert self.bare.deliver(CONTEXT, Recorder()).via == self.bare.context_via()

    def test_sends_nothing_without_settings(self) -> None:
        send = Recorder()
        self.bare.deliver(CONTEXT, send)
        assert send.sent == []

    def test_checks_the_credentials_by_reading_alone(self) -> None:
        send = Recorder()
        with suppress(ProviderError):
            self.full.check(send)
        assert {sent.method for sent in send.sent} <= {"GET"}
        assert bool(send.sent) == bool(self.secret_names)

    def test_without_credentials_there_is_nothing_to_check(self) -> None:
        send = Recorder()
        assert self.bare.check(send) is None
        assert send.sent == []

    def test_shows_the_summary_where_the_team_gets_it(self) -> None:
        for provider in (self.full, self.bare):
            seen = str(provider.team_sees(CONTEXT))
            assert ("SUMMARY-CANARY" in seen) == (provider.context_via() in (base.API, base.BROWSER_FIELDS))
            assert SECRET not in seen

    def test_works_without_a_summary(self) -> None:
        empty = replace(CONTEXT, summary="", transcript=(), customer=Customer())
        for provider in (self.full, self.bare):
            provider.launch(empty)
            provider.team_sees(empty)
            provider.deliver(empty, Recorder())
