"""Live views as server-sent events, the newest balance, and past episodes (FR3.1 to FR3.3)."""

from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from fastapi.sse import format_sse_event

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.clock import Clock
from libs.chassis.problem import Responses, described_problem
from libs.chassis.sse import STREAM_PROBLEMS, EventStream, described_events
from services.engagement.domain.balance.balance import Balance, FacilityPower
from services.engagement.inbound.http.live.models import (
    BalanceView,
    EpisodeView,
    PowerView,
    SeenEpisodeView,
)
from services.engagement.usecases.live.show_community import MAXIMUM_EPISODES, ShowCommunity
from services.engagement.usecases.live.show_episode import ShowEpisode
from services.engagement.usecases.live.watch_live import WatchLive

CommunityId = Annotated[UUID, Path(alias="communityId")]
FacilityId = Annotated[UUID, Path(alias="facilityId")]
_EPISODES: Final = 50
_PROBLEMS: Final[Responses] = described_problem(
    HTTPStatus.FORBIDDEN, "The caller has no access."
) | described_problem(HTTPStatus.NOT_FOUND, "Unknown.")


@dataclass(frozen=True)
class LiveUseCases:
    """What these operations call."""

    watch_live: WatchLive
    show_community: ShowCommunity
    show_episode: ShowEpisode
    clock: Clock
    ended_sessions: Container[UUID]
    """Their live views end although the access token has not expired."""


def live_operations(use_cases: LiveUseCases) -> APIRouter:
    """The operations under /live."""
    router = APIRouter(prefix="/live", tags=["live"])
    router.include_router(_community_stream(use_cases), responses=_PROBLEMS | STREAM_PROBLEMS)
    router.include_router(_facility_stream(use_cases), responses=_PROBLEMS | STREAM_PROBLEMS)
    router.include_router(_community_operations(use_cases), responses=_PROBLEMS)
    return router


def _community_stream(use_cases: LiveUseCases) -> APIRouter:
    router = APIRouter()

    @router.get(
        "/community/{communityId}",
        response_class=Response,  # what FastAPI describes; the answer itself is an event stream
        responses={200: described_events("balance", BalanceView)},
    )
    async def watch_community(caller: CurrentPrincipal, community_id: CommunityId) -> Response:
        """A stream of `balance` events: the newest at once, then changes, at most one a second."""
        watch = use_cases.watch_live
        return EventStream(
            watch.community(caller.user_id, community_id),
            caller=caller,
            ended=use_cases.ended_sessions,
            clock=use_cases.clock,
            encode=lambda balance: _balance_event(
                balance, shows_sums=watch.may_see_sums(caller.user_id, balance)
            ),
            may_still_see=lambda: watch.may_still_see_community(caller.user_id, community_id),
        )

    return router


def _facility_stream(use_cases: LiveUseCases) -> APIRouter:
    router = APIRouter()

    @router.get(
        "/facility/{facilityId}",
        response_class=Response,  # what FastAPI describes; the answer itself is an event stream
        responses={200: described_events("power", PowerView)},
    )
    async def watch_facility(caller: CurrentPrincipal, facility_id: FacilityId) -> Response:
        """A stream of `power` events: the newest at once, then changes, at most one a second."""
        watch = use_cases.watch_live
        return EventStream(
            watch.facility(caller.user_id, facility_id),
            caller=caller,
            ended=use_cases.ended_sessions,
            clock=use_cases.clock,
            encode=_power_event,
            may_still_see=lambda: watch.may_still_see_facility(caller.user_id, facility_id),
        )

    return router


def _community_operations(use_cases: LiveUseCases) -> APIRouter:
    router = APIRouter()

    @router.get("/community/{communityId}/snapshot")
    async def read_snapshot(caller: CurrentPrincipal, community_id: CommunityId) -> BalanceView:
        """The community's newest balance; 404 `no_balance_yet` before its first reading."""
        seen = use_cases.show_community.balance(caller.user_id, community_id)
        return BalanceView.of(seen.balance, shows_sums=seen.shows_sums)

    @router.get("/community/{communityId}/episode")
    async def read_episodes(
        caller: CurrentPrincipal,
        community_id: CommunityId,
        limit: Annotated[int, Query(ge=1, le=MAXIMUM_EPISODES)] = _EPISODES,
    ) -> list[EpisodeView]:
        """The community's surplus episodes, newest first."""
        found = await use_cases.show_community.episodes(caller.user_id, community_id, limit=limit)
        return [EpisodeView.of(episode) for episode in found]

    @router.get("/community/{communityId}/episode/{episodeId}")
    async def read_episode(
        caller: CurrentPrincipal,
        community_id: CommunityId,
        episode_id: Annotated[UUID, Path(alias="episodeId")],
    ) -> SeenEpisodeView:
        """One episode, what its call meant for the caller and, for the representative, for all."""
        return SeenEpisodeView.seen(
            await use_cases.show_episode.show(caller.user_id, community_id, episode_id)
        )

    return router


@lru_cache(maxsize=4096)
def _balance_event(balance: Balance, *, shows_sums: bool) -> bytes:
    """Encoded once, however many screens show it."""
    view = BalanceView.of(balance, shows_sums=shows_sums)
    return format_sse_event(event="balance", data_str=view.model_dump_json())


@lru_cache(maxsize=4096)
def _power_event(power: FacilityPower) -> bytes:
    return format_sse_event(event="power", data_str=PowerView.of(power).model_dump_json())
