"""The registry in Postgres."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import asyncpg

from libs.chassis.seal import Seal
from services.community.domain.audit import Change, RecordedEntry
from services.community.domain.consent import MembershipOffer
from services.community.domain.eligibility import ConnectionPoint
from services.community.domain.facility import Access
from services.community.domain.facility_settings import MemberType
from services.community.domain.invitation import AddressHash, Invitation, InvitationInSight
from services.community.domain.overview import (
    CommunityAccess,
    CommunityFilter,
    CommunityOverview,
    DeviceInPlace,
    FacilityAccess,
    FacilityOverview,
    MemberFacility,
    OfferInSight,
)
from services.community.domain.page import ByDevice, ByName, ByTime, Newest, Page
from services.community.domain.removal import Restorable
from services.community.outbound.postgres import audit, row_values, rows
from services.community.outbound.postgres.invitations import (
    to_invitation,
    to_invitation_in_sight,
)
from services.community.outbound.postgres.sql import invitations, proofs, removal, views
from services.community.outbound.postgres.transaction import PostgresTransaction

SCHEMA: Final = "community"
MIGRATIONS: Final = Path(__file__).parents[2] / "migrations"


class PostgresRegistry:
    """Fulfils Registry. A view is one statement; a change is one transaction."""

    def __init__(self, pool: "asyncpg.Pool[Any]", seal: Seal | None = None) -> None:
        """`seal` encrypts letters that wait; needed where invitations are mailed."""
        self._pool = pool
        self._seal = seal

    @asynccontextmanager
    async def transaction(self, change: Change) -> AsyncIterator[PostgresTransaction]:
        """Commits on leaving, or undoes everything when an error leaves."""
        async with self._pool.acquire() as connection, connection.transaction():
            yield PostgresTransaction(connection, change, self._seal)

    async def facility(self, facility_id: UUID, *, seen_by: UUID) -> FacilityOverview | None:
        row = await self._pool.fetchrow(views.FACILITY_SEEN, facility_id, seen_by)
        return rows.to_facility_overview(row) if row else None

    async def facility_access(self, facility_id: UUID, user_id: UUID) -> FacilityAccess | None:
        row = await self._pool.fetchrow(views.FACILITY_ACCESS, facility_id, user_id)
        return FacilityAccess(facility_id, rows.to_facility_role(row)) if row else None

    async def facility_community(self, facility_id: UUID) -> CommunityOverview | None:
        row = await self._pool.fetchrow(views.FACILITY_COMMUNITY, facility_id)
        return rows.to_community_overview(row) if row else None

    async def users_of_facility(self, facility_id: UUID) -> Sequence[Access]:
        found = await self._pool.fetch(views.USERS_OF_FACILITY, facility_id)
        return [rows.to_access(row) for row in found]

    async def facilities_of_user(
        self, user_id: UUID, page: Page[ByName], member_type: MemberType | None
    ) -> Sequence[FacilityOverview]:
        found = await self._pool.fetch(
            views.FACILITIES_OF_USER, user_id, *row_values.page_values(page), member_type or ""
        )
        return [rows.to_facility_overview(row) for row in found]

    async def community(self, community_id: UUID, *, seen_by: UUID) -> CommunityOverview | None:
        row = await self._pool.fetchrow(views.COMMUNITY_SEEN, seen_by, community_id)
        return rows.to_community_overview(row) if row else None

    async def community_access(self, community_id: UUID, user_id: UUID) -> CommunityAccess | None:
        row = await self._pool.fetchrow(views.COMMUNITY_ACCESS, user_id, community_id)
        return CommunityAccess(community_id, rows.to_community_role(row)) if row else None

    async def communities(
        self, page: Page[ByName], wanted: CommunityFilter
    ) -> Sequence[CommunityOverview]:
        arguments = [*row_values.page_values(page), wanted.name_part, wanted.market_zone or ""]
        if wanted.primary_substation_code is None:
            found = await self._pool.fetch(views.COMMUNITIES, *arguments)
        else:
            found = await self._pool.fetch(
                views.COMMUNITIES_UNDER_SUBSTATION, *arguments, wanted.primary_substation_code
            )
        return [rows.to_community_overview(row) for row in found]

    async def communities_of_user(
        self, user_id: UUID, page: Page[ByName]
    ) -> Sequence[CommunityOverview]:
        found = await self._pool.fetch(
            views.COMMUNITIES_OF_USER, user_id, *row_values.page_values(page)
        )
        return [rows.to_community_overview(row) for row in found]

    async def facilities_of_community(
        self, community_id: UUID, page: Page[ByTime]
    ) -> Sequence[MemberFacility]:
        found = await self._pool.fetch(
            views.FACILITIES_OF_COMMUNITY, community_id, *row_values.page_values(page)
        )
        return [rows.to_member_facility(row) for row in found]

    async def points_of_community(self, community_id: UUID) -> Sequence[ConnectionPoint]:
        found = await self._pool.fetch(views.POINTS_OF_COMMUNITY, community_id)
        return [rows.to_connection_point(row) for row in found]

    async def devices_of_community(
        self, community_id: UUID, page: Page[ByDevice]
    ) -> Sequence[DeviceInPlace]:
        found = await self._pool.fetch(
            views.DEVICES_OF_COMMUNITY, community_id, *row_values.page_values(page)
        )
        return [rows.to_device_in_place(row) for row in found]

    async def offers_of_community(
        self, community_id: UUID, page: Page[ByTime]
    ) -> Sequence[OfferInSight]:
        found = await self._pool.fetch(
            views.OFFERS_OF_COMMUNITY, community_id, *row_values.page_values(page)
        )
        return [rows.to_offer_in_sight(row) for row in found]

    async def offers_of_facility(
        self, facility_id: UUID, page: Page[ByTime]
    ) -> Sequence[MembershipOffer]:
        found = await self._pool.fetch(
            views.OFFERS_OF_FACILITY, facility_id, *row_values.page_values(page)
        )
        return [rows.to_offer(row) for row in found]

    async def removed_facilities_of_user(
        self, user_id: UUID, page: Page[ByTime], *, removed_after: datetime
    ) -> Sequence[Restorable]:
        statement = removal.REMOVED_FACILITIES_OF_USER
        found = await self._pool.fetch(
            statement, user_id, *row_values.page_values(page), removed_after
        )
        return [rows.to_restorable(row) for row in found]

    async def removed_communities_of_user(
        self, user_id: UUID, page: Page[ByTime], *, removed_after: datetime
    ) -> Sequence[Restorable]:
        statement = removal.REMOVED_COMMUNITIES_OF_USER
        found = await self._pool.fetch(
            statement, user_id, *row_values.page_values(page), removed_after
        )
        return [rows.to_restorable(row) for row in found]

    async def invitations_of_facility(
        self, facility_id: UUID, now: datetime
    ) -> Sequence[Invitation]:
        found = await self._pool.fetch(invitations.OPEN_AT_FACILITY, facility_id, now)
        return [to_invitation(row) for row in found]

    async def invitations_for(
        self, address: AddressHash, now: datetime, *, limit: int
    ) -> Sequence[InvitationInSight]:
        found = await self._pool.fetch(invitations.FOR_ADDRESS, address, now, limit)
        return [to_invitation_in_sight(row) for row in found]

    async def wrong_proofs(self, user_id: UUID, *, since: datetime) -> int:
        return int(await self._pool.fetchval(proofs.COUNT, user_id, since))

    async def record_wrong_proof(self, user_id: UUID, at: datetime) -> None:
        await self._pool.execute(proofs.RECORD, user_id, at)

    async def audit_trail(self, entity_id: UUID, page: Page[Newest]) -> Sequence[RecordedEntry]:
        found = await self._pool.fetch(audit.AUDIT_TRAIL, entity_id, *row_values.page_values(page))
        return [audit.to_recorded_entry(row) for row in found]
