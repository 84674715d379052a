"""Operations on communities (FR8)."""

from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request, Response

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.paging import PAGED
from services.community.domain.overview import CommunityFilter, CommunityOverview
from services.community.inbound.http_community_bodies import (
    CommunityAnswer,
    CommunityBody,
    CommunityRemovedAnswer,
    CommunitySummary,
)
from services.community.inbound.http_facility_bodies import DeviceAnswer, MemberFacilityAnswer
from services.community.inbound.http_fields import (
    CommunityId,
    NamePart,
    SubstationWanted,
    ZoneWanted,
)
from services.community.inbound.http_idempotency import OptionalIdempotencyKey
from services.community.inbound.http_paging import PagedByDevice, PagedByName, PagedByTime
from services.community.inbound.http_problems import CONFLICT, OF_ONE
from services.community.inbound.http_versions import (
    CREATED_AND_TAGGED,
    READ_ONCE,
    TAGGED,
    VERSION_DIFFERS,
    IfMatch,
    created,
    tagged,
    unless_known,
)
from services.community.usecases.use_cases import UseCases


def communities_router(use_cases: UseCases) -> APIRouter:
    """The operations under /community."""
    router = APIRouter(tags=["community"])
    router.include_router(_all_communities(use_cases))
    router.include_router(_one_community(use_cases), responses=OF_ONE)
    router.include_router(_parts_of_a_community(use_cases), responses=OF_ONE)
    return router


def _all_communities(use_cases: UseCases) -> APIRouter:
    router = APIRouter(prefix="/community")

    @router.get("", responses=PAGED)
    async def list_communities(
        caller: CurrentPrincipal,  # noqa: ARG001  # any signed-in user
        paging: PagedByName,
        name: NamePart = "",
        primary_substation_code: SubstationWanted = None,
        market_zone: ZoneWanted = None,
    ) -> list[CommunitySummary]:
        """All communities by name, for whoever looks for one to join."""
        wanted = CommunityFilter(
            name_part=name,
            primary_substation_code=primary_substation_code,
            market_zone=market_zone,
        )
        found = await use_cases.list_communities(paging.page, wanted)
        return paging.answers(found, CommunitySummary.of)

    @router.post("", status_code=HTTPStatus.CREATED, responses=CONFLICT | CREATED_AND_TAGGED)
    async def create_community(
        caller: CurrentPrincipal,
        body: CommunityBody,
        key: OptionalIdempotencyKey,
        response: Response,
    ) -> CommunityAnswer:
        """Found a community; the caller becomes its representative (FR8.1)."""
        community = await use_cases.create_community(caller.user_id, body.to_settings(), key)
        answer = CommunityAnswer.of(CommunityOverview.of_new(community))
        return created(answer, f"/community/{community.community_id}", response)

    return router


def _one_community(use_cases: UseCases) -> APIRouter:
    router = APIRouter(prefix="/community/{communityId}")

    @router.get("", response_model=CommunityAnswer, responses=TAGGED | READ_ONCE)
    async def read_community(
        caller: CurrentPrincipal, community_id: CommunityId, request: Request, response: Response
    ) -> CommunityAnswer | Response:
        """A community, for its representative and whoever has a role in one of its facilities."""
        answer = await shown_community(use_cases, caller.user_id, community_id)
        return unless_known(answer, request, response)

    @router.put("", responses=CONFLICT | TAGGED | VERSION_DIFFERS)
    async def change_community(
        caller: CurrentPrincipal,
        community_id: CommunityId,
        body: CommunityBody,
        expected: IfMatch,
        response: Response,
    ) -> CommunityAnswer:
        """Replace the settings; for the representative."""
        await use_cases.change_community(caller.user_id, community_id, body.to_settings(), expected)
        return tagged(await shown_community(use_cases, caller.user_id, community_id), response)

    @router.delete("", responses=VERSION_DIFFERS)
    async def remove_community(
        caller: CurrentPrincipal, community_id: CommunityId, expected: IfMatch
    ) -> CommunityRemovedAnswer:
        """Remove the community and release its facilities; for the representative (FR8.2)."""
        released = await use_cases.remove_community(caller.user_id, community_id, expected)
        return CommunityRemovedAnswer(community_id=community_id, facilities_released=released)

    return router


def _parts_of_a_community(use_cases: UseCases) -> APIRouter:
    router = APIRouter(prefix="/community/{communityId}")

    @router.get("/facility", responses=PAGED)
    async def list_facilities(
        caller: CurrentPrincipal, community_id: CommunityId, paging: PagedByTime
    ) -> list[MemberFacilityAnswer]:
        """Its facilities in order of joining, for its representative and members."""
        found = await use_cases.list_community_facilities(caller.user_id, community_id, paging.page)
        return paging.answers(found, MemberFacilityAnswer.of)

    @router.get("/device", responses=PAGED)
    async def list_devices(
        caller: CurrentPrincipal, community_id: CommunityId, paging: PagedByDevice
    ) -> list[DeviceAnswer]:
        """The devices that measure at its facilities, by id; for the representative."""
        found = await use_cases.list_community_devices(caller.user_id, community_id, paging.page)
        return paging.answers(found, DeviceAnswer.of)

    return router


async def shown_community(use_cases: UseCases, caller: UUID, community_id: UUID) -> CommunityAnswer:
    """The community as the caller sees it."""
    return CommunityAnswer.of(await use_cases.read_community(caller, community_id))
