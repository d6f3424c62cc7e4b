"""One platform's own fields on the Platform Services page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from handoff import configuration
from handoff.providers import ways
from handoff.providers.base import NONE, Provider, Setting
from handoff.setting_rules import clashes, missing_beside, setting_problem

REMOVE = "-remove"
_SHOWN_OF_SECRET = 4
# Where Django would say less.
_PROBLEMS = ("invalid_choice", "max_length", "null_characters_not_allowed")
# What is copied from a platform is no word, and no login of this page's.
_COPIED = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class PlatformForm(forms.Form):
    """One platform's own fields. Secrets go in and never come out: an empty one keeps what is stored."""

    def __init__(
        self,
        platform: type[Provider],
        settings: configuration.Values,
        secrets: configuration.Values,
        data: Mapping[str, Any] | None,
        disabled: bool,
    ) -> None:
        super().__init__(data, prefix=platform.slug, initial=dict(settings))
        self.platform, self.stored_settings, self.stored_secrets = platform, settings, secrets
        for setting in platform.settings_fields:
            self.fields[setting.name] = _setting_field(setting)
            if setting.secret and secrets.get(setting.name):
                self.fields[setting.name + REMOVE] = _remove_field(setting)
        for field in self.fields.values():
            field.disabled = disabled

    @property
    def slug(self) -> str:
        return self.platform.slug

    @property
    def label(self) -> str:
        return self.platform.label

    @property
    def customer_sees(self) -> str:
        return self.platform.customer_sees

    @property
    def set_up_there(self) -> tuple[str, ...]:
        return self.platform.set_up_there

    def clean(self) -> dict[str, Any]:
        missing = missing_beside(self.platform, self._filled())
        for setting in self.platform.settings_fields:
            problem = setting_problem(setting, self.cleaned_data.get(setting.name, ""))
            if problem:
                self.add_error(setting.name, problem)
        same = clashes(self.platform, self.cleaned_data)
        for name, problem in (missing | same).items():
            self.add_error(name, problem)
        return self.cleaned_data

    def _filled(self) -> set[str]:
        """What was typed, rightly or not, and the secrets that stay stored."""
        typed = {s.name for s in self.platform.settings_fields if s.name in self.errors or self.cleaned_data[s.name]}
        return typed | {name for name in self.stored_secrets if not self.cleaned_data.get(name + REMOVE)}

    def settings(self) -> dict[str, str]:
        """Once valid."""
        return {s.name: self.cleaned_data[s.name] for s in self.platform.settings_fields if not s.secret}

    def secrets(self) -> dict[str, str]:
        """Those that change: a new value, or "" where the stored one is to go."""
        changed = {s.name: self.cleaned_data[s.name] for s in self.platform.settings_fields if s.secret}
        removed = {name for name in changed if self.cleaned_data.get(name + REMOVE)}
        return {name: value for name, value in changed.items() if value or name in removed}

    def rows(self) -> list[dict[str, Any]]:
        """For the template: each field with what it adds, and what is known of a secret: stored, or just typed."""
        return [self._row(setting) for setting in self.platform.settings_fields]

    def _row(self, setting: Setting) -> dict[str, Any]:
        stored = self.stored_secrets.get(setting.name, "")
        return {
            "setting": setting,
            "field": self[setting.name],
            "remove": self[setting.name + REMOVE] if setting.name + REMOVE in self.fields else None,
            "stored": secret_hint(stored) if setting.secret else "",
            "typed": setting.secret and bool(self[setting.name].data),
        }

    @property
    def via(self) -> str:
        """How context travels with the values that are stored."""
        return self.platform(self.stored_settings, self.stored_secrets).context_via()

    @property
    def passes_context(self) -> bool:
        return self.via != NONE

    @property
    def badge(self) -> str:
        return ways.badge(self.via)


def _setting_field(setting: Setting) -> forms.Field:
    said: dict[str, Any] = {"label": setting.label, "help_text": setting.help, "required": False}
    said["error_messages"] = dict.fromkeys(_PROBLEMS, setting.mend)
    if setting.choices:
        return forms.ChoiceField(choices=[("", setting.unset), *setting.choices], **said)
    return forms.CharField(widget=_input(setting), max_length=4000, **said)


def _remove_field(setting: Setting) -> forms.Field:
    return forms.BooleanField(label=f"Remove the saved {setting.label}", required=False)


def _input(setting: Setting) -> forms.Widget:
    if setting.secret:
        return forms.PasswordInput(attrs={"autocomplete": "new-password"})
    hint = {"placeholder": f"e.g. {setting.example}"} if setting.example else {}
    return forms.TextInput(attrs=_COPIED | hint)


def secret_hint(secret: str) -> str:
    """Enough to tell two secrets apart, and only of one that is long enough to stay one."""
    if not secret:
        return "Not set"
    return f"Saved, ends in …{secret[-_SHOWN_OF_SECRET:]}" if len(secret) >= 4 * _SHOWN_OF_SECRET else "Saved"
