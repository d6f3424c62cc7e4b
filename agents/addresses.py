"""Where a request comes from, as it is counted: one address of IPv4, or a whole network of IPv6. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# Whoever has one address of IPv6 has all of a /64; a guesser may have been given a /48.
HOUSEHOLD, SITE = 64, 48


def network_of(address: str, prefix: int = HOUSEHOLD) -> str:
    """Two spellings of one address count together. What is no address stands for itself."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address.strip().partition("%")[0])
    except ValueError:
        return address.strip()
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Network((found, prefix), strict=False))
    return str(found)
