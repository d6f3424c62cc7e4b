"""What merchants type in on the Storefront page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from agents import origins
from agents.models import Agent, ApiKey, Brand

MOST_ORIGINS = 50

# Generic in the stubs alone.
if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm


class OriginsField(forms.CharField):
    """Addresses, one on each line; a list of origins in Python."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_ORIGINS:
            raise forms.ValidationError(f"Write at most {MOST_ORIGINS} addresses.")
        return list(dict.fromkeys(_origin(line) for line in lines))


def _origin(line: str) -> str:
    try:
        return origins.normalised(line)
    except ValueError as error:
        raise forms.ValidationError(f"{line[:80]}: {error}") from None


class StorefrontForm(ModelForm):
    storefront_origins = OriginsField(
        label="Storefront addresses",
        required=False,
        help_text="The addresses of your shop, one on each line, such as https://shop.example.com. "
        "The snippet below works only there.",
    )

    class Meta:
        model = Brand
        fields = ("storefront_origins",)


class ApiKeyForm(ModelForm):
    """`agent` holds this Brand's Agents only, in the list and when the answer is checked."""

    class Meta:
        model = ApiKey
        fields = ("name", "agent")

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "For yourself, such as “Production”."
        self.fields["agent"] = forms.ModelChoiceField(
            label="Works for",
            queryset=Agent.objects.for_brand(brand).filter(switched_off_at=None),
            required=False,
            empty_label="All Agents",
        )
