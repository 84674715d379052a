"""The hours behind a facility's statement."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Query, Response

from libs.chassis.auth import CurrentPrincipal
from services.energy.inbound.http.ledger.hours_models import HoursAnswer, hours_answer
from services.energy.inbound.http.ledger.parameters import AskedMonth, OfCommunity
from services.energy.inbound.http.parameters import PROBLEMS, FacilityId, json_answer
from services.energy.usecases.ledger.explain_hours import ByPolicy, ExplainHours

_AskedPolicy = Annotated[
    ByPolicy,
    Query(
        description="`settled`: by which the version was distributed. `present`: the one that"
        " counts for the month now, tried on the version's energy and premium."
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursUseCases:
    """What the operations call."""

    explain_hours: ExplainHours


def hours_operations(use_cases: HoursUseCases) -> APIRouter:
    """Of facilities."""
    router = APIRouter(
        prefix="/energy-data/facility/{facilityId}/statement/{month}/hours",
        tags=["statement"],
        responses=PROBLEMS,
    )

    @router.get("", response_model=HoursAnswer)
    async def read_statement_hours(
        *,
        facility_id: FacilityId,
        caller: CurrentPrincipal,
        asked: AskedMonth,
        policy: _AskedPolicy = ByPolicy.SETTLED,
        community_id: OfCommunity = None,
    ) -> Response:
        """The hours of a facility's statement: where each euro of it comes from, by which weights.

        `amounts` changes nothing here: what was computed is told.
        """
        question = replace(asked, community_id=community_id)
        told = await use_cases.explain_hours(
            facility_id, question, user_id=caller.user_id, by=policy
        )
        return json_answer(hours_answer(facility_id, told, policy))

    return router
