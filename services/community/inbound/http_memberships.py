"""Operations on memberships: nobody's facility is taken without consent (FR9)."""

from http import HTTPStatus

from fastapi import APIRouter, Response

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.paging import PAGED
from libs.chassis.problem import Responses
from services.community.domain.consent import Joined, Pending
from services.community.inbound.http_fields import CommunityId, FacilityId
from services.community.inbound.http_membership_bodies import (
    CommunityOfferAnswer,
    MembershipAnswer,
    MembershipBody,
    MembershipEndedAnswer,
    OfferAnswer,
)
from services.community.inbound.http_paging import PagedByTime
from services.community.inbound.http_problems import CONFLICT, OF_ONE
from services.community.usecases.use_cases import UseCases

_PENDING: Responses = {202: {"model": OfferAnswer, "description": "Waits for the other side."}}


def memberships_router(use_cases: UseCases) -> APIRouter:
    """Joining, leaving, and the invitations and requests that wait."""
    router = APIRouter(tags=["membership"], responses=OF_ONE)
    router.include_router(_membership(use_cases))
    router.include_router(_offers(use_cases))
    return router


def _membership(use_cases: UseCases) -> APIRouter:
    router = APIRouter(prefix="/community/{communityId}/facility/{facilityId}")

    @router.put("", responses=_PENDING | CONFLICT)
    async def join(
        caller: CurrentPrincipal,
        community_id: CommunityId,
        facility_id: FacilityId,
        response: Response,
        body: MembershipBody | None = None,
    ) -> MembershipAnswer | OfferAnswer:
        """Consent to the membership, as representative or as owner of the facility.

        200 when both sides have agreed, 202 while the other side has not.
        """
        requested_from = body.valid_from if body else None
        outcome = await use_cases.join_community(
            caller.user_id, community_id, facility_id, requested_from
        )
        match outcome:
            case Joined(facility):
                return MembershipAnswer.of(facility)
            case Pending(offer):
                response.status_code = HTTPStatus.ACCEPTED
                return OfferAnswer.of(offer)

    @router.delete("")
    async def leave(
        caller: CurrentPrincipal, community_id: CommunityId, facility_id: FacilityId
    ) -> MembershipEndedAnswer:
        """End the membership, or take back or decline what waits; for either side."""
        outcome = await use_cases.leave_community(caller.user_id, community_id, facility_id)
        return MembershipEndedAnswer.of(community_id, outcome)

    return router


def _offers(use_cases: UseCases) -> APIRouter:
    router = APIRouter()

    @router.get("/community/{communityId}/offer", responses=PAGED)
    async def list_offers_of_community(
        caller: CurrentPrincipal, community_id: CommunityId, paging: PagedByTime
    ) -> list[CommunityOfferAnswer]:
        """Requests and invitations that wait, oldest first; for the representative."""
        found = await use_cases.list_community_offers(caller.user_id, community_id, paging.page)
        return paging.answers(found, CommunityOfferAnswer.in_sight)

    @router.get("/facility/{facilityId}/offer", responses=PAGED)
    async def list_offers_of_facility(
        caller: CurrentPrincipal, facility_id: FacilityId, paging: PagedByTime
    ) -> list[OfferAnswer]:
        """Invitations and requests that wait, oldest first; for the owners."""
        found = await use_cases.list_facility_offers(caller.user_id, facility_id, paging.page)
        return paging.answers(found, OfferAnswer.of, lambda one: one.key_at_facility)

    return router
