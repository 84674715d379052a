"""Who represents a community: handed over by one, accepted by the other."""

from http import HTTPStatus
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Response

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.http import ApiModel
from libs.chassis.problem import Responses
from services.community.domain.community import Community
from services.community.inbound.http_fields import CommunityId
from services.community.inbound.http_problems import CONFLICT, OF_ONE
from services.community.usecases.use_cases import UseCases


class SuccessorBody(ApiModel):
    """Who shall represent the community: an owner of one of its facilities."""

    user_id: UUID


class RepresentationAnswer(ApiModel):
    """`in_place`: the named user represents the community. `proposed`: has not accepted yet.

    `ended`: nobody is proposed any more.
    """

    status: Literal["in_place", "proposed", "ended"]
    community_id: UUID
    representative_id: UUID
    proposed_representative_id: UUID | None

    @classmethod
    def of(
        cls, community: Community, status: Literal["in_place", "proposed", "ended"]
    ) -> "RepresentationAnswer":
        """A community and what became of the request."""
        return cls.showing(community, status=status)


_PROPOSED: Responses = {
    202: {"model": RepresentationAnswer, "description": "Waits for who is proposed."}
}


def representation_router(use_cases: UseCases) -> APIRouter:
    """The transfer of representation."""
    router = APIRouter(
        prefix="/community/{communityId}/representative", tags=["community"], responses=OF_ONE
    )

    @router.put("", responses=_PROPOSED | CONFLICT)
    async def transfer_representation(
        caller: CurrentPrincipal,
        community_id: CommunityId,
        body: SuccessorBody,
        response: Response,
    ) -> RepresentationAnswer:
        """Propose the next representative, as representative; or accept, as who is proposed.

        202 while who is proposed has not accepted, 200 when the named user is the representative.
        """
        community = await use_cases.transfer_representation(
            caller.user_id, community_id, body.user_id
        )
        if community.is_represented_by(body.user_id):
            return RepresentationAnswer.of(community, "in_place")
        response.status_code = HTTPStatus.ACCEPTED
        return RepresentationAnswer.of(community, "proposed")

    @router.delete("")
    async def end_proposal(
        caller: CurrentPrincipal, community_id: CommunityId
    ) -> RepresentationAnswer:
        """Take the proposal back, as representative; or decline, as who is proposed."""
        community = await use_cases.end_proposal(caller.user_id, community_id)
        return RepresentationAnswer.of(community, "ended")

    return router
