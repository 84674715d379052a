"""Of which network an address is: one customer's for limits, or coarser."""

import ipaddress
from typing import Final

_HOUSEHOLD_V6_BITS: Final = 48


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
