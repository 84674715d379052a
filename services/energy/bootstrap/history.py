"""The room `history`: what the books say, to whom may ask."""

from services.energy.bootstrap.foundation import Foundation, Room
from services.energy.bootstrap.sharing import kept_days
from services.energy.inbound.http.history.closed_history import (
    HistoryParts,
    closed_history_operations,
)
from services.energy.inbound.http.history.exports import (
    ExportParts,
    export_operations,
    export_places,
)
from services.energy.inbound.http.history.operations import (
    HistoryUseCases,
    community_operations,
    metered_operations,
)
from services.energy.usecases.history.community_energy import CommunityEnergy
from services.energy.usecases.history.device_energy import DeviceEnergy
from services.energy.usecases.history.export_history import ExportHistory
from services.energy.usecases.history.facility_energy import FacilityEnergy
from services.energy.usecases.history.read_history import ReadHistory
from services.energy.usecases.history.sources import Sources


def build_history(foundation: Foundation) -> Room:
    """Its operations."""
    settings, history, clock = foundation.settings, foundation.history, foundation.clock
    registry = foundation.registry
    sources, read = Sources(registry, clock), ReadHistory(history, kept_days(foundation), clock)
    use_cases = HistoryUseCases(
        facility_energy=FacilityEnergy(sources, history, read),
        device_energy=DeviceEnergy(sources, history, read),
        community_energy=CommunityEnergy(registry, sources, history, read, clock),
    )
    exports = ExportParts(
        sources=sources,
        export=ExportHistory(history, read),
        places=export_places(
            at_once=settings.exports,
            of_one_user=settings.exports_of_user,
            longest_s=settings.export_longest_s,
        ),
    )
    return Room(
        routers=[
            metered_operations(use_cases),
            community_operations(use_cases),
            closed_history_operations(HistoryParts(sources=sources, read=read)),
            export_operations(exports),
        ]
    )
