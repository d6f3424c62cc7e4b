"""What merchants copy from their platforms: how it looks, and what to do where it does not. Pure."""

from __future__ import annotations

# One label of a host name: an address is made of it, so nothing else may stand in it.
HOST_LABEL = r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?"
EMAIL = r"[^@\s:/]{1,100}@[^@\s:/]{1,80}\.[^@\s:/.]{2,20}"
# A token or a key.
WORD = r"[A-Za-z0-9_+/=:.~\-]{16,2000}"

MEND_EMAIL = "Enter the e-mail address with which this user logs in there."
MEND_WORD = "This is one long word of letters, digits and signs. Copy the whole of it, without spaces."
MEND_CHOICE = "Choose one of the answers."


def mend_subdomain(domain: str) -> str:
    return f"Enter the first part of your address alone, in small letters: acme for acme.{domain}."
