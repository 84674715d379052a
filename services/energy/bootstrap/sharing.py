"""The room `sharing`: shared energy, and whose it was."""

from services.energy.bootstrap.foundation import Foundation, Room
from services.energy.inbound.http.sharing.operations import (
    SharingUseCases,
    community_operations,
    facility_operations,
)
from services.energy.outbound.sharing.hourly import PostgresHourlyBooks
from services.energy.outbound.sharing.postgres import PostgresSharedDays
from services.energy.usecases.sharing.kept_days import KeptDays
from services.energy.usecases.sharing.read_breakdown import ReadBreakdown
from services.energy.usecases.sharing.read_shared_energy import ReadSharedEnergy


def kept_days(foundation: Foundation) -> KeptDays:
    """Days of communities, from the books of this process."""
    days = PostgresSharedDays(foundation.pool, foundation.days)
    return KeptDays(foundation.registry, days, foundation.clock)


def build_sharing(foundation: Foundation) -> Room:
    """Its operations."""
    registry, clock = foundation.registry, foundation.clock
    days = kept_days(foundation)
    use_cases = SharingUseCases(
        shared_energy=ReadSharedEnergy(registry, foundation.history, days, clock),
        breakdown=ReadBreakdown(registry, PostgresHourlyBooks(foundation.days), clock),
    )
    return Room(routers=[community_operations(use_cases), facility_operations(use_cases)])
