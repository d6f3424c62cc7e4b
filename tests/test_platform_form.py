"""Each platform's own fields: what is shown of them, what is refused beside which, and that nothing typed is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.html import escape

from agents.models import Brand
from handoff import configuration, words
from handoff.configuration import Configuration, save_provider
from handoff.forms.platform_form import PlatformForm
from handoff.mends import chat_mend
from handoff.models import SupportProvider
from handoff.providers import base, registry, ways
from handoff.providers.base import Provider, Setting
from tests.admin_builders import SECRET, a_client_of, provider_post, provider_url
from tests.builders import a_brand, a_provider

IMPERATIVES = ("Choose", "Copy", "Enter", "Use")
# What an address is made of at the platform, or what stands nearest to that.
ADDRESSES = {
    "zendesk": "subdomain",
    "gorgias": "subdomain",
    "gladly": "host",
    "intercom": "region",
    "sprinklr": "environment",
    "shopify_inbox": "prefill",
}
HOSTILE = (
    *("evil.com#", "evil.com/", "a@b", "a:b@c", "acme:8443", "//evil.com", "acme/../x", "acme?x", "acme\\x", "%61cme"),
    *(
        "acme．gladly．com",
        "acme。zendesk",
        "аcme",
        "acme zendesk",
        "acme\nevil",
        "acme\x00",
        "acme\u200b",
        "ac\u202eme",
    ),
    *("Acme", "acme.", "127.0.0.1", "[::1]", "a" * 64, "a" * 5_000, "<b>acme</b>", "{acme}", "ａｃｍｅ"),
)
AS_A_HOST = ("-acme", "acme-", "-")
AT_GLADLY = (
    *("evil.com#.gladly.com", "acme.gladly.com.evil.com", "acme.gladly.com:8443", "acme.gladly.com/x", "gladly.com"),
    *("https://acme.gladly.com", "a@acme.gladly.com", "acme.evil.gladly.com", "acme.GLADLY.com", "acme.gladlyxcom"),
)
REASONS = (
    *("widget_absent", "widget_blocked", "widget_timeout", "widget_inert", "widget_busy", "team_unavailable"),
    *("launch_unavailable", "expired", "unsupported", "unexpected"),
)
HOSTILE_CASES = [(slug, name, value) for slug, name in ADDRESSES.items() for value in HOSTILE]
HOSTILE_CASES += [(slug, "subdomain", value) for slug in ("zendesk", "gorgias") for value in AS_A_HOST]
HOSTILE_CASES += [("gladly", "host", value) for value in AT_GLADLY]
CONNECTED = [platform for platform in registry.PROVIDERS if len(platform.together) > 1]
SETTINGS = [(platform, setting) for platform in registry.PROVIDERS for setting in platform.settings_fields]


@pytest.fixture
def brand(db: None) -> Brand:
    return a_brand()


@pytest.fixture
def client(brand: Brand) -> Client:
    return a_client_of(brand)


def stored(brand: Brand) -> SupportProvider:
    return SupportProvider.objects.get(brand=brand)


def save(client: Client, brand: Brand, kind: str, **values: str) -> str:
    """The chosen platform's fields by their own names; returns the page that is shown then."""
    fields = {f"{kind}-{name}": value for name, value in values.items()}
    return client.post(provider_url(brand), provider_post(kind=kind, **fields), follow=True).content.decode()


def filled_in(slug: str, values: dict[str, str], **stored: configuration.Values) -> PlatformForm:
    """The same without the page."""
    posted = {f"{slug}-{name}": value for name, value in values.items()}
    platform = registry.provider_class(slug)
    return PlatformForm(platform, stored.get("settings", {}), stored.get("secrets", {}), posted, disabled=False)


def beside(html: str, kind: str, name: str) -> str:
    """The problems that are told beside one field."""
    found = re.search(rf'<ul class="errorlist" id="id_{kind}-{name}_error">(.*?)</ul>', html)
    return found[1] if found else ""


def shown_of(html: str, slug: str) -> str:
    return html.split(f'<fieldset class="hf-platform" data-platform="{slug}"', 1)[1].split("</fieldset>", 1)[0]


def examples(platform: type[Provider]) -> dict[str, str]:
    """A right value in every field."""
    return {s.name: SECRET if s.secret else s.example for s in platform.settings_fields}


def setting_of(slug: str, name: str) -> Setting:
    return next(setting for setting in registry.provider_class(slug).settings_fields if setting.name == name)


# What is shown


def test_all_can_be_chosen_in_the_registrys_order(brand: Brand, client: Client) -> None:
    html = client.get(provider_url(brand)).content.decode()
    select = html.split('<select name="kind"', 1)[1].split("</select>", 1)[0]
    assert re.findall(r'<option value="(\w+)"', select) == [platform.slug for platform in registry.PROVIDERS]


