"""What is wrong with a platform's own settings, each said so that a merchant can mend it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from agents.transcripts import storable
from handoff.providers.base import Provider, Setting

NOT_THE_SAME = "This is filled in as {other} too. Enter another one."
ONLY_TOGETHER = "This works only together with {others}. Fill in all of them, or none."


def setting_problem(setting: Setting, value: str) -> str:
    """How to mend the value, or "" where it can be right. All of them may be left empty."""
    if not value:
        return ""
    if setting.choices and value not in dict(setting.choices):
        return setting.mend
    return "" if value == storable(value) and re.fullmatch(setting.pattern, value) else setting.mend


def missing_beside(platform: type[Provider], filled: Collection[str]) -> dict[str, str]:
    """How to mend each setting that is empty, though others are filled in which work only together with it."""
    if not (set(platform.together) - set(platform.useful_alone)) & set(filled):
        return {}
    labels = {setting.name: setting.label for setting in platform.settings_fields}
    return {
        name: ONLY_TOGETHER.format(others=" and ".join(labels[other] for other in platform.together if other != name))
        for name in platform.together
        if name not in filled
    }


def clashes(platform: type[Provider], values: Mapping[str, str]) -> dict[str, str]:
    """How to mend each setting that has another one's value, and must not."""
    labels = {setting.name: setting.label for setting in platform.settings_fields}
    return {
        setting.name: NOT_THE_SAME.format(other=labels[setting.differs_from])
        for setting in platform.settings_fields
        if setting.differs_from
        and values.get(setting.name)
        and values.get(setting.name) == values.get(setting.differs_from)
    }
