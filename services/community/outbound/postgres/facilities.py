"""Facilities and their devices within an open transaction of Postgres."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import asyncpg

from services.community.domain.errors import DeviceInUseError
from services.community.domain.facility import Facility, FittedDevice
from services.community.domain.interval import Interval
from services.community.domain.removal import RemovedFacility
from services.community.outbound.postgres import row_values, rows
from services.community.outbound.postgres.change import PostgresChange
from services.community.outbound.postgres.invitations import PostgresInvitations
from services.community.outbound.postgres.offers import PostgresOffers
from services.community.outbound.postgres.sql import accounts, removal
from services.community.outbound.postgres.sql import facilities as sql
from services.community.outbound.registry_events import facility_changed, facility_removed

_DEVICE_LOCK: Final = 0x64657669


class PostgresFacilities:
    """Fulfils Facilities.

    Rows of a facility are read after its lock, in statements of their own: a statement that waits
    for a lock would otherwise see the other tables as they were before it waited.
    """

    def __init__(
        self, change: PostgresChange, offers: PostgresOffers, invitations: PostgresInvitations
    ) -> None:
        self._change = change
        self._connection = change.connection
        self._offers = offers
        self._invitations = invitations

    async def lock_owner(self, user_id: UUID) -> int:
        await self._change.lock_user(user_id)
        return int(await self._connection.fetchval(sql.COUNT_OWNED, user_id))

    async def lock(self, facility_id: UUID) -> Facility | None:
        found = await self._whole(await self._connection.fetch(sql.LOCK, facility_id))
        return self._change.trail.found_facility(found[0] if found else None)

    async def lock_members(self, community_id: UUID) -> Sequence[Facility]:
        locked = await self._whole(await self._connection.fetch(sql.LOCK_MEMBERS, community_id))
        return self._found([one for one in locked if one.community_id == community_id])

    async def lock_of(self, user_id: UUID) -> Sequence[Facility]:
        locked = await self._whole(
            await self._connection.fetch(accounts.LOCK_FACILITIES_OF, user_id)
        )
        return self._found([one for one in locked if one.role_of(user_id)])

    async def lock_device(self, device_id: str, *, not_at: UUID) -> Interval[FittedDevice] | None:
        await self._connection.execute(sql.LOCK_DEVICE, _DEVICE_LOCK, device_id)
        row = await self._connection.fetchrow(sql.DEVICE_ELSEWHERE, device_id, not_at)
        return rows.to_device_interval(row) if row else None

    async def add(self, facility: Facility) -> None:
        await self._connection.execute(sql.ADD, *row_values.facility_values(facility))
        await self._write_parts([facility])
        await self._change.record(self._change.trail.facility_added(facility))
        await self._change.tell([facility_changed(facility)])

    async def save(self, facilities: Sequence[Facility]) -> None:
        await self._write(facilities)
        await self._change.record(
            [entry for each in facilities for entry in self._change.trail.facility_saved(each)]
        )
        await self._change.tell([facility_changed(facility) for facility in facilities])

    async def remove(self, facility: Facility) -> None:
        await self._offers.drop_of_facility(facility.facility_id, facility.changed_at)
        await self._invitations.drop_of_facility(facility.facility_id)
        await self._connection.execute(removal.KEEP_ACCESSES, facility.facility_id)
        await self._write([facility])
        await self._connection.execute(sql.REMOVE, facility.facility_id, facility.changed_at)
        await self._change.record(self._change.trail.facility_saved(facility, is_removed=True))
        await self._change.tell([facility_removed(facility)])

    async def lock_removed(self, facility_id: UUID) -> RemovedFacility | None:
        row = await self._connection.fetchrow(removal.LOCK_REMOVED_FACILITY, facility_id)
        if row is None:
            return None
        (facility,) = await self._whole([row])
        accesses = await self._connection.fetch(removal.REMOVED_ACCESSES, facility_id)
        return RemovedFacility(facility, tuple(map(rows.to_access, accesses)))

    async def restore(self, facility: Facility) -> None:
        await self._connection.execute(removal.RESTORE_FACILITY, facility.facility_id)
        await self._connection.execute(removal.DROP_REMOVED_ACCESSES, facility.facility_id)
        await self._write([facility])
        await self._change.record(self._change.trail.facility_added(facility))
        await self._change.tell([facility_changed(facility)])

    def _found(self, facilities: Sequence[Facility]) -> Sequence[Facility]:
        for facility in facilities:
            self._change.trail.found_facility(facility)
        return facilities

    async def _whole(self, found: Sequence[Any]) -> list[Facility]:
        if not found:
            return []
        ids = [row["facility_id"] for row in found]
        return rows.to_facilities(
            found,
            await self._connection.fetch(sql.ACCESSES, ids),
            await self._connection.fetch(sql.DEVICE_INTERVALS, ids),
            await self._connection.fetch(sql.MEMBERSHIP_INTERVALS, ids),
            await self._connection.fetch(sql.FORMER_FACTS, ids),
        )

    async def _write(self, facilities: Sequence[Facility]) -> None:
        for facility in facilities:
            await self._change.update(sql.SAVE, row_values.facility_values(facility))
        try:
            await self._write_parts(facilities)
        except asyncpg.ExclusionViolationError as error:
            if error.constraint_name == "device_at_one_facility":
                raise DeviceInUseError("the device measures at another facility") from error
            raise

    async def _write_parts(self, facilities: Sequence[Facility]) -> None:
        for statement, values_of in (
            (sql.DROP_ACCESSES, row_values.users_values),
            (sql.SAVE_ACCESS, row_values.access_values),
            (sql.SAVE_DEVICE_INTERVAL, row_values.device_values),
            (sql.SAVE_MEMBERSHIP_INTERVAL, row_values.membership_values),
            (sql.SAVE_FORMER_FACTS, row_values.former_facts_values),
        ):
            values = [row for facility in facilities for row in values_of(facility)]
            await self._connection.executemany(statement, values)
