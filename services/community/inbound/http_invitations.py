"""Invitations to a facility by email address, before or after somebody has signed up (FR6.1)."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import Field

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.http import ApiModel
from services.community.domain.facility import FacilityRole
from services.community.domain.invitation import (
    MAX_EMAIL_LENGTH,
    Invitation,
    InvitationInSight,
)
from services.community.inbound.http_facility_bodies import AccessAnswer
from services.community.inbound.http_fields import FacilityId
from services.community.inbound.http_idempotency import OptionalIdempotencyKey
from services.community.inbound.http_problems import (
    CONFLICT,
    NOT_FOUND,
    OF_ONE,
    TOO_MANY_REQUESTS,
)
from services.community.usecases.use_cases import UseCases

InvitationId = Annotated[UUID, Path(alias="invitationId")]


class InvitationBody(ApiModel):
    """Whom to invite, and to which role.

    The address is kept as a keyed hash only, and encrypted until the mail has left.
    """

    email: Annotated[str, Field(strict=True, min_length=3, max_length=MAX_EMAIL_LENGTH)]
    role: FacilityRole


class InvitationAnswer(ApiModel):
    """An invitation that waits."""

    invitation_id: UUID
    facility_id: UUID
    role: FacilityRole
    invited_by: UUID
    invited_at: datetime
    expires_at: datetime

    @classmethod
    def of(cls, invitation: Invitation) -> "InvitationAnswer":
        """An invitation as the owner sees it."""
        return cls.showing(invitation)


class ReceivedInvitationAnswer(InvitationAnswer):
    """An invitation as who is invited sees it."""

    facility_name: str

    @classmethod
    def of_received(cls, seen: InvitationInSight) -> "ReceivedInvitationAnswer":
        """An invitation with what it is for."""
        return cls.showing(seen.invitation, facility_name=seen.facility_name)


def invitations_router(use_cases: UseCases) -> APIRouter:
    """What owners offer and what the caller is offered."""
    router = APIRouter(tags=["invitation"])
    router.include_router(_of_a_facility(use_cases), responses=OF_ONE)
    router.include_router(_of_the_caller(use_cases))
    return router


def _of_a_facility(use_cases: UseCases) -> APIRouter:
    router = APIRouter(prefix="/facility/{facilityId}/invitation")

    @router.post("", status_code=HTTPStatus.CREATED, responses=CONFLICT | TOO_MANY_REQUESTS)
    async def invite_user(
        caller: CurrentPrincipal,
        facility_id: FacilityId,
        body: InvitationBody,
        key: OptionalIdempotencyKey,
    ) -> InvitationAnswer:
        """Invite whoever has the address, in place of an earlier invitation; for owners.

        Shown to who signs in with that confirmed address, who is also written where the operator
        has set up mail: at most 50 mails of a user and 3 to an address in 24 hours.
        """
        return InvitationAnswer.of(
            await use_cases.invite_user(caller.user_id, facility_id, body.email, body.role, key)
        )

    @router.get("")
    async def list_invitations(
        caller: CurrentPrincipal, facility_id: FacilityId
    ) -> list[InvitationAnswer]:
        """What waits, oldest first; for owners."""
        found = await use_cases.list_facility_invitations(caller.user_id, facility_id)
        return [InvitationAnswer.of(invitation) for invitation in found]

    @router.delete("/{invitationId}")
    async def withdraw_invitation(
        caller: CurrentPrincipal, facility_id: FacilityId, invitation_id: InvitationId
    ) -> InvitationAnswer:
        """Take an invitation back; for owners."""
        return InvitationAnswer.of(
            await use_cases.withdraw_invitation(caller.user_id, facility_id, invitation_id)
        )

    return router


def _of_the_caller(use_cases: UseCases) -> APIRouter:
    router = APIRouter(prefix="/user/invitation")

    @router.get("")
    async def list_received_invitations(
        caller: CurrentPrincipal,
    ) -> list[ReceivedInvitationAnswer]:
        """What waits for the caller's confirmed address, newest first."""
        found = await use_cases.list_user_invitations(caller.user_id)
        return [ReceivedInvitationAnswer.of_received(seen) for seen in found]

    @router.post("/{invitationId}/accept", responses=NOT_FOUND | CONFLICT)
    async def accept_invitation(
        caller: CurrentPrincipal, invitation_id: InvitationId
    ) -> AccessAnswer:
        """Take the role; a higher one that the caller has already stays."""
        facility_id, access = await use_cases.accept_invitation(caller.user_id, invitation_id)
        return AccessAnswer.of(facility_id, access)

    @router.delete("/{invitationId}", responses=NOT_FOUND)
    async def decline_invitation(
        caller: CurrentPrincipal, invitation_id: InvitationId
    ) -> InvitationAnswer:
        """Decline."""
        return InvitationAnswer.of(
            await use_cases.decline_invitation(caller.user_id, invitation_id)
        )

    return router
