"""Operations on who has access to what (FR3.1, FR3.2, FR6.1)."""

from fastapi import APIRouter

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.paging import PAGED
from services.community.inbound.http_community_bodies import CommunityAnswer
from services.community.inbound.http_facility_bodies import (
    AccessAnswer,
    FacilityAnswer,
    RoleBody,
)
from services.community.inbound.http_fields import FacilityId, MemberTypeWanted, UserId
from services.community.inbound.http_paging import PagedByName
from services.community.inbound.http_problems import CONFLICT, OF_ONE
from services.community.usecases.use_cases import UseCases


def users_router(use_cases: UseCases) -> APIRouter:
    """What the caller has, and the users of a facility."""
    router = APIRouter(tags=["user"])
    router.include_router(_of_the_caller(use_cases))
    router.include_router(_of_a_facility(use_cases), responses=OF_ONE)
    return router


def _of_the_caller(use_cases: UseCases) -> APIRouter:
    router = APIRouter(prefix="/user")

    @router.get("/facility", responses=PAGED)
    async def list_facilities(
        caller: CurrentPrincipal, paging: PagedByName, member_type: MemberTypeWanted = None
    ) -> list[FacilityAnswer]:
        """The facilities in which the caller has a role, by name."""
        found = await use_cases.list_user_facilities(caller.user_id, paging.page, member_type)
        return paging.answers(found, FacilityAnswer.of)

    @router.get("/community", responses=PAGED)
    async def list_communities(
        caller: CurrentPrincipal, paging: PagedByName
    ) -> list[CommunityAnswer]:
        """The communities the caller represents or has a facility in, by name."""
        found = await use_cases.list_user_communities(caller.user_id, paging.page)
        return paging.answers(found, CommunityAnswer.of)

    return router


def _of_a_facility(use_cases: UseCases) -> APIRouter:
    router = APIRouter()

    @router.get("/facility/{facilityId}/user")
    async def list_users(caller: CurrentPrincipal, facility_id: FacilityId) -> list[AccessAnswer]:
        """Everybody with a role in the facility, owners first; for owners and managers."""
        found = await use_cases.list_facility_users(caller.user_id, facility_id)
        return [AccessAnswer.of(facility_id, access) for access in found]

    @router.put("/user/{userId}/facility/{facilityId}", responses=CONFLICT)
    async def grant_access(
        caller: CurrentPrincipal, user_id: UserId, facility_id: FacilityId, body: RoleBody
    ) -> AccessAnswer:
        """Give a user a role in the facility, in place of an earlier one; for owners.

        Whether the user exists is the user service's knowledge: any id can be given.
        """
        access = await use_cases.grant_access(caller.user_id, facility_id, user_id, body.role)
        return AccessAnswer.of(facility_id, access)

    @router.delete("/user/{userId}/facility/{facilityId}", responses=CONFLICT)
    async def revoke_access(
        caller: CurrentPrincipal, user_id: UserId, facility_id: FacilityId
    ) -> AccessAnswer:
        """Take a user's role away, for owners; or give one's own up. Answers what it was."""
        access = await use_cases.revoke_access(caller.user_id, facility_id, user_id)
        return AccessAnswer.of(facility_id, access)

    return router
