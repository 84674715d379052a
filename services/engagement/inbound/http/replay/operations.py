"""A policy tried on the past (FR4.2): figures, or a chart of them."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Header, Path, Response

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.problem import Responses, described_problem
from services.engagement.inbound.events.policies import policy_of
from services.engagement.inbound.http.replay.models import ReplayBody, ReplayView
from services.engagement.usecases.replay.try_policy import TriedPolicy, TryPolicy

_SVG: Final = "image/svg+xml"
_PROBLEMS: Final[Responses] = (
    described_problem(HTTPStatus.BAD_REQUEST, "A field is wrong, or the period.")
    | described_problem(HTTPStatus.FORBIDDEN, "The caller is not the representative.")
    | described_problem(HTTPStatus.NOT_FOUND, "There is no such community.")
)


@dataclass(frozen=True)
class ReplayUseCases:
    """What these operations call."""

    try_policy: TryPolicy


def replay_operations(use_cases: ReplayUseCases) -> APIRouter:
    """The operation under /live/community."""
    router = APIRouter(tags=["live"])

    @router.post(
        "/live/community/{communityId}/replay",
        response_model=ReplayView,
        responses=_PROBLEMS
        | {200: {"description": "Figures, or a chart of them.", "content": {_SVG: {}}}},
    )
    async def replay_policy(
        caller: CurrentPrincipal,
        community_id: Annotated[UUID, Path(alias="communityId")],
        body: ReplayBody,
        accept: Annotated[str, Header()] = "application/json",
    ) -> Response:
        """Which surpluses and calls a policy would have made of the community's past balances.

        For the representative, at most 93 days at once. Changes nothing. With
        `Accept: image/svg+xml` it is a chart.
        """
        policy = None if body.policy is None else policy_of(body.policy.to_event())
        tried = await use_cases.try_policy(
            caller.user_id, community_id, period=(body.from_, body.to), policy=policy
        )
        if _SVG in accept:
            return Response(_chart(tried), media_type=_SVG)
        return Response(ReplayView.of(tried).model_dump_json(), media_type="application/json")

    return router


def _chart(tried: TriedPolicy) -> bytes:
    # Charts are rare, and their library takes a while to load.
    from services.engagement.inbound.http.replay.chart import replay_svg  # noqa: PLC0415

    return replay_svg(
        tried.replay,
        tried.points,
        interval=tried.interval,
        period=tried.period,
        zone=tried.replay.policy.zone,
    )
