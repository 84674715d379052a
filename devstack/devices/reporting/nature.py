"""What tells one played device from another, in its status: no I/O."""

import random
from dataclasses import dataclass
from typing import Final

_RSSI_DBM: Final = (-80, -50)
_OLDEST_DAYS: Final = 90
_SECONDS_A_DAY: Final = 86_400
_FIRMWARES: Final = {"1.4.2": 8, "1.4.1": 3, "1.3.0": 1}
"""How many of a dozen devices have each."""

HARDWARE: Final = "played-1"
"""Nobody's image: a played device would not answer the offer of a roll-out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nature:
    """The same whenever the device is played."""

    firmware: str
    rssi_dbm: int
    uptime_s: int
    """When its fleet is entered."""


def nature_of(device_id: str) -> Nature:
    """By its id alone."""
    chance = random.Random(f"{device_id}:nature")  # noqa: S311  no secret
    [firmware] = chance.choices(list(_FIRMWARES), weights=list(_FIRMWARES.values()))
    return Nature(
        firmware=firmware,
        rssi_dbm=chance.randint(*_RSSI_DBM),
        uptime_s=chance.randrange(_SECONDS_A_DAY, _OLDEST_DAYS * _SECONDS_A_DAY),
    )
