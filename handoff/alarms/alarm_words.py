"""What people read about an alarm, on the pages and in the e-mail: what happened, and how to mend it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from handoff.providers import registry
from handoff.providers.base import Setting

CREDENTIALS = "credentials"


@dataclass(frozen=True, slots=True)
class AlarmWords:
    """`platform` is its name, `what` a sentence or two, `steps` are to be done one after the other."""

    platform: str
    what: str
    steps: tuple[str, ...]

    @property
    def headline(self) -> str:
        return f"Handoffs to {self.platform} are failing"


def words_of(kind: str, slug: str) -> AlarmWords:
    if not registry.known(slug):
        return AlarmWords("your platform", _not_working("your platform"), _look_at_the_shop("your platform"))
    platform = registry.provider_class(slug)
    secrets = tuple(setting for setting in platform.settings_fields if setting.secret)
    if kind == CREDENTIALS and secrets:
        return AlarmWords(platform.label, _not_accepted(platform.label, secrets), _renew(platform.label, secrets))
    return AlarmWords(platform.label, _not_working(platform.label), _look_at_the_shop(platform.label))


def _not_accepted(platform: str, secrets: tuple[Setting, ...]) -> str:
    return (
        f"{platform} does not accept the {_names(secrets)} saved in Platform Services. "
        "Customers may still reach your team, but your team gets no summary of what was said before."
    )


def _renew(platform: str, secrets: tuple[Setting, ...]) -> tuple[str, ...]:
    it = "it" if len(secrets) == 1 else "each of them"
    return (
        *(f"Make a new {_name(setting)}. {setting.help}" for setting in secrets),
        f"Make sure that whoever makes {it} may read and write conversations in {platform}.",
        f"Paste {it} in Platform Services, and save.",
    )


def _not_working(platform: str) -> str:
    return (
        f"The last handoffs to {platform} failed, one after another: the chat did not open, "
        "or your team got no summary. Where it did not open, the AI agent went on helping."
    )


def _look_at_the_shop(platform: str) -> tuple[str, ...]:
    return (
        f"Open your shop, and see that {platform}'s chat is on its pages and opens there.",
        "Look at the latest handoffs under Handoffs: each says what went wrong.",
        "Check the values saved in Platform Services.",
    )


def _names(secrets: tuple[Setting, ...]) -> str:
    return " and the ".join(_name(setting) for setting in secrets)


def _name(setting: Setting) -> str:
    """In the middle of a sentence: "access token", but "API key"."""
    label = setting.label
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
