"""What merchants type in on the Platform Services page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from timezone_field.forms import TimeZoneFormField  # type: ignore[import-untyped]

from handoff import configuration, hours_form
from handoff.configuration import Configuration
from handoff.models import SupportProvider
from handoff.providers import registry
from handoff.providers.base import NONE, Provider, Setting

LOST_ZONE = "This time zone no longer exists; your team counts as closed until you choose another."
LOST_ZONE_UNUSED = "This time zone no longer exists. Choose another."
WRONG_TIMES = "Correct the times that are marked below."
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
        """For the template: each field with what it adds, and what is known of a stored secret."""
        return [self._row(setting) for setting in self.platform.settings_fields]

    def _row(self, setting: Setting) -> dict[str, Any]:
        stored = self.stored_secrets.get(setting.name, "")
        return {
            "setting": setting,
            "field": self[setting.name],
            "remove": self[setting.name + REMOVE] if setting.name + REMOVE in self.fields else None,
            "stored": _hint(stored) if setting.secret else "",
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


class SupportProviderForm(forms.Form):
    """The whole page. Only the chosen platform's fields are read; the hours only where they are restricted."""

    kind = forms.ChoiceField(
        label="Support Chat Provider",
        required=False,
        error_messages={"invalid_choice": configuration.UNKNOWN_PROVIDER},
        help_text="The platform where your team answers chats. Its chat widget is already on your site, "
        "so choosing it is enough. The fields below are optional.",
    )
    hours_restricted = forms.BooleanField(
        label="Add specific days and times",
        required=False,
        help_text="Without this your team counts as available at all hours.",
    )
    timezone = TimeZoneFormField(
        label="Time zone",
        coerce=str,
        choices_display="STANDARD",
        error_messages={"required": configuration.UNKNOWN_ZONE, "invalid_choice": configuration.UNKNOWN_ZONE},
        help_text="Your team's own. Daylight saving needs no attention.",
    )

    def __init__(
        self, provider: SupportProvider, data: Mapping[str, Any] | None = None, *, disabled: bool = False
    ) -> None:
        stored = {name: getattr(provider, name) for name in self.base_fields}
        super().__init__(data, initial=stored)
        self.provider = provider
        self.fields["kind"].choices = [("", "No provider chosen"), *registry.choices()]  # type: ignore[attr-defined]
        self._offer_lost_zone(provider.timezone)
        for field in self.fields.values():
            field.disabled = disabled
        self.platforms = [self._platform(platform, data, disabled) for platform in registry.PROVIDERS]
        self.days = hours_form.days(provider.schedule().windows, data, disabled=disabled)

    def _offer_lost_zone(self, stored: str) -> None:
        self.lost_zone = "" if configuration.is_zone(stored) else stored
        if self.lost_zone:
            field: Any = self.fields["timezone"]
            field.choices = [(stored, f"{stored} (no longer exists)"), *field.choices]

    def _platform(self, platform: type[Provider], data: Mapping[str, Any] | None, disabled: bool) -> PlatformForm:
        """Bound only where it is the posted choice: whatever else was posted is not read."""
        slug, row = platform.slug, self.provider
        posted = data if data is not None and data.get("kind") == slug else None
        return PlatformForm(platform, row.settings.get(slug, {}), row.secrets.get(slug, {}), posted, disabled)

    @property
    def chosen(self) -> PlatformForm | None:
        kind = self["kind"].value()
        return next((form for form in self.platforms if form.slug == kind), None)

    @property
    def never_open(self) -> bool:
        return bool(self["hours_restricted"].value()) and not any(day.checked for day in self.days)

    @property
    def alarm(self) -> str:
        """About the stored zone. At all hours (no restriction) the team is open in any zone."""
        if not self.lost_zone:
            return ""
        return LOST_ZONE if self.provider.hours_restricted else LOST_ZONE_UNUSED

    def clean_timezone(self) -> str:
        zone: str = self.cleaned_data["timezone"]
        if zone == self.lost_zone:
            raise ValidationError(self.alarm)
        return zone

    def clean(self) -> dict[str, Any]:
        if self.chosen and not self.chosen.is_valid():
            self.add_error("kind", f"Correct the fields of {self.chosen.label} that are marked below.")
        if self.cleaned_data.get("hours_restricted"):
            self.windows = [window for day in self.days for window in day.windows()]
            if any(day.wrong for day in self.days):
                self.add_error("hours_restricted", WRONG_TIMES)
        return self.cleaned_data

    def configuration(self) -> Configuration:
        """Once valid."""
        values, chosen = self.cleaned_data, self.chosen
        return Configuration(
            kind=values["kind"],
            timezone=values["timezone"],
            hours_restricted=values["hours_restricted"],
            settings=chosen.settings() if chosen else {},
            secrets=chosen.secrets() if chosen else {},
            windows=self.windows if values["hours_restricted"] else None,
        )
