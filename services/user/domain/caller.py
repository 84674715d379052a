"""Where a request comes from: exactly for the limits, coarsely for all that is kept or shown."""

import re
from dataclasses import dataclass, field
from typing import Final

from libs.chassis.network_address import household_of, network_of

MAX_DEVICE_NAME_LENGTH: Final = 200
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
        """What limits count by."""
        return household_of(self.address)

    @property
    def device(self) -> Device:
        """The device as it is kept."""
        words = " ".join("".join(c if c.isprintable() else " " for c in self.user_agent).split())
        network = network_of(self.address, v4_bits=_COARSE_V4_BITS, v6_bits=_COARSE_V6_BITS)
        return Device(words[:MAX_DEVICE_NAME_LENGTH], network)

    @property
    def device_traits(self) -> tuple[str, str]:
        """By what a device is recognised: its program without versions, and the coarse network.

        An update of the browser or a new address of the same provider is no new device.
        """
        return _VERSIONS.sub("", self.device.name), self.device.network
