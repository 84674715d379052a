"""Shared energy of communities, and whose it was."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from libs.chassis.auth import CurrentPrincipal
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Resolution
from services.energy.inbound.http.parameters import (
    PROBLEMS,
    AskedBasis,
    CommunityId,
    End,
    FacilityId,
    Start,
    json_answer,
)
from services.energy.inbound.http.sharing.models import (
    BreakdownAnswer,
    SharedEnergyAnswer,
    breakdown_answer,
    shared_answer,
    shared_rows,
)
from services.energy.usecases.sharing.read_breakdown import ReadBreakdown
from services.energy.usecases.sharing.read_shared_energy import (
    ReadSharedEnergy,
    SharedEnergyQuestion,
)


class SharedResolution(StrEnum):
    """Shared energy is of clock hours: there is nothing finer."""

    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


_Resolution = Annotated[SharedResolution, Query(description="Days and months are Rome's.")]


def _question(
    start: Start = None,
    end: End = None,
    resolution: _Resolution = SharedResolution.HOUR,
    basis: AskedBasis = Basis.MEASURED,
) -> SharedEnergyQuestion:
    return SharedEnergyQuestion(
        start=start, end=end, resolution=Resolution(resolution), basis=basis
    )


_Question = Annotated[SharedEnergyQuestion, Depends(_question)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingUseCases:
    """What the operations call."""

    shared_energy: ReadSharedEnergy
    breakdown: ReadBreakdown


def community_operations(use_cases: SharingUseCases) -> APIRouter:
    """Sums for who takes part in the community, everybody's share for its representative."""
    router = APIRouter(
        prefix="/energy-data/community/{communityId}/shared-energy",
        tags=["shared energy"],
        responses=PROBLEMS,
    )

    @router.get("", response_model=SharedEnergyAnswer)
    async def read_shared_energy(
        community_id: CommunityId, caller: CurrentPrincipal, question: _Question
    ) -> Response:
        """Shared energy by clock hour (R5), day or month; the last seven days by default."""
        series = await use_cases.shared_energy(
            community_id, user_id=caller.user_id, question=question
        )
        return json_answer(shared_answer(community_id, question, series), hours=shared_rows(series))

    @router.get("/facilities", response_model=BreakdownAnswer)
    async def read_shares(
        community_id: CommunityId,
        caller: CurrentPrincipal,
        start: Start = None,
        end: End = None,
        basis: AskedBasis = Basis.MEASURED,
    ) -> Response:
        """Each facility's part, as a consumer, as a producer and by plant; at most 367 days."""
        breakdown = await use_cases.breakdown.of_community(
            community_id, user_id=caller.user_id, start=start, end=end, basis=basis
        )
        return json_answer(breakdown_answer(breakdown, basis))

    return router


def facility_operations(use_cases: SharingUseCases) -> APIRouter:
    """For who has a role on the facility."""
    router = APIRouter(prefix="/energy-data/facility", tags=["shared energy"], responses=PROBLEMS)

    @router.get("/{facilityId}/shared-energy", response_model=BreakdownAnswer)
    async def read_share(
        facility_id: FacilityId,
        caller: CurrentPrincipal,
        start: Start = None,
        end: End = None,
        basis: AskedBasis = Basis.MEASURED,
    ) -> Response:
        """What the facility had of its community's shared energy; at most 367 days."""
        breakdown = await use_cases.breakdown.of_facility(
            facility_id, user_id=caller.user_id, start=start, end=end, basis=basis
        )
        return json_answer(breakdown_answer(breakdown, basis))

    return router
