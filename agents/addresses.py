"""Where a request comes from, as it is counted: one address of IPv4, or a whole network of IPv6. Pure."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# Whoever has one address of IPv6 has all of a /64; a guesser may have been given a /48.
HOUSEHOLD, SITE = 64, 48
# Some proxies tell the port too, as 192.0.2.1:443 or [2001:db8::1]:443. It is another for each connection.
_WITH_PORT = re.compile(r"(\d+\.\d+\.\d+\.\d+):\d+|\[(.+)\](?::\d+)?")


def parsed(text: str) -> IPv4Address | IPv6Address | None:
    """Without a port, and without the zone of a link, which PostgreSQL refuses. None for what is no address."""
    with_port = _WITH_PORT.fullmatch(text.strip())
    alone = with_port[1] or with_port[2] if with_port else text.strip()
    try:
        return ip_address(alone.partition("%")[0])
    except ValueError:
        return None


def network_around(address: str, prefix: int = HOUSEHOLD) -> str:
    """Two spellings of one address count together. What is no address stands for itself."""
    found = parsed(address)
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Network((found, prefix), strict=False))
    return str(found) if found else address.strip()
