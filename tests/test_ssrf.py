"""A8, A9: no text in any field leads a request elsewhere: refused at save, and again at connect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from agents.models import Brand
from handoff import delivery
from handoff.configuration import Configuration, save_provider
from handoff.llm import LlmUnavailable
from handoff.models import SupportProvider
from handoff.providers import registry
from handoff.providers.base import Provider, ProviderError, Setting
from handoff.providers.http import door
from tests import test_llm
from tests.admin_builders import a_started_handoff
from tests.builders import a_brand, a_provider
from tests.providers.contract import CONTEXT, SECRET
from tests.providers.sockets import Server, answering, serving

# Where each platform's requests may go, whatever the merchant has typed.
HOMES = {
    "zendesk": (".zendesk.com",),
    "gorgias": (".gorgias.com",),
    "gladly": (".gladly.com", ".gladly.qa"),
    "intercom": ("api.intercom.io", "api.eu.intercom.io", "api.au.intercom.io"),
    "sprinklr": ("api3.sprinklr.com",),
}
TRAP = "127.0.0.1:{port}"
HOSTILE = (
    # Our own machine and network, in each spelling
    *(
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "0",
        "0.0.0.0",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "017700000001",
        "0177.0.0.1",
    ),
    *("localhost", "localhost.", "localhost.localdomain", "ip6-localhost", "127.0.0.1.nip.io", "127-0-0-1.nip.io"),
    *("[::1]", "::1", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]"),
    *("[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "[fe80::1%25eth0]", "[fe80::1%eth0]", "[fd00::1]", "[fd00:ec2::254]"),
    *("10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "192.0.0.1", "192.0.0.192", "198.18.0.1", "224.0.0.1"),
    *("169.254.169.254", "169.254.169.254.nip.io", "metadata.google.internal", "100.100.100.200", "2852039166"),
    # A host of the attacker's, dressed up
    *(
        "evil.com#",
        "evil.com#.zendesk.com",
        "evil.com/",
        "evil.com/.zendesk.com",
        "evil.com?.zendesk.com",
        "evil.com\\",
    ),
    *("a.zendesk.com@evil.com", "user@127.0.0.1", "user:pass@evil.com", "x@", "@evil.com", "acme.zendesk.com.evil.com"),
    *("//evil.com", "https://evil.com", "http://127.0.0.1:{port}/", "gopher://127.0.0.1:{port}/_x", "file:///etc/x"),
    *("x/../", "..", "../../evil.com", "%2e%2e%2f", "evil.com%00", "evil.com%23", "%31%32%37.0.0.1", "evil%2ecom"),
    # What is read as something else on the way
    *("evil.com\r\nHost: evil.com", "acme\r\n", "acme\nX: 1", "acme\r", "acme\t", "acme\x00", "acme evil.com"),
    *("evil。com", "evil．com", "evil｡com", "ⓔvil.com", "ａcme", "①②⑦.0.0.1", "аcme", "acme\u200b", "acme\u202e"),
    *("acme\u00ad", "acme\x0b"),
    *(
        "acme.",
        ".acme",
        "acme..",
        "-acme",
        "acme-",
        "acme:443",
        "acme:{port}",
        TRAP,
        "acme_1",
        "ACME",
        "ﬀ",
        "ß",
        "xn--",
    ),
    *(
        "{subdomain}",
        "${jndi:ldap://evil.com}",
        "{{7*7}}",
        "acme;evil.com",
        "acme,evil.com",
        "acme|x",
        "a" * 64,
        "a" * 300,
    ),
)
CASES = [(platform, setting) for platform in registry.PROVIDERS for setting in platform.settings_fields]
ADDRESSED = [
    (platform, setting)
    for platform, setting in CASES
    if platform.slug in HOMES and setting.name in ("subdomain", "host", "region", "environment")
]


def values_of(platform: type[Provider], **changed: str) -> tuple[dict[str, str], dict[str, str]]:
    plain = {s.name: s.example for s in platform.settings_fields if s.example}
    secret = {s.name: SECRET for s in platform.settings_fields if s.secret}
    return {**plain, **{k: v for k, v in changed.items() if k not in secret}}, secret


def refused_at_save(brand: Brand, platform: type[Provider], setting: Setting, value: str) -> bool:
    settings, secrets = values_of(platform, **{setting.name: value})
    try:
        save_provider(brand, Configuration(platform.slug, settings=settings, secrets=secrets))
    except ValidationError as error:
        return setting.name in error.message_dict
    return False


@contextmanager
def a_trap() -> Iterator[Server]:
    """Listens on this machine; a request that reaches it was led here."""
    with serving(answering(200, b'{"id": "1"}')) as trap:
        yield trap
        assert trap.requests == []


def hosts_asked(found: list[str]) -> Callable[[str, int], list[str]]:
    """Every name leads to this machine, as a hostile name server would have it."""

    def resolve(host: str, port: int) -> list[str]:
        assert port == 443
        found.append(host)
        return ["127.0.0.1"]

    return resolve


def test_there_are_enough_of_them() -> None:
    assert len(set(HOSTILE)) >= 100
    assert {platform.slug for platform, _ in ADDRESSED} == set(HOMES)


@pytest.mark.django_db
@pytest.mark.parametrize(("platform", "setting"), ADDRESSED)
def test_what_is_not_refused_at_save_leads_to_the_platform_and_nowhere_else(
    platform: type[Provider], setting: Setting
) -> None:
    """A8. A word such as `localhost` is a right subdomain: localhost.zendesk.com is Zendesk's."""
    brand = a_brand()
    with a_trap() as trap:
        for hostile in HOSTILE:
            value = hostile.replace("{port}", str(trap.port))
            if refused_at_save(brand, platform, setting, value):
                continue
            asked: list[str] = []
            row = SupportProvider.objects.get(brand=brand)
            with pytest.raises(ProviderError):
                row.adapter().check(door(resolve=hosts_asked(asked)))
            assert asked, value
            assert all(host.endswith(HOMES[platform.slug]) and host.count("/") == 0 for host in asked), value


