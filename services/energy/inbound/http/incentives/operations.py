"""What a community's shared energy earns."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from libs.chassis.auth import CurrentPrincipal
from services.energy.domain.basis import Basis
from services.energy.domain.incentives.model import Model
from services.energy.inbound.http.incentives.models import IncentivesAnswer, incentives_answer
from services.energy.inbound.http.parameters import (
    PROBLEMS,
    AskedBasis,
    CommunityId,
    End,
    Start,
    json_answer,
)
from services.energy.usecases.incentives.read_incentives import IncentivesQuestion, ReadIncentives

AskedModel = Annotated[
    Model,
    Query(
        description="`tip`: the rule in force. `simplified`: (T_fix + T_var) * C + B + V (R6),"
        " where V is told apart as the valorization."
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncentivesUseCases:
    """What the operations call."""

    read_incentives: ReadIncentives


def _question(
    start: Start = None,
    end: End = None,
    basis: AskedBasis = Basis.MEASURED,
    model: AskedModel = Model.TIP,
) -> IncentivesQuestion:
    return IncentivesQuestion(start=start, end=end, basis=basis, model=model)


_Question = Annotated[IncentivesQuestion, Depends(_question)]


def incentives_operations(use_cases: IncentivesUseCases) -> APIRouter:
    """For who takes part in the community."""
    router = APIRouter(
        prefix="/energy-data/community/{communityId}/incentives",
        tags=["incentives"],
        responses=PROBLEMS,
    )

    @router.get("", response_model=IncentivesAnswer)
    async def read_incentives(
        community_id: CommunityId, caller: CurrentPrincipal, question: _Question
    ) -> Response:
        """Premium and valorization (R6); this month up to now by default, at most 367 days."""
        visible = await use_cases.read_incentives(
            community_id, user_id=caller.user_id, question=question
        )
        return json_answer(incentives_answer(community_id, visible))

    return router
