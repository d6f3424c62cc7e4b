"""What stands in the place of what was taken out. Pure."""

from __future__ import annotations

CARD = "card"
SECURITY_CODE = "security_code"
BANK_ACCOUNT = "bank_account"
PASSWORD = "password"  # noqa: S105 # nosec B105 # a kind, and no password
KEY = "key"

CARD_REMOVED = "[card number removed]"
MARKS = {
    CARD: CARD_REMOVED,
    SECURITY_CODE: "[security code removed]",
    BANK_ACCOUNT: "[bank account removed]",
    PASSWORD: "[password removed]",
    KEY: "[key removed]",
}
