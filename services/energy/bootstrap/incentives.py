"""The room `incentives`: what shared energy earns."""

from services.energy.bootstrap.foundation import Foundation, Room
from services.energy.inbound.http.incentives.operations import (
    IncentivesUseCases,
    incentives_operations,
)
from services.energy.outbound.sharing.hourly import PostgresHourlyBooks
from services.energy.outbound.tariffs.postgres import PostgresPrices
from services.energy.usecases.incentives.compute import ComputeIncentives
from services.energy.usecases.incentives.read_incentives import ReadIncentives


def compute_incentives(foundation: Foundation) -> ComputeIncentives:
    """From the books, prices and rules of this process."""
    return ComputeIncentives(
        foundation.registry,
        PostgresHourlyBooks(foundation.days),
        PostgresPrices(foundation.pool),
        foundation.rules,
        foundation.clock,
    )


def build_incentives(foundation: Foundation) -> Room:
    """Its operations."""
    use_cases = IncentivesUseCases(
        read_incentives=ReadIncentives(
            foundation.registry, compute_incentives(foundation), foundation.clock
        )
    )
    return Room(routers=[incentives_operations(use_cases)])
