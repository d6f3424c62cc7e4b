"""One platform's own fields on the Platform Services page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from handoff import configuration
from handoff.providers.base import NONE, Provider, Setting

REMOVE = "-remove"
_SHOWN_OF_SECRET = 4


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
                self.fields[setting.name + REMOVE] = forms.BooleanField(required=False, label="Remove what is saved")
        for field in self.fields.values():
            field.disabled = disabled

    @property
    def slug(self) -> str:
        return self.platform.slug

    @property
    def label(self) -> str:
        return self.platform.label

    def clean(self) -> dict[str, Any]:
        for setting in self.platform.settings_fields:
            problem = configuration.setting_problem(setting, self.cleaned_data.get(setting.name, ""))
            if problem:
                self.add_error(setting.name, problem)
        return self.cleaned_data

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
            "stored": _hint(stored) if setting.secret else "",
            "typed": setting.secret and bool(self[setting.name].data),
        }

    @property
    def passes_context(self) -> bool:
        """With the values that are stored."""
        return self.platform(self.stored_settings, self.stored_secrets).context_via() != NONE


def _setting_field(setting: Setting) -> forms.Field:
    if setting.choices:
        return forms.ChoiceField(
            label=setting.label,
            help_text=setting.help,
            choices=[("", "Not set"), *setting.choices],
            required=False,
            error_messages={"invalid_choice": setting.mend},
        )
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"}) if setting.secret else forms.TextInput
    return forms.CharField(label=setting.label, help_text=setting.help, required=False, widget=widget, max_length=4000)


def _hint(secret: str) -> str:
    """Enough to tell two secrets apart, and only of one that is long enough to stay one."""
    if not secret:
        return "Not set"
    return f"Saved, ends in …{secret[-_SHOWN_OF_SECRET:]}" if len(secret) >= 4 * _SHOWN_OF_SECRET else "Saved"
