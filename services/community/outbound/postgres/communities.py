"""Communities within an open transaction of Postgres."""

from collections.abc import Sequence
from uuid import UUID

from services.community.domain.community import Community
from services.community.outbound.postgres import row_values, rows
from services.community.outbound.postgres.change import PostgresChange
from services.community.outbound.postgres.offers import PostgresOffers
from services.community.outbound.postgres.sql import accounts, removal
from services.community.outbound.postgres.sql import communities as sql
from services.community.outbound.registry_events import community_changed, community_removed


class PostgresCommunities:
    """Fulfils Communities."""

    def __init__(self, change: PostgresChange, offers: PostgresOffers) -> None:
        self._change = change
        self._connection = change.connection
        self._offers = offers

    async def lock_representative(self, user_id: UUID) -> int:
        await self._change.lock_user(user_id)
        return int(await self._connection.fetchval(sql.COUNT_REPRESENTED, user_id))

    async def lock(self, community_id: UUID) -> Community | None:
        return self._change.trail.found_community(await self._find(sql.LOCK, community_id))

    async def hold(self, community_id: UUID) -> Community | None:
        return await self._find(sql.HOLD, community_id)

    async def lock_of(self, user_id: UUID) -> Sequence[Community]:
        found = await self._connection.fetch(accounts.LOCK_COMMUNITIES_OF, user_id)
        communities = [rows.to_community(row) for row in found]
        for community in communities:
            self._change.trail.found_community(community)
        return communities

    async def has_facilities(self, community_id: UUID) -> bool:
        return bool(await self._connection.fetchval(sql.HAS_FACILITIES, community_id))

    async def owns_member_facility(self, community_id: UUID, user_id: UUID) -> bool:
        return bool(
            await self._connection.fetchval(sql.OWNS_MEMBER_FACILITY, community_id, user_id)
        )

    async def longest_owner(self, community_id: UUID) -> UUID | None:
        row = await self._connection.fetchrow(accounts.LONGEST_OWNER, community_id)
        return row["user_id"] if row else None

    async def add(self, community: Community) -> None:
        await self._connection.execute(sql.ADD, *row_values.community_values(community))
        await self._change.record(self._change.trail.community_added(community))
        await self._change.tell([community_changed(community)])

    async def save(self, community: Community) -> None:
        await self._change.update(sql.SAVE, row_values.community_values(community))
        await self._change.record(self._change.trail.community_saved(community))
        await self._change.tell([community_changed(community)])

    async def remove(self, community: Community) -> None:
        await self._offers.drop_of_community(community.community_id, community.changed_at)
        await self._change.update(sql.REMOVE, _version_of(community))
        await self._change.record(self._change.trail.community_saved(community, is_removed=True))
        await self._change.tell([community_removed(community)])

    async def lock_removed(self, community_id: UUID) -> Community | None:
        return await self._find(removal.LOCK_REMOVED_COMMUNITY, community_id)

    async def restore(self, community: Community) -> None:
        await self._change.update(removal.RESTORE_COMMUNITY, _version_of(community))
        await self._change.record(self._change.trail.community_added(community))
        await self._change.tell([community_changed(community)])

    async def _find(self, statement: str, community_id: UUID) -> Community | None:
        row = await self._connection.fetchrow(statement, community_id)
        return rows.to_community(row) if row else None


def _version_of(community: Community) -> tuple[object, ...]:
    return community.community_id, community.version, community.changed_at
