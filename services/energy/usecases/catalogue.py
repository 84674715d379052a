"""What people can ask of this service."""

from dataclasses import dataclass

from services.energy.usecases.community_energy import CommunityEnergy
from services.energy.usecases.device_energy import DeviceEnergy
from services.energy.usecases.facility_energy import FacilityEnergy


@dataclass(frozen=True)
class UseCases:
    """The use cases behind the HTTP operations."""

    facility_energy: FacilityEnergy
    device_energy: DeviceEnergy
    community_energy: CommunityEnergy