def test_each_is_explained(brand: Brand, client: Client) -> None:
    html = client.get(provider_url(brand)).content.decode()
    for platform in registry.PROVIDERS:
        shown = shown_of(html, platform.slug)
        explained = [text for s in platform.settings_fields for text in (s.label, s.help, s.adds)]
        assert platform.customer_sees
        assert platform.set_up_there
        for text in (*explained, platform.customer_sees, f"What to set in {platform.label}", *platform.set_up_there):
            assert escape(text) in shown


def test_a_field_shows_a_right_value_unless_it_is_chosen_or_secret(brand: Brand, client: Client) -> None:
    html = client.get(provider_url(brand)).content.decode()
    for platform, setting in SETTINGS:
        name = f"{platform.slug}-{setting.name}"
        [field] = re.findall(rf'<(?:input|select)[^>]* name="{name}"[^>]*>', html)
        typed = not (setting.secret or setting.choices)
        assert (f'placeholder="e.g. {setting.example}"' in field) is typed
        assert ('type="password"' in field) is setting.secret
        assert f'aria-describedby="id_{name}_helptext"' in field


@pytest.mark.parametrize(
    ("slug", "settings", "connected", "said"),
    [
        ("zendesk", {}, False, "no context passed"),
        ("zendesk", {"summary_field_id": "360012"}, False, "context passed, in fields that your team sees"),
        ("zendesk", {}, True, "context passed, in a note for your team alone"),
        ("gorgias", {"visible_request": "yes"}, False, "context passed, in the customer's own first message"),
        ("gladly", {}, True, "context passed, in a note for your team alone"),
        ("intercom", {}, False, "context passed, ready to send in the message box"),
        ("sprinklr", {}, True, "context passed, in a note for your team alone"),
        ("shopify_inbox", {}, False, "context passed, ready to send in the message box"),
        ("shopify_inbox", {"prefill": "no"}, False, "no context passed"),
    ],
)
def test_the_badge_says_how_the_context_is_passed(
    slug: str, settings: dict[str, str], connected: bool, said: str
) -> None:
    platform = registry.provider_class(slug)
    together = {name: examples(platform)[name] for name in platform.together if connected}
    wanted = _wanted(platform, together | settings)
    form = PlatformForm(platform, wanted.settings, wanted.secrets, None, disabled=False)
    assert (form.badge, form.passes_context) == (said, "no " not in said)


def _wanted(platform: type[Provider], values: dict[str, str]) -> Configuration:
    secret = {setting.name for setting in platform.settings_fields if setting.secret}
    plain = {name: value for name, value in values.items() if name not in secret}
    return Configuration(
        platform.slug, settings=plain, secrets={name: values[name] for name in values if name in secret}
    )


def test_each_way_has_its_words() -> None:
    assert set(ways.WAYS) | {base.NONE} == {base.API, base.NONE, *base.BY_BROWSER}


# What is saved and refused


@pytest.mark.parametrize("platform", registry.PROVIDERS)
def test_right_values_are_saved_and_no_secret_comes_back(
    platform: type[Provider], brand: Brand, client: Client
) -> None:
    html = save(client, brand, platform.slug, **examples(platform))
    assert "Your changes were saved." in html
    assert SECRET not in html
    row = stored(brand)
    kept: dict[str, Any] = row.settings[platform.slug] | row.secrets[platform.slug]
    assert kept == {name: value for name, value in examples(platform).items() if value}


@pytest.mark.parametrize(("slug", "name", "value"), HOSTILE_CASES)
def test_what_would_lead_elsewhere_is_refused(slug: str, name: str, value: str) -> None:
    form = filled_in(slug, examples(registry.provider_class(slug)) | {name: value})
    assert form.errors == {name: [setting_of(slug, name).mend]}


@pytest.mark.parametrize(("slug", "name"), ADDRESSES.items())
def test_the_refusal_stands_beside_its_field_and_all_that_was_typed_is_kept(
    slug: str, name: str, brand: Brand, client: Client
) -> None:
    others = {other: text for other, text in examples(registry.provider_class(slug)).items() if other != name}
    html = save(client, brand, slug, **{**others, name: "evil.com#"})
    assert escape(setting_of(slug, name).mend) in beside(html, slug, name)
    assert stored(brand).kind == ""
    for other, text in others.items():
        assert beside(html, slug, other) == ""
        if not (setting_of(slug, other).secret or setting_of(slug, other).choices):
            assert f'value="{escape(text)}"' in html
    assert SECRET not in html


@pytest.mark.parametrize("slug", ["zendesk", "gorgias", "gladly"])
@pytest.mark.parametrize("email", ["a@b/c", "a:b@example.com", "a b@example.com", "nobody", "a@b@c", "a@"])
def test_an_e_mail_address_that_would_be_read_as_something_else_is_refused(slug: str, email: str) -> None:
    form = filled_in(slug, examples(registry.provider_class(slug)) | {"email": email})
    assert form.errors == {"email": [setting_of(slug, "email").mend]}


