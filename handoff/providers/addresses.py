"""Which addresses a request may go to: public ones only, so that no setting can point it at our own network. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_GLOBAL_UNICAST = IPv6Network("2000::/3")
# Global by the registry, and yet ways into a private network.
_REFUSED_4 = (
    IPv4Network("168.63.129.16/32"),  # Azure's host, as seen from its virtual machines
    IPv4Network("192.88.99.0/24"),  # relays to 6to4
)
_REFUSED_6 = (
    IPv6Network("2001::/32"),  # Teredo, which holds an IPv4 address
    IPv6Network("2002::/16"),  # 6to4, which holds one too
    IPv6Network("3fff::/20"),  # documentation; older Pythons take it for global
)


def is_public(address: str) -> bool:
    """Whether this literal address is global unicast, and stands for no other address."""
    parsed = _parsed(address)
    if parsed is None or not parsed.is_global or parsed.is_multicast or parsed.is_reserved:
        return False
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _REFUSED_4)
    # IPv4-mapped, NAT64 and site-local addresses are all outside of 2000::/3.
    return parsed in _GLOBAL_UNICAST and not any(parsed in network for network in _REFUSED_6)


def is_loopback(address: str) -> bool:
    parsed = _parsed(address)
    return parsed is not None and parsed.is_loopback


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(address)
    except ValueError:
        return None
