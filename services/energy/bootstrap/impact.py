"""The room `impact`: CO2 that communities and facilities avoid."""

from services.energy.bootstrap.foundation import Foundation, Room
from services.energy.bootstrap.sharing import kept_days
from services.energy.inbound.http.impact.operations import ImpactUseCases, impact_operations
from services.energy.outbound.sharing.hourly import PostgresHourlyBooks
from services.energy.usecases.impact.community_impact import CommunityImpact
from services.energy.usecases.impact.facility_impact import FacilityImpact


def build_impact(foundation: Foundation) -> Room:
    """Its operations."""
    registry, history, clock = foundation.registry, foundation.history, foundation.clock
    rules, books = foundation.rules, PostgresHourlyBooks(foundation.days)
    days = kept_days(foundation)
    use_cases = ImpactUseCases(
        community_impact=CommunityImpact(registry, history, days, rules, clock),
        facility_impact=FacilityImpact(registry, history, days, books, rules, clock=clock),
    )
    return Room(routers=[impact_operations(use_cases)])
