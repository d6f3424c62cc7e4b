"""Each address below /admin/, read from the addresses that there are: a new page is walked too."""

from __future__ import annotations

import re

from django.urls import URLPattern, URLResolver, get_resolver

_ARGUMENT = re.compile(r"<(\w+):\w+>")
_GROUP = re.compile(r"\(\?P<\w+>[^)]*\)|\^|\\Z|\$")
SOME_UUID = "6e0e1d5c-52a5-4a0e-9a43-6f1f6c1f7d01"


def admin_addresses() -> list[tuple[str, str]]:
    """Patterns such as `/admin/join/<str:token>/`, and the name of each."""
    found: list[tuple[str, str]] = []

    def walk(patterns: list[URLPattern | URLResolver], path: str, namespace: str) -> None:
        for pattern in patterns:
            here = path + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, here, f"{pattern.namespace}:" if pattern.namespace else namespace)
            elif here.startswith("admin/"):
                found.append(("/" + here, f"{namespace}{pattern.name}"))

    walk(get_resolver().url_patterns, "", "")
    return found


def filled(pattern: str, value: str = "1") -> str:
    """With this value in each place; where a UUID belongs, with one that fits."""
    is_uuid = len(value) == len(SOME_UUID)

    def fill(argument: re.Match[str]) -> str:
        if argument[1] == "uuid":
            return value if is_uuid else SOME_UUID
        return "1" if argument[1] == "int" and is_uuid else value

    return _GROUP.sub("anything", _ARGUMENT.sub(fill, pattern))
