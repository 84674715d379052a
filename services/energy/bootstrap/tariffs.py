"""The room `tariffs`: rules in force and zonal prices."""

from services.energy.bootstrap.foundation import Foundation, Room
from services.energy.inbound.http.tariffs.operations import (
    TariffUseCases,
    operator_operations,
    user_operations,
)
from services.energy.outbound.tariffs.postgres import PostgresPrices
from services.energy.usecases.tariffs.import_prices import ImportPrices
from services.energy.usecases.tariffs.read_prices import ReadPrices
from services.energy.usecases.tariffs.read_rules import ReadRules


def build_tariffs(foundation: Foundation) -> Room:
    """Its operations."""
    prices = PostgresPrices(foundation.pool)
    use_cases = TariffUseCases(
        read_prices=ReadPrices(prices, foundation.clock),
        import_prices=ImportPrices(prices, foundation.clock),
        read_rules=ReadRules(foundation.rules, foundation.clock),
    )
    return Room(routers=[user_operations(use_cases), operator_operations(use_cases)])
