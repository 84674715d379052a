"""CO2 that communities and facilities avoid."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from libs.chassis.auth import CurrentPrincipal
from services.energy.domain.basis import Basis
from services.energy.inbound.http.impact.models import (
    CommunityImpactAnswer,
    FacilityImpactAnswer,
    community_impact,
    facility_impact,
)
from services.energy.inbound.http.parameters import (
    PROBLEMS,
    AskedBasis,
    CommunityId,
    End,
    FacilityId,
    Start,
    json_answer,
)
from services.energy.usecases.impact.community_impact import CommunityImpact
from services.energy.usecases.impact.facility_impact import FacilityImpact
from services.energy.usecases.impact.questions import ImpactQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactUseCases:
    """What the operations call."""

    community_impact: CommunityImpact
    facility_impact: FacilityImpact


def _question(
    start: Start = None, end: End = None, basis: AskedBasis = Basis.MEASURED
) -> ImpactQuestion:
    return ImpactQuestion(start=start, end=end, basis=basis)


_Question = Annotated[ImpactQuestion, Depends(_question)]


def impact_operations(use_cases: ImpactUseCases) -> APIRouter:
    """For who takes part in the community, or has a role on the facility."""
    router = APIRouter(prefix="/energy-data", tags=["impact"], responses=PROBLEMS)

    @router.get("/community/{communityId}/impact", response_model=CommunityImpactAnswer)
    async def read_community_impact(
        community_id: CommunityId, caller: CurrentPrincipal, question: _Question
    ) -> Response:
        """CO2 avoided, by whole month; a year by default, at most 36 months."""
        read = await use_cases.community_impact(
            community_id, user_id=caller.user_id, question=question
        )
        return json_answer(community_impact(community_id, question.basis, read))

    @router.get("/facility/{facilityId}/impact", response_model=FacilityImpactAnswer)
    async def read_facility_impact(
        facility_id: FacilityId, caller: CurrentPrincipal, question: _Question
    ) -> Response:
        """CO2 avoided, by whole month; a year by default, at most 36 months."""
        read = await use_cases.facility_impact(
            facility_id, user_id=caller.user_id, question=question
        )
        return json_answer(facility_impact(facility_id, question.basis, read))

    return router
