"""Where a request comes from: exactly for the limits, coarsely for all that is kept or shown."""

import ipaddress
import re
from dataclasses import dataclass, field
from typing import Final

MAX_DEVICE_NAME_LENGTH: Final = 200
_HOUSEHOLD_V6_BITS: Final = 48
_COARSE_V4_BITS: Final = 16
_COARSE_V6_BITS: Final = 32
_VERSIONS: Final = re.compile(r"[0-9]+(?:[._][0-9]+)*")


@dataclass(frozen=True, slots=True)
class Device:
    """What is kept of where somebody was: the program's own words, and a network of many homes."""

    name: str = ""
    network: str = ""


NOWHERE: Final = Device()
"""For what no request asked for, and for what was kept before devices were."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The network address and the User-Agent of a request; the address itself is never stored."""

    address: str = field(repr=False)
    user_agent: str = ""

    @property
    def household(self) -> str:
        """What limits count by: of IPv6 the /48, the most that one customer of a provider gets."""
        return _network(self.address, v4_bits=32, v6_bits=_HOUSEHOLD_V6_BITS)

    @property
    def device(self) -> Device:
        """The device as it is kept."""
        words = " ".join("".join(c if c.isprintable() else " " for c in self.user_agent).split())
        network = _network(self.address, v4_bits=_COARSE_V4_BITS, v6_bits=_COARSE_V6_BITS)
        return Device(words[:MAX_DEVICE_NAME_LENGTH], network)

    @property
    def device_traits(self) -> tuple[str, str]:
        """By what a device is recognised: its program without versions, and the coarse network.

        An update of the browser or a new address of the same provider is no new device.
        """
        return _VERSIONS.sub("", self.device.name), self.device.network


def _network(address: str, *, v4_bits: int, v6_bits: int) -> str:
    """The network of that many bits, as an address where it is a single one."""
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
