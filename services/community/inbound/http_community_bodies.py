"""Bodies of requests about communities and of their answers."""

from datetime import datetime
from uuid import UUID

from libs.chassis.http import ApiModel
from services.community.domain.community import (
    CommunityRole,
    CommunitySettings,
    CommunityStatus,
)
from services.community.domain.overview import CommunityOverview
from services.community.inbound.http_fields import Code, Name
from services.community.inbound.http_surplus_policy import SurplusPolicyBody


class CommunityBody(ApiModel):
    """A community's settings; PUT replaces all of them."""

    name: Name
    primary_substation_code: Code
    market_zone: Code
    surplus_policy: SurplusPolicyBody = SurplusPolicyBody()

    def to_settings(self) -> CommunitySettings:
        """The settings."""
        return CommunitySettings(
            **dict(self) | {"surplus_policy": self.surplus_policy.to_policy()},
        )


class CommunitySummary(ApiModel):
    """What every signed-in user may know of a community: enough to find the right one."""

    community_id: UUID
    name: str
    primary_substation_code: str
    market_zone: str
    status: CommunityStatus
    facility_count: int
    member_count: int

    @classmethod
    def of(cls, overview: CommunityOverview) -> "CommunitySummary":
        """A community as anybody sees it."""
        return cls.showing(
            overview.community.settings,
            community_id=overview.community.community_id,
            status=overview.status,
            facility_count=overview.facility_count,
            member_count=overview.member_count,
        )


class CommunityAnswer(CommunitySummary):
    """A community as its representative and members see it."""

    version: int
    changed_at: datetime
    representative_id: UUID
    proposed_representative_id: UUID | None
    """Who may take over, by accepting."""
    surplus_policy: SurplusPolicyBody
    role: CommunityRole

    @classmethod
    def of(cls, overview: CommunityOverview) -> "CommunityAnswer":
        """A community in which the caller has a role."""
        assert overview.role is not None, "who has no role sees a summary"
        community = overview.community
        return cls.showing(
            community,
            **dict(CommunitySummary.of(overview)),
            surplus_policy=SurplusPolicyBody.of(community.settings.surplus_policy),
            role=overview.role,
        )


class CommunityRemovedAnswer(ApiModel):
    """What went with the community."""

    community_id: UUID
    facilities_released: int
    """Facilities that belonged to it until now."""
