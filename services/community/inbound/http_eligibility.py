"""Whether a community meets the rules for sharing energy, as data a screen can show."""

from uuid import UUID

from fastapi import APIRouter

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.http import ApiModel
from services.community.domain.community import CommunityStatus
from services.community.domain.eligibility import Eligibility, Finding, FindingCode, FindingKind
from services.community.inbound.http_fields import CommunityId
from services.community.inbound.http_problems import OF_ONE
from services.community.usecases.use_cases import UseCases


class FindingAnswer(ApiModel):
    """One rule that is not met, or a note.

    `limit` and `found` are counts, W for a plant's power, or a share of 1; null where the rule
    has no number. `facilityIds` names at most 100 of `facilityCount` facilities.
    """

    code: FindingCode
    kind: FindingKind
    limit: float | None
    found: float | None
    facility_ids: list[UUID]
    facility_count: int

    @classmethod
    def of(cls, finding: Finding) -> "FindingAnswer":
        """A finding."""
        return cls.showing(finding, facility_ids=list(finding.facility_ids))


class EligibilityAnswer(ApiModel):
    """What the rules make of the community at present; no finding is the best news."""

    community_id: UUID
    eligible: bool
    status: CommunityStatus
    member_count: int
    connection_point_count: int
    consumer_count: int
    producer_count: int
    plant_power_w: float
    older_plant_power_w: float
    older_plant_share: float
    findings: list[FindingAnswer]

    @classmethod
    def of(cls, community_id: UUID, eligibility: Eligibility) -> "EligibilityAnswer":
        """A community's eligibility."""
        return cls.showing(
            eligibility,
            community_id=community_id,
            eligible=eligibility.is_eligible,
            findings=[FindingAnswer.of(finding) for finding in eligibility.findings],
        )


def eligibility_router(use_cases: UseCases) -> APIRouter:
    """The check of a community."""
    router = APIRouter(tags=["community"], responses=OF_ONE)

    @router.get("/community/{communityId}/eligibility")
    async def check_eligibility(
        caller: CurrentPrincipal, community_id: CommunityId
    ) -> EligibilityAnswer:
        """What is missing and which facility breaks which rule; for representative and members."""
        found = await use_cases.check_eligibility(caller.user_id, community_id)
        return EligibilityAnswer.of(community_id, found)

    return router
