"""Bodies of requests about facilities and of their answers."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.community.domain.device_proof import MAX_PROOF_LENGTH
from services.community.domain.facility import Access, Facility, FacilityRole, FittedDevice
from services.community.domain.facility_settings import (
    FacilitySettings,
    MemberType,
    MeterKind,
    OwnerKind,
    PlantSource,
)
from services.community.domain.interval import Interval
from services.community.domain.overview import (
    DeviceInPlace,
    FacilityOverview,
    MemberFacility,
    MembershipInPlace,
)
from services.community.inbound.http_fields import (
    Code,
    Day,
    DeviceId,
    Efficiency,
    Flag,
    Instant,
    Name,
    PowerW,
    Share,
    TransformationConstant,
)


class FacilityBody(ApiModel):
    """A facility's settings; PUT replaces all of them."""

    name: Name
    region: Name
    primary_substation_code: Code
    member_type: MemberType
    meter_kind: MeterKind
    transformation_constant: TransformationConstant = 1.0
    """K of the meter; above 1 for GESIS, 1 for others."""
    max_consumption_w: PowerW
    max_production_w: PowerW = 0.0
    commissioned_on: Day | None = None
    """When the plant started operating; needed when maxProductionW is above 0."""
    plant_source: PlantSource = PlantSource.PHOTOVOLTAIC
    """What the plant makes electricity from."""
    regional_bonus: Flag = True
    """Whether the region's surcharge is claimed; it is for photovoltaic plants only."""
    incentives_reduction: Share = 0.0
    owner_kind: OwnerKind = OwnerKind.NATURAL_PERSON
    """What the holder of the supply contract is; large companies take no part in communities."""
    storage_efficiency: Efficiency | None = None
    """Round-trip efficiency of the storage that withdrawals charge: they count times it."""

    def to_settings(self) -> FacilitySettings:
        """The settings. Raises InvalidSettingsError."""
        return FacilitySettings(**{name: getattr(self, name) for name in FacilityBody.model_fields})


class ChangedFacilityBody(FacilityBody):
    """A facility's settings, and since when some of them are so."""

    valid_from: Instant | None = Field(
        default=None,
        description="Since when `memberType`, `ownerKind` and `incentivesReduction` are so, if they"
        " change: until then what they were counts. Without it they are corrected, for all of the"
        " time since they last changed.",
    )


class DeviceBody(ApiModel):
    """The device to attach, and since when it measures there (default: now)."""

    device_id: DeviceId
    valid_from: Instant | None = None
    proof: Annotated[str, Field(strict=True, max_length=MAX_PROOF_LENGTH)] | None = None
    """The code on the device's label, where the operator asks for it."""


class RoleBody(ApiModel):
    """The role to give."""

    role: FacilityRole


class DeviceAnswer(ApiModel):
    """A device that measures, or measured, at a facility."""

    device_id: str
    facility_id: UUID
    transformation_constant: float
    valid_from: datetime
    valid_to: datetime | None = None

    @classmethod
    def of_interval(cls, facility_id: UUID, interval: Interval[FittedDevice]) -> "DeviceAnswer":
        """An interval of a facility."""
        return cls.showing(
            interval.value,
            facility_id=facility_id,
            valid_from=interval.valid_from,
            valid_to=interval.valid_to,
        )

    @classmethod
    def of(cls, device: DeviceInPlace) -> "DeviceAnswer":
        """A device in place."""
        return cls.showing(device, valid_to=None)


class FacilityCommunityAnswer(ApiModel):
    """The community a facility belongs to."""

    community_id: UUID
    name: str
    valid_from: datetime

    @classmethod
    def of(cls, membership: MembershipInPlace) -> "FacilityCommunityAnswer":
        """A membership in place."""
        return cls.showing(membership, name=membership.community_name)


class FacilityAnswer(ApiModel):
    """A facility as the caller sees it."""

    facility_id: UUID
    version: int
    changed_at: datetime
    name: str
    region: str
    primary_substation_code: str
    member_type: MemberType
    meter_kind: MeterKind
    transformation_constant: float
    max_consumption_w: float
    max_production_w: float
    commissioned_on: date | None
    plant_source: PlantSource
    regional_bonus: bool
    incentives_reduction: float
    owner_kind: OwnerKind
    storage_efficiency: float | None
    role: FacilityRole
    device: DeviceAnswer | None
    community: FacilityCommunityAnswer | None

    @classmethod
    def of(cls, facility: FacilityOverview) -> "FacilityAnswer":
        """A facility in which the caller has a role."""
        assert facility.role is not None, "who has no role sees no facility"
        return cls.showing(
            facility.settings,
            facility_id=facility.facility_id,
            version=facility.version,
            changed_at=facility.changed_at,
            role=facility.role,
            device=DeviceAnswer.of(facility.device) if facility.device else None,
            community=(
                FacilityCommunityAnswer.of(facility.membership) if facility.membership else None
            ),
        )


class FacilityRemovedAnswer(ApiModel):
    """What went with the facility."""

    facility_id: UUID
    device_released: str | None
    community_left: UUID | None

    @classmethod
    def of(cls, facility: Facility) -> "FacilityRemovedAnswer":
        """The facility as it was."""
        return cls(
            facility_id=facility.facility_id,
            device_released=facility.device_id,
            community_left=facility.community_id,
        )


class AccessAnswer(ApiModel):
    """A user's role in a facility."""

    user_id: UUID
    facility_id: UUID
    role: FacilityRole

    @classmethod
    def of(cls, facility_id: UUID, access: Access) -> "AccessAnswer":
        """An access to a facility."""
        return cls.showing(access, facility_id=facility_id)


class MemberFacilityAnswer(ApiModel):
    """A facility as its community sees it."""

    facility_id: UUID
    name: str
    member_type: MemberType
    max_consumption_w: float
    max_production_w: float
    valid_from: datetime

    @classmethod
    def of(cls, facility: MemberFacility) -> "MemberFacilityAnswer":
        """A facility of a community."""
        return cls.showing(facility)
