"""Other ways to reach the human team. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Way = Literal["email", "phone", "page"]


@dataclass(frozen=True, slots=True)
class Contacts:
    """Each is "" where the merchant names none."""

    email: str = ""
    phone: str = ""
    page: str = ""

    def named(self) -> dict[Way, str]:
        """Those that there are, by name."""
        found: dict[Way, str] = {"email": self.email, "phone": self.phone, "page": self.page}
        return {name: value for name, value in found.items() if value}


NO_CONTACTS = Contacts()
