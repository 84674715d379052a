"""What decides a facility's incentives and may change with time: a grant, an owner, a plant."""

from dataclasses import dataclass

from services.community.domain.facility_settings import FacilitySettings, MemberType, OwnerKind


@dataclass(frozen=True, slots=True)
class IncentiveFacts:
    """As the settings say it of one time."""

    member_type: MemberType
    owner_kind: OwnerKind
    incentives_reduction: float

    @classmethod
    def of(cls, settings: FacilitySettings) -> "IncentiveFacts":
        """Those of now."""
        return cls(settings.member_type, settings.owner_kind, settings.incentives_reduction)
