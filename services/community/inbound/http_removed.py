"""What was removed: find it, bring it back."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.http import ApiModel
from libs.chassis.paging import PAGED
from services.community.domain.removal import Restorable
from services.community.inbound.http_communities import shown_community
from services.community.inbound.http_community_bodies import CommunityAnswer
from services.community.inbound.http_facilities import shown_facility
from services.community.inbound.http_facility_bodies import FacilityAnswer
from services.community.inbound.http_fields import CommunityId, FacilityId
from services.community.inbound.http_paging import PagedByTime
from services.community.inbound.http_problems import CONFLICT, OF_ONE
from services.community.inbound.http_versions import TAGGED, tagged
from services.community.usecases.use_cases import UseCases


class _RemovedAnswer(ApiModel):
    name: str
    removed_at: datetime
    restorable_until: datetime


class RemovedFacilityAnswer(_RemovedAnswer):
    """A facility that the caller may bring back."""

    facility_id: UUID

    @classmethod
    def of(cls, removed: Restorable) -> "RemovedFacilityAnswer":
        """A removed facility."""
        return cls.showing(removed, facility_id=removed.entity_id)


class RemovedCommunityAnswer(_RemovedAnswer):
    """A community that the caller may bring back."""

    community_id: UUID

    @classmethod
    def of(cls, removed: Restorable) -> "RemovedCommunityAnswer":
        """A removed community."""
        return cls.showing(removed, community_id=removed.entity_id)


def removed_router(use_cases: UseCases) -> APIRouter:
    """Removed facilities and communities of the caller."""
    router = APIRouter(tags=["removed"])
    router.include_router(_lists(use_cases))
    router.include_router(_restore(use_cases), responses=OF_ONE | CONFLICT | TAGGED)
    return router


def _lists(use_cases: UseCases) -> APIRouter:
    router = APIRouter(prefix="/user")

    @router.get("/facility/removed", responses=PAGED)
    async def list_removed_facilities(
        caller: CurrentPrincipal, paging: PagedByTime
    ) -> list[RemovedFacilityAnswer]:
        """Facilities that the caller owned when they were removed; what goes first comes first."""
        found = await use_cases.list_removed_facilities(caller.user_id, paging.page)
        return paging.answers(found, RemovedFacilityAnswer.of)

    @router.get("/community/removed", responses=PAGED)
    async def list_removed_communities(
        caller: CurrentPrincipal, paging: PagedByTime
    ) -> list[RemovedCommunityAnswer]:
        """Communities that the caller represented; what goes first comes first."""
        found = await use_cases.list_removed_communities(caller.user_id, paging.page)
        return paging.answers(found, RemovedCommunityAnswer.of)

    return router


def _restore(use_cases: UseCases) -> APIRouter:
    router = APIRouter()

    @router.post("/facility/{facilityId}/restore")
    async def restore_facility(
        caller: CurrentPrincipal, facility_id: FacilityId, response: Response
    ) -> FacilityAnswer:
        """Undo a removal within 30 days; for who owned the facility.

        It comes back with its users, without device and community. Again: nothing changes.
        """
        await use_cases.restore_facility(caller.user_id, facility_id)
        return tagged(await shown_facility(use_cases, caller.user_id, facility_id), response)

    @router.post("/community/{communityId}/restore")
    async def restore_community(
        caller: CurrentPrincipal, community_id: CommunityId, response: Response
    ) -> CommunityAnswer:
        """Undo a removal within 30 days; for who represented the community.

        It comes back without facilities: each is asked again. Again: nothing changes.
        """
        await use_cases.restore_community(caller.user_id, community_id)
        return tagged(await shown_community(use_cases, caller.user_id, community_id), response)

    return router
