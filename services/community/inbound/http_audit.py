"""Who changed what, when, and what it was before."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.http import ApiModel
from libs.chassis.paging import PAGED
from services.community.domain.audit import Action, RecordedEntry
from services.community.inbound.http_fields import CommunityId, FacilityId
from services.community.inbound.http_paging import PagedNewestFirst
from services.community.inbound.http_problems import OF_ONE
from services.community.usecases.use_cases import UseCases


class AuditEntryAnswer(ApiModel):
    """One change. `before` and `after` hold only what differs.

    `before` is null for a new or restored entity, `after` for one that is removed.
    """

    at: datetime
    by: UUID | None
    """null: the system itself."""
    action: Action
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @classmethod
    def of(cls, recorded: RecordedEntry) -> "AuditEntryAnswer":
        """An entry of a trail."""
        entry = recorded.entry
        return cls(
            at=entry.at,
            by=entry.change.by,
            action=entry.change.action,
            before=None if entry.before is None else dict(entry.before),
            after=None if entry.after is None else dict(entry.after),
        )


def audit_router(use_cases: UseCases) -> APIRouter:
    """The trails of a facility and of a community."""
    router = APIRouter(tags=["audit"], responses=OF_ONE)

    @router.get("/facility/{facilityId}/audit", responses=PAGED)
    async def list_changes_of_facility(
        caller: CurrentPrincipal, facility_id: FacilityId, paging: PagedNewestFirst
    ) -> list[AuditEntryAnswer]:
        """Who changed what of the facility, newest first; for the owners."""
        found = await use_cases.list_facility_audit(caller.user_id, facility_id, paging.page)
        return paging.answers(found, AuditEntryAnswer.of)

    @router.get("/community/{communityId}/audit", responses=PAGED)
    async def list_changes_of_community(
        caller: CurrentPrincipal, community_id: CommunityId, paging: PagedNewestFirst
    ) -> list[AuditEntryAnswer]:
        """Who changed what of the community, newest first; for the representative."""
        found = await use_cases.list_community_audit(caller.user_id, community_id, paging.page)
        return paging.answers(found, AuditEntryAnswer.of)

    return router
