"""What an excess of power is enough for: typical electric power of common appliances at work.

Rounded upper figures of household appliances' rating plates (the phase that draws most), so that
what the text promises is there. Car: single-phase charging at 6, 16 and 32 A, 230 V (IEC 61851-1).
"""

from dataclasses import dataclass
from typing import Final

from services.engagement.domain.registry.contact import Locale


@dataclass(frozen=True, slots=True)
class Appliance:
    """An appliance, named so that it fits after "enough for" and "basta per"."""

    power_w: int
    en: str
    it: str

    def name(self, locale: Locale) -> str:
        """Its name with the article the language needs."""
        return self.it if locale == "it" else self.en


APPLIANCES: Final = (
    Appliance(7_400, "charging a car at a 7.4 kW wall box", "ricaricare l'auto a 7,4 kW"),
    Appliance(3_700, "charging a car at 3.7 kW", "ricaricare l'auto a 3,7 kW"),
    Appliance(2_200, "the oven", "il forno"),
    Appliance(2_000, "the washing machine", "la lavatrice"),
    Appliance(1_800, "the dishwasher", "la lavastoviglie"),
    Appliance(1_400, "charging a car slowly at 1.4 kW", "ricaricare l'auto piano, a 1,4 kW"),
    Appliance(1_200, "the water heater", "lo scaldabagno"),
    Appliance(1_000, "the air conditioner", "il climatizzatore"),
    Appliance(800, "the vacuum cleaner", "l'aspirapolvere"),
    Appliance(300, "charging an e-bike", "ricaricare la bici elettrica"),
    Appliance(100, "charging a computer", "ricaricare il computer"),
    Appliance(0, "charging a phone", "ricaricare il telefono"),
)
"""From the hungriest to the most modest; the last one fits any excess."""


def enough_for(excess_w: float, *, limit: int = 3) -> tuple[Appliance, ...]:
    """The hungriest appliances that the excess feeds, each alone; at least one."""
    fitting = [appliance for appliance in APPLIANCES if appliance.power_w <= excess_w]
    return tuple(fitting[:limit]) or APPLIANCES[-1:]
