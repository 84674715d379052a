"""A community's day: what it has shared and earned so far, once or as it changes."""

from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Response
from fastapi.sse import format_sse_event

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.clock import Clock
from libs.chassis.sse import STREAM_PROBLEMS, EventStream, described_events
from services.energy.domain.accrual.today import Today
from services.energy.inbound.http.accrual.models import TodayAnswer, today_answer
from services.energy.inbound.http.parameters import PROBLEMS, CommunityId, json_answer
from services.energy.usecases.accrual.read_today import ReadToday
from services.energy.usecases.accrual.watch_today import WatchToday

_PREFIX: Final = "/energy-data/community/{communityId}/today"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccrualUseCases:
    """What the operations call."""

    read_today: ReadToday
    watch_today: WatchToday
    clock: Clock
    ended: Container[UUID]
    """Sessions whose live views end although the access token has not expired."""


def accrual_operations(use_cases: AccrualUseCases) -> APIRouter:
    """For who takes part in the community."""
    router = APIRouter(prefix=_PREFIX, tags=["today"], responses=PROBLEMS)
    router.include_router(_stream(use_cases), responses=STREAM_PROBLEMS)

    @router.get("", response_model=TodayAnswer)
    async def read_today(community_id: CommunityId, caller: CurrentPrincipal) -> Response:
        """Energy shared and euro earned today, and what one more kWh is worth; at most 5 s old."""
        today = await use_cases.read_today(community_id, user_id=caller.user_id)
        return json_answer(today_answer(today))

    return router


def _stream(use_cases: AccrualUseCases) -> APIRouter:
    router = APIRouter()

    @router.get(
        "/live",
        response_class=Response,  # what FastAPI describes; the answer itself is an event stream
        responses={200: described_events("today", TodayAnswer)},
    )
    async def watch_today(caller: CurrentPrincipal, community_id: CommunityId) -> Response:
        """A stream of `today` events: at once, then when it has changed, at most one in 5 s."""
        watch = use_cases.watch_today
        return EventStream(
            watch(community_id, user_id=caller.user_id),
            caller=caller,
            ended=use_cases.ended,
            clock=use_cases.clock,
            encode=_event,
            may_still_see=lambda: watch.may_still_see(community_id, user_id=caller.user_id),
        )

    return router


@lru_cache(maxsize=1024)
def _event(today: Today) -> bytes:
    """Encoded once, however many screens show it."""
    return format_sse_event(event="today", data_str=today_answer(today).model_dump_json())
