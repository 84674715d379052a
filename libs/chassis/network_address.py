"""Of which network an address is: one customer's for limits, or coarser."""

import ipaddress
from typing import Final

_HOUSEHOLD_V6_BITS: Final = 48
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE_V4: Final = ipaddress.IPv6Network("::/96")


def household_of(address: str) -> str:
    """What limits count by: of IPv6 the /48, the most that one customer of a provider gets."""
    return network_of(address, v4_bits=32, v6_bits=_HOUSEHOLD_V6_BITS)


def network_of(address: str, *, v4_bits: int, v6_bits: int) -> str:
    """The network of that many bits, as an address where it is a single one.

    `unknown` for what is no address.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((int(parsed), v6_bits), strict=False))
    if v4_bits == parsed.max_prefixlen:
        return str(parsed)
    return str(ipaddress.IPv4Network((int(parsed), v4_bits), strict=False))


def is_public(address: str) -> bool:
    """True for an address of the Internet; False for one of the machine, its network or a group.

    What an IPv6 address carries of IPv4 (mapped, 6to4, NAT64, Teredo) decides for it.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = _carried(parsed)
        if inner is not None:
            return is_public(str(inner))
        if parsed.is_site_local or parsed in _COMPATIBLE_V4:
            return False
    return parsed.is_global and not parsed.is_multicast


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