@pytest.mark.parametrize("value", ["acme", " acme", "acme\n", "\tacme\r\n", "xn--bcher-kva", "a", "a" * 63, "4shop"])
def test_a_right_first_part_is_taken_without_the_white_space_around_it(value: str) -> None:
    form = filled_in("zendesk", examples(registry.provider_class("zendesk")) | {"subdomain": value})
    assert form.is_valid()
    assert form.settings()["subdomain"] == value.strip()


@pytest.mark.parametrize("value", ["acme\n", " acme", "Acme", "evil.com#", "a@b"])
def test_commands_and_seeds_are_refused_the_same(value: str, brand: Brand) -> None:
    platform = registry.provider_class("gorgias")
    with pytest.raises(ValidationError) as caught:
        save_provider(brand, _wanted(platform, examples(platform) | {"subdomain": value}))
    assert caught.value.message_dict == {"subdomain": [setting_of("gorgias", "subdomain").mend]}


# What works only together


@pytest.mark.parametrize(
    ("platform", "name"),
    [(one, name) for one in CONNECTED for name in one.together if name not in one.useful_alone],
)
def test_whoever_fills_in_one_is_asked_for_all(platform: type[Provider], name: str) -> None:
    errors = filled_in(platform.slug, {name: examples(platform)[name]}).errors
    assert set(errors) == set(platform.together) - {name}
    for missing in errors:
        [said] = errors[missing]
        assert "Fill in all of them, or none." in said
        assert all(
            (setting_of(platform.slug, other).label in said) is (other != missing) for other in platform.together
        )


@pytest.mark.parametrize(
    ("platform", "name"), [(platform, name) for platform in CONNECTED for name in platform.useful_alone]
)
def test_what_is_of_use_without_the_api_may_stand_alone(platform: type[Provider], name: str) -> None:
    assert filled_in(platform.slug, {name: examples(platform)[name]}).errors == {}


def test_it_is_said_beside_each_missing_field_and_nothing_is_saved(brand: Brand, client: Client) -> None:
    html = save(client, brand, "zendesk", subdomain="acme")
    assert "This works only together with Subdomain and API token." in beside(html, "zendesk", "email")
    assert "This works only together with" in beside(html, "zendesk", "api_token")
    assert beside(html, "zendesk", "subdomain") == ""
    assert 'value="acme"' in html
    assert stored(brand).kind == ""


@pytest.mark.parametrize("platform", CONNECTED)
def test_a_stored_secret_counts_as_filled_in_until_it_is_removed(platform: type[Provider]) -> None:
    wanted = _wanted(platform, {name: examples(platform)[name] for name in platform.together})
    plain, secrets = dict(wanted.settings), dict(wanted.secrets)
    assert filled_in(platform.slug, plain, secrets=secrets).is_valid()
    one = next(iter(secrets))
    assert set(filled_in(platform.slug, {**plain, f"{one}-remove": "on"}, secrets=secrets).errors) == {one}
    assert set(filled_in(platform.slug, {}, secrets=secrets).errors) == set(plain)
    assert filled_in(platform.slug, {f"{name}-remove": "on" for name in secrets}, secrets=secrets).is_valid()


def test_a_command_or_seed_is_asked_for_all_too(brand: Brand) -> None:
    with pytest.raises(ValidationError) as caught:
        save_provider(brand, Configuration("zendesk", settings={"subdomain": "acme"}))
    assert set(caught.value.message_dict) == {"email", "api_token"}
    assert not SupportProvider.objects.filter(brand=brand, kind="zendesk").exists()


def test_each_secret_is_removed_by_a_box_of_its_own_name(brand: Brand, client: Client) -> None:
    a_provider(brand, "sprinklr", secrets={"api_key": SECRET, "access_token": SECRET})
    html = client.get(provider_url(brand)).content.decode()
    for label in ("API key", "Access token"):
        assert html.count(f"Remove the saved {label}") == 1


# Every error says what to do


@pytest.mark.parametrize(("platform", "setting"), SETTINGS)
def test_every_field_is_explained_and_every_refusal_says_what_is_right(
    platform: type[Provider], setting: Setting
) -> None:
    assert setting.help.endswith(".")
    sentences = re.split(r"(?<=\.) ", setting.mend)
    assert setting.mend.endswith(".")
    assert any(sentence.startswith(IMPERATIVES) for sentence in sentences) or "such as" in setting.mend
    assert setting.example == "" or re.fullmatch(setting.pattern, setting.example)
    assert not (setting.secret and setting.example)


@pytest.mark.parametrize("reason", REASONS)
def test_a_chat_that_did_not_open_says_why_and_what_to_do(reason: str) -> None:
    assert words.DETAILS[reason]
    assert chat_mend(reason, "Zendesk").endswith(".")
    assert "{" not in chat_mend(reason, "Zendesk")


def test_a_field_that_must_differ_from_another_says_so() -> None:
    field = "_c_" + "5" * 24
    form = filled_in("sprinklr", {"summary_field_id": field, "ref_field_id": field})
    assert form.errors == {"ref_field_id": ["This is filled in as Summary field ID too. Enter another one."]}
