"""Topics in the merchant's own words, one on each line."""

from __future__ import annotations

from typing import Any

from django import forms

MOST_TOPICS = 50
TOPIC_LENGTH = 100
_SHOWN = 40


class TopicsField(forms.CharField):
    """A list in Python. Blank lines and repetitions are dropped, whatever their capitals and spaces."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed("\n".join(initial or ()), "\n".join(topics_of(data or "")))

    def clean(self, value: Any) -> list[str]:
        found = topics_of(super().clean(value))
        if len(found) > MOST_TOPICS:
            raise forms.ValidationError(f"These are {len(found)} topics. Keep at most {MOST_TOPICS}.")
        too_long = [topic for topic in found if len(topic) > TOPIC_LENGTH]
        if too_long:
            raise forms.ValidationError([_too_long(topic) for topic in too_long])
        return found


def topics_of(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return list({line.casefold(): line for line in lines if line}.values())


def _too_long(topic: str) -> str:
    return f"Shorten “{topic[:_SHOWN]}…” to at most {TOPIC_LENGTH} characters: it has {len(topic)}."
