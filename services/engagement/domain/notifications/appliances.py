"""What an excess of power is enough for: electric power of common appliances at work.

Rounded upper figures of European appliances' rating plates, in the phase that draws most, so that
what a text promises is there: washing machines 1.9 to 2.3 kW, dishwashers 1.8 to 2.2, ovens 2 to
2.5 (more with a grill), storage water heaters 1.2 or 1.5, split air conditioners of 12,000 BTU/h
about 1. Vacuum cleaners may draw 900 W by law (Regulation (EU) 666/2013). Cars: 6, 16 and 32 A at
230 V, one phase (IEC 61851-1).
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
    is_car: bool = False

    def name(self, locale: Locale) -> str:
        """Its name with the article the language needs."""
        return self.it if locale == "it" else self.en


APPLIANCES: Final = (
    Appliance(7_400, "car charging at 7.4 kW", "la ricarica dell'auto a 7,4 kW", is_car=True),
    Appliance(3_700, "car charging at 3.7 kW", "la ricarica dell'auto a 3,7 kW", is_car=True),
    Appliance(2_500, "the oven", "il forno"),
    Appliance(2_200, "the washing machine", "la lavatrice"),
    Appliance(2_000, "the dishwasher", "la lavastoviglie"),
    Appliance(1_500, "the water heater", "lo scaldabagno"),
    Appliance(
        1_400, "slow car charging at 1.4 kW", "la ricarica lenta dell'auto a 1,4 kW", is_car=True
    ),
    Appliance(1_000, "the air conditioner", "il climatizzatore"),
    Appliance(900, "the vacuum cleaner", "l'aspirapolvere"),
    Appliance(300, "e-bike charging", "la ricarica della bici elettrica"),
    Appliance(100, "computer charging", "la ricarica del computer"),
    Appliance(0, "phone charging", "la ricarica del telefono"),
)
"""From the hungriest to the most modest; the last one fits any excess."""


def enough_for(excess_w: float, *, limit: int = 3) -> tuple[Appliance, ...]:
    """The hungriest appliances that the excess feeds, each alone; at least one, one car at most."""
    chosen: list[Appliance] = []
    for appliance in APPLIANCES:
        is_another_car = appliance.is_car and any(other.is_car for other in chosen)
        if appliance.power_w <= excess_w and not is_another_car:
            chosen.append(appliance)
    return tuple(chosen[:limit]) or APPLIANCES[-1:]
