"""What calls to use surplus changed."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime

from libs.chassis.auth import CurrentPrincipal
from services.energy.inbound.http.effect.models import CommunityEffectAnswer
from services.energy.inbound.http.parameters import PROBLEMS, CommunityId
from services.energy.usecases.effect.read_effect import ReadEffect


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectUseCases:
    """What the operation calls."""

    read_effect: ReadEffect


def effect_operations(use_cases: EffectUseCases) -> APIRouter:
    """For the community's representative."""
    router = APIRouter(prefix="/energy-data", tags=["effect"], responses=PROBLEMS)

    @router.get("/community/{communityId}/effect")
    async def read_effect(
        community_id: CommunityId,
        caller: CurrentPrincipal,
        start: Annotated[
            AwareDatetime | None,
            Query(alias="from", description="By default thirty days before `to`."),
        ] = None,
        end: Annotated[
            AwareDatetime | None,
            Query(alias="to", description="By default the newest reading; 93 days at most."),
        ] = None,
    ) -> CommunityEffectAnswer:
        """What members changed in the hour after each call, against like days and the hold-out.

        Calls whose hour is not over yet are left out.
        """
        read = await use_cases.read_effect(
            community_id, user_id=caller.user_id, start=start, end=end
        )
        return CommunityEffectAnswer.of(community_id, read)

    return router
