"""The room `history`: what the books say, to whom may ask."""

from services.energy.bootstrap.foundation import Foundation, Room
from services.energy.inbound.http.history import (
    HistoryUseCases,
    community_operations,
    metered_operations,
)
from services.energy.usecases.history.community_energy import CommunityEnergy
from services.energy.usecases.history.device_energy import DeviceEnergy
from services.energy.usecases.history.facility_energy import FacilityEnergy


def build_history(foundation: Foundation) -> Room:
    """Its operations."""
    asked = (foundation.registry, foundation.history, foundation.clock)
    use_cases = HistoryUseCases(
        facility_energy=FacilityEnergy(*asked),
        device_energy=DeviceEnergy(*asked),
        community_energy=CommunityEnergy(*asked),
    )
    return Room(routers=[metered_operations(use_cases), community_operations(use_cases)])
