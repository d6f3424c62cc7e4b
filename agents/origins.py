"""The address of a storefront as browsers send it in `Origin`: scheme, host, port, in one spelling. Pure."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

MEND = "Write an address such as https://shop.example.com: http or https, the host, and a port if it has one."
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_IPV6 = re.compile(r"[0-9a-f:.]+")


def normalised(address: str) -> str:
    """`https://Shop.Example:443/` -> `https://shop.example`. Raises ValueError, saying how to mend it."""
    parts = urlsplit(_refusing(address.strip()))
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError(MEND)
    if parts.username is not None or parts.password is not None:
        raise ValueError("Leave out the user name and password: only the address itself is needed.")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError(f"Leave out the page: only {parts.scheme}://{parts.hostname} is needed.")
    return f"{parts.scheme}://{_host(parts.hostname)}{_port(parts)}"


def _refusing(address: str) -> str:
    """What urlsplit would quietly drop or take as part of a host."""
    if "*" in address:
        raise ValueError("Wildcards are not possible: write each address on a line of its own.")
    if any(character.isspace() or not character.isprintable() for character in address) or "\\" in address:
        raise ValueError(MEND)
    return address


def _host(name: str) -> str:
    if ":" in name:
        if not _IPV6.fullmatch(name):
            raise ValueError(MEND)
        return f"[{name}]"
    try:
        ascii_name = name.rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        raise ValueError(MEND) from None
    if not _HOST.fullmatch(ascii_name):
        raise ValueError(MEND)
    return ascii_name


def _port(parts: SplitResult) -> str:
    try:
        port = parts.port
    except ValueError:
        raise ValueError("The port must be a number from 1 to 65535.") from None
    if port == 0:
        raise ValueError("The port must be a number from 1 to 65535.")
    return "" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}"
