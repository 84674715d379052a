"""Rules as they are shipped, and plants by what decides their tariff."""

from datetime import date
from typing import Any, Final

from services.energy.domain.tariffs.editions import MICROEURO
from services.energy.domain.tariffs.premium import Plant
from services.energy.domain.tariffs.rules import RuleBook
from services.energy.outbound.tariffs.rule_files import load_rules

RULES: Final[RuleBook] = load_rules()
IN_2026: Final = RULES.on(date(2026, 6, 1))
MW_PER_KW: Final = 1_000_000
"""Milliwatts of a kilowatt."""


def eur(amount: float) -> int:
    """Micro-euro."""
    return round(amount * MICROEURO)


def a_plant(power_kw: float = 100, region: str = "Lombardia", **others: Any) -> Plant:
    known: dict[str, Any] = {"is_photovoltaic": True, "commissioned_on": date(2025, 3, 1)}
    return Plant(power_mw=round(power_kw * MW_PER_KW), region=region, **(known | others))