@pytest.mark.parametrize(("platform", "setting"), ADDRESSED)
def test_what_is_stored_all_the_same_is_refused_at_connect(platform: type[Provider], setting: Setting) -> None:
    """A8: a row that was written by other hands than ours."""
    with a_trap() as trap:
        for hostile in HOSTILE:
            value = hostile.replace("{port}", str(trap.port))
            asked: list[str] = []
            settings, secrets = values_of(platform, **{setting.name: value})
            adapter = platform(settings, secrets)
            send = door(resolve=hosts_asked(asked))
            for ask in (adapter.check, lambda send, adapter=adapter: adapter.deliver(CONTEXT, send)):
                with pytest.raises(ProviderError) as caught:
                    ask(send)
                assert caught.value.permanent, value
            assert all(host.endswith(HOMES[platform.slug]) for host in asked), value


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_door_itself_takes_no_such_address(hostile: str) -> None:
    """A8: whatever a platform's file made of it."""
    with a_trap() as trap:
        value = hostile.replace("{port}", str(trap.port))
        for url in (f"https://{value}", f"https://{value}/api", f"https://{value}.zendesk.com/api", value):
            asked: list[str] = []
            with pytest.raises(ProviderError):
                door(resolve=hosts_asked(asked))("GET", url, headers={"Authorization": f"Bearer {SECRET}"})
            with pytest.raises(ProviderError):
                door(budget=2.0, deadline=2.0, resolve=lambda host, port: [])("GET", url)


def test_a_name_that_changes_its_mind_is_connected_to_where_it_was_checked() -> None:
    """A8: DNS rebinding. The second answer is never asked for."""
    answers = iter((["10.0.0.1"], ["127.0.0.1"], ["127.0.0.1"]))
    with a_trap(), pytest.raises(ProviderError, match="public"):
        door(resolve=lambda host, port: next(answers))("GET", "https://acme.zendesk.com/")
    assert next(answers) == ["127.0.0.1"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_platform_that_sends_us_elsewhere_is_not_followed(status: int, settings: Any, db: None) -> None:
    """A9: the trap sees neither a request nor the header."""
    brand = a_brand()
    settings_there, secrets = values_of(registry.provider_class("zendesk"))
    a_provider(brand, "zendesk", settings=settings_there, secrets=secrets)
    with a_trap() as trap:
        elsewhere = f"Location: http://127.0.0.1:{trap.port}/steal\r\n"
        with serving(answering(status, b"", elsewhere)) as platform:
            settings.STAND_IN_URL = platform.url
            handoff = a_started_handoff(brand)
            delivery.deliver(handoff.pk)
        assert any(b"authorization: basic" in request.lower() for request in platform.requests)
    handoff.refresh_from_db()
    assert handoff.context_status == "failed"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_model_s_server_that_sends_us_elsewhere_is_not_followed(status: int) -> None:
    """A9."""
    with a_trap() as trap:
        sent_on = test_llm.replies(status, b"", Location=f"http://127.0.0.1:{trap.port}/v1/responses")
        with test_llm.serving(responses=sent_on) as server, pytest.raises(LlmUnavailable):
            test_llm.asked(server.model())
        assert len(server.requests) == 1


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with a_trap() as trap, serving(answering(200, b"[7]")) as server:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{trap.port}")
        assert door(server.url)("GET", "https://api.intercom.io/").json == [7]
