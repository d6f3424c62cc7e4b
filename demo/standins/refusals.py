"""A platform's no."""

from __future__ import annotations

from collections.abc import Mapping


class Refusal(Exception):
    """`about` is the field or the record that it is about, where the platform names one."""

    def __init__(
        self, status: int, code: str, message: str, about: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.about = about
        self.headers = headers or {}
