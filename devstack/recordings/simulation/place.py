"""Where a simulated community is."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Position, clock and climate; `linke_turbidity` is the haze of the air (2 clear, 5 hazy)."""

    latitude_deg: float
    longitude_deg: float
    altitude_m: float
    zone: str
    linke_turbidity: float
    mean_air_c: float
    summer_winter_c: float
    """Half the way from the coldest month's mean to the warmest's."""
    day_night_c: float
    """Half the way from a clear night's coldest to the afternoon's warmest."""


LAZIO: Final = Place(
    latitude_deg=42.09,
    longitude_deg=12.27,
    altitude_m=190.0,
    zone="Europe/Rome",
    linke_turbidity=3.2,
    mean_air_c=15.5,
    summer_winter_c=8.5,
    day_night_c=5.0,
)
"""A town by a lake north of Rome."""
