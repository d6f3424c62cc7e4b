"""Where a request comes from, as it is counted: one address of IPv4, or a whole network of IPv6. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# Whoever has one address of IPv6 has all of a /64; a guesser may have been given a /48.
HOUSEHOLD, SITE = 64, 48


def parsed(text: str) -> IPv4Address | IPv6Address | None:
    """Without the zone of a link, which PostgreSQL refuses. None for what is no address."""
    try:
        return ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None


def network_around(address: str, prefix: int = HOUSEHOLD) -> str:
    """Two spellings of one address count together. What is no address stands for itself."""
    found = parsed(address)
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Network((found, prefix), strict=False))
    return str(found) if found else address.strip()
