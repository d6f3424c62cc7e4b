"""What every platform promises. Subclass it in tests/providers/test_<slug>.py."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from agents.transcripts import Turn
from handoff.providers import base, registry
from handoff.providers.base import Customer, HandoffContext, Provider, ProviderError, Repeat
from tests.providers.recorder import Recorder

STATIC = Path(__file__).resolve().parent.parent.parent / "static" / "handoff" / "providers"
SUMMARY = "SUMMARY-CANARY Wants a refund of order 1234."
SECRET = "SECRET-CANARY-0123456789"
WAYS = (base.API, *base.BY_BROWSER, base.NONE)

CONTEXT = HandoffContext(
    handoff_id="8d6f0f6a-8f0e-4b3e-9c57-1f3a2f0a6f10",
    ref="H7Q2K9ABCD",
    brand="Outdoor Shop",
    agent="Shopping assistant",
    reason="customer_request",
    opening="I'd like to talk to a person.",
    request="I'd like to talk to a person about: Where is order 1234?",
    summary=SUMMARY,
    transcript=(
        Turn("customer", "Where is order 1234?"),
        Turn("agent", "It is on its way."),
        Turn("customer", "I want to talk to a person"),
    ),
    customer=Customer(id="42", email="ana@example.com", name="Ana"),
    started_at=datetime(2026, 11, 23, 10, tzinfo=UTC),
)


class ProviderContract:
    provider: ClassVar[type[Provider]]
    # What the platform answers to a first delivery, by "METHOD /path".
    answers: ClassVar[Mapping[str, Any]] = {}
    # And where it holds already what an interrupted attempt had written.
    answers_when_there: ClassVar[Mapping[str, Any]] = {}
    # The requests that create something.
    writes: ClassVar[tuple[str, ...]] = ()

    @property
    def settings(self) -> dict[str, str]:
        """With which the platform gets the most context."""
        return {setting.name: setting.example for setting in self.provider.settings_fields if setting.example}

    @property
    def secrets(self) -> dict[str, str]:
        return {setting.name: SECRET for setting in self.provider.settings_fields if setting.secret}

    @property
    def full(self) -> Provider:
        return self.provider(self.settings, self.secrets)

    @property
    def bare(self) -> Provider:
        return self.provider({}, {})

    def test_is_registered_under_its_slug(self) -> None:
        assert registry.provider_class(self.provider.slug) is self.provider
        assert re.fullmatch(r"[a-z][a-z0-9_]{1,19}", self.provider.slug)

    def test_has_its_browser_half(self) -> None:
        assert (STATIC / f"{self.provider.slug}.js").is_file()

    def test_every_setting_is_explained_and_mendable(self) -> None:
        for setting in self.provider.settings_fields:
            assert setting.label, setting.name
            assert setting.help.endswith("."), setting.name
            assert setting.mend.endswith("."), setting.name
            assert not setting.example or re.fullmatch(setting.pattern, setting.example), setting.name
            assert not (setting.secret and setting.example), "an example of a secret would be taken for one"
            assert all(re.fullmatch(setting.pattern, value) for value, _ in setting.choices), setting.name

    def test_names_only_settings_that_it_declares(self) -> None:
        declared = {setting.name for setting in self.provider.settings_fields}
        assert set(self.provider.together) <= declared

    def test_a_secret_is_only_asked_for_where_the_api_takes_it(self) -> None:
        assert set(self.secrets) <= set(self.provider.together)

    def test_tells_merchants_what_to_expect_and_what_to_set_up(self) -> None:
        assert self.provider.customer_sees.endswith(".")
        assert self.provider.set_up_there
        assert all(step.endswith(".") for step in self.provider.set_up_there)

    def test_declares_how_the_context_travels(self) -> None:
        for provider in (self.full, self.bare):
            assert provider.context_via() in WAYS
            assert provider.browser_via() in (*base.BY_BROWSER, base.NONE)
        assert (self.full.context_via() == base.API) == bool(self.provider.together)
        assert self.bare.context_via() == self.bare.browser_via()

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
            assert in_browser == (provider.browser_via() == base.BROWSER_FIELDS)

    def test_delivers_the_way_it_says(self) -> None:
        assert self.bare.deliver(CONTEXT, Recorder()).via == self.bare.context_via()
        delivery = self.full.deliver(CONTEXT, Recorder(dict(self.answers)))
        assert (delivery.via, delivery.waits) == (self.full.context_via(), False)

    def test_a_repeat_is_as_safe_as_it_says(self) -> None:
        first, again = Recorder(dict(self.answers)), Recorder({**self.answers, **self.answers_when_there})
        self.full.deliver(CONTEXT, first)
        self.full.deliver(replace(CONTEXT, attempt=2), again)
        written = [sent for sent, step in zip(first.sent, first.steps, strict=True) if step in self.writes]
        repeated = [sent for sent, step in zip(again.sent, again.steps, strict=True) if step in self.writes]
        match self.provider.repeat:
            case Repeat.NATIVE_KEY:
                assert written
                assert [sent.json for sent in repeated] == [sent.json for sent in written]
            case Repeat.LOOK_UP:
                assert written
                assert repeated == []
            case Repeat.NONE:
                assert first.sent == [] or not self.answers_when_there, "a look-up is to be declared"

    def test_tells_whether_it_arrived_by_reading_alone(self) -> None:
        """Where a platform can't be asked, the answer is None."""
        there = Recorder({**self.answers, **self.answers_when_there})
        assert self.full.arrived(CONTEXT, there) in (True, None)
        assert not set(there.steps) & set(self.writes)
        assert self.full.arrived(replace(CONTEXT, provider_ref="1"), Recorder()) in (False, None)

    def test_without_its_api_it_cant_be_asked(self) -> None:
        send = Recorder()
        assert self.bare.arrived(CONTEXT, send) is None
        assert send.sent == []

    def test_sends_nothing_without_settings(self) -> None:
        send = Recorder()
        self.bare.deliver(CONTEXT, send)
        assert send.sent == []

    def test_checks_the_credentials_by_reading_alone(self) -> None:
        send = Recorder()
        with suppress(ProviderError):
            self.full.check(send)
        assert {sent.method for sent in send.sent} <= {"GET"}
        assert bool(send.sent) == bool(self.provider.together)

    def test_without_credentials_there_is_nothing_to_check(self) -> None:
        send = Recorder()
        assert self.bare.check(send) is None
        assert send.sent == []

    def test_a_stored_value_of_another_form_reaches_no_address(self) -> None:
        """It was refused when it was saved; whoever changed it since gets no request of ours."""
        for name in self.provider.together:
            for hostile in ("evil.com#", "a@b", "acme\uff0eexample", "acme:8080", "a/b", "a b", "x\n", ""):
                send = Recorder(dict(self.answers))
                broken = self.provider({**self.settings, name: hostile}, {**self.secrets, name: hostile})
                with suppress(ProviderError):
                    broken.deliver(CONTEXT, send)
                assert send.sent == [], (name, hostile)

    def test_shows_the_summary_where_the_team_gets_it(self) -> None:
        for provider in (self.full, self.bare):
            seen = str(provider.team_sees(CONTEXT))
            told = {provider.context_via(), provider.browser_via()}
            assert ("SUMMARY-CANARY" in seen) == bool(told & {base.API, base.BROWSER_FIELDS})
            assert SECRET not in seen

    def test_works_without_a_summary(self) -> None:
        empty = replace(CONTEXT, summary="", transcript=())
        for provider in (self.full, self.bare):
            provider.launch(empty)
            provider.team_sees(empty)
            assert provider.deliver(empty, Recorder(dict(self.answers))).via == provider.context_via()

    def test_knows_nothing_of_the_customer_and_goes_on(self) -> None:
        stranger = replace(CONTEXT, customer=Customer())
        for provider in (self.full, self.bare):
            provider.launch(stranger)
            provider.team_sees(stranger)
            provider.deliver(stranger, Recorder(dict(self.answers)))
