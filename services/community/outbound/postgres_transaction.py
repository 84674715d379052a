"""One change of the registry as one Postgres transaction, its outgoing events with it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from libs.chassis.outbox import OutgoingEvent, add_to_outbox
from services.community.domain import audit
from services.community.domain.audit import AuditEntry, Change
from services.community.domain.community import Community
from services.community.domain.consent import MembershipOffer
from services.community.domain.errors import DeviceInUseError
from services.community.domain.facility import Facility, FittedDevice
from services.community.domain.idempotency import KeyedCreation
from services.community.domain.interval import Interval
from services.community.domain.removal import RemovedFacility
from services.community.outbound import (
    postgres_audit,
    registry_events,
    rows,
    sql,
    sql_accounts,
    sql_removal,
)
from services.community.outbound.change_trail import ChangeTrail
from services.community.outbound.postgres_invitations import PostgresInvitations

_DEVICE_LOCK: Final = 0x64657669
_USER_LOCK: Final = 0x75736572


class StaleVersionError(Exception):
    """A bug: somebody saved an entity without having locked it."""


class PostgresTransaction:
    """Fulfils RegistryTransaction within an open transaction of `connection`.

    Rows of an entity are read after its lock, in statements of their own: a statement that waits
    for a lock would otherwise see the other tables as they were before it waited.
    """

    def __init__(self, connection: Any, change: Change) -> None:
        self._connection = connection
        self._trail = ChangeTrail(change)
        self.invitations = PostgresInvitations(connection, change, self._record)

    async def lock_owner(self, user_id: UUID) -> int:
        return await self._lock_user(user_id, sql.OWNED_FACILITIES)

    async def lock_representative(self, user_id: UUID) -> int:
        return await self._lock_user(user_id, sql.REPRESENTED_COMMUNITIES)

    async def creation(self, user_id: UUID, key: str) -> KeyedCreation | None:
        row = await self._connection.fetchrow(sql.CREATION, user_id, key)
        return rows.to_creation(row) if row else None

    async def keep_creation(self, creation: KeyedCreation) -> None:
        await self._connection.execute(
            sql.KEEP_CREATION,
            creation.user_id,
            creation.key.key,
            creation.key.fingerprint,
            creation.entity_id,
            creation.created_at,
        )

    async def lock_community(self, community_id: UUID) -> Community | None:
        return self._trail.found_community(await self._community(sql.LOCK_COMMUNITY, community_id))

    async def hold_community(self, community_id: UUID) -> Community | None:
        return await self._community(sql.HOLD_COMMUNITY, community_id)

    async def has_facilities(self, community_id: UUID) -> bool:
        return bool(await self._connection.fetchval(sql.HAS_FACILITIES, community_id))

    async def owns_member_facility(self, community_id: UUID, user_id: UUID) -> bool:
        return bool(
            await self._connection.fetchval(sql.OWNS_MEMBER_FACILITY, community_id, user_id)
        )

    async def longest_owner(self, community_id: UUID) -> UUID | None:
        row = await self._connection.fetchrow(sql_accounts.LONGEST_OWNER, community_id)
        return row["user_id"] if row else None

    async def lock_communities_of(self, user_id: UUID) -> Sequence[Community]:
        found = await self._connection.fetch(sql_accounts.LOCK_COMMUNITIES_OF, user_id)
        communities = [rows.to_community(row) for row in found]
        for community in communities:
            self._trail.found_community(community)
        return communities

    async def lock_facilities_of(self, user_id: UUID) -> Sequence[Facility]:
        locked = await self._facilities(
            await self._connection.fetch(sql_accounts.LOCK_FACILITIES_OF, user_id)
        )
        found = [facility for facility in locked if facility.role_of(user_id)]
        for facility in found:
            self._trail.found_facility(facility)
        return found

    async def forget_account(self, user_id: UUID) -> None:
        for statement in sql_accounts.FORGET:
            await self._connection.execute(statement, user_id)

    async def lock_members(self, community_id: UUID) -> Sequence[Facility]:
        locked = await self._facilities(
            await self._connection.fetch(sql.LOCK_MEMBERS, community_id)
        )
        members = [facility for facility in locked if facility.community_id == community_id]
        for member in members:
            self._trail.found_facility(member)
        return members

    async def lock_facility(self, facility_id: UUID) -> Facility | None:
        found = await self._facilities(await self._connection.fetch(sql.LOCK_FACILITY, facility_id))
        return self._trail.found_facility(found[0] if found else None)

    async def lock_device(self, device_id: str, *, not_at: UUID) -> Interval[FittedDevice] | None:
        await self._connection.execute(sql.LOCK_DEVICE, _DEVICE_LOCK, device_id)
        row = await self._connection.fetchrow(sql.DEVICE_ELSEWHERE, device_id, not_at)
        return rows.to_device_interval(row) if row else None

    async def add_community(self, community: Community) -> None:
        await self._connection.execute(sql.ADD_COMMUNITY, *rows.community_values(community))
        await self._record(self._trail.community_added(community))
        await self._tell([registry_events.community_changed(community)])

    async def save_community(self, community: Community) -> None:
        await self._update(sql.SAVE_COMMUNITY, rows.community_values(community))
        await self._record(self._trail.community_saved(community))
        await self._tell([registry_events.community_changed(community)])

    async def remove_community(self, community: Community) -> None:
        await self._drop_offers(
            sql.DROP_OFFERS_OF_COMMUNITY, community.changed_at, community.community_id
        )
        await self._update(
            sql.REMOVE_COMMUNITY,
            (community.community_id, community.version, community.changed_at),
        )
        await self._record(self._trail.community_saved(community, is_removed=True))
        await self._tell([registry_events.community_removed(community)])

    async def add_facility(self, facility: Facility) -> None:
        await self._connection.execute(sql.ADD_FACILITY, *rows.facility_values(facility))
        await self._save_parts([facility])
        await self._record(self._trail.facility_added(facility))
        await self._tell([registry_events.facility_changed(facility)])

    async def save_facilities(self, facilities: Sequence[Facility]) -> None:
        await self._save(facilities)
        await self._record(
            [entry for each in facilities for entry in self._trail.facility_saved(each)]
        )
        await self._tell([registry_events.facility_changed(facility) for facility in facilities])

    async def remove_facility(self, facility: Facility) -> None:
        await self.drop_offers_of_facility(facility.facility_id, facility.changed_at)
        await self.invitations.drop_of_facility(facility.facility_id)
        await self._connection.execute(sql_removal.KEEP_ACCESSES, facility.facility_id)
        await self._save([facility])
        await self._connection.execute(
            sql.REMOVE_FACILITY, facility.facility_id, facility.changed_at
        )
        await self._record(self._trail.facility_saved(facility, is_removed=True))
        await self._tell([registry_events.facility_removed(facility)])

    async def lock_removed_facility(self, facility_id: UUID) -> RemovedFacility | None:
        row = await self._connection.fetchrow(sql_removal.LOCK_REMOVED_FACILITY, facility_id)
        if row is None:
            return None
        (facility,) = await self._facilities([row])
        accesses = await self._connection.fetch(sql_removal.REMOVED_ACCESSES, facility_id)
        return RemovedFacility(facility, tuple(map(rows.to_access, accesses)))

    async def restore_facility(self, facility: Facility) -> None:
        await self._connection.execute(sql_removal.RESTORE_FACILITY, facility.facility_id)
        await self._connection.execute(sql_removal.DROP_REMOVED_ACCESSES, facility.facility_id)
        await self._save([facility])
        await self._record(self._trail.facility_added(facility))
        await self._tell([registry_events.facility_changed(facility)])

    async def lock_removed_community(self, community_id: UUID) -> Community | None:
        return await self._community(sql_removal.LOCK_REMOVED_COMMUNITY, community_id)

    async def restore_community(self, community: Community) -> None:
        await self._update(
            sql_removal.RESTORE_COMMUNITY,
            (community.community_id, community.version, community.changed_at),
        )
        await self._record(self._trail.community_added(community))
        await self._tell([registry_events.community_changed(community)])

    async def offer(self, community_id: UUID, facility_id: UUID) -> MembershipOffer | None:
        row = await self._connection.fetchrow(sql.OFFER, community_id, facility_id)
        return rows.to_offer(row) if row else None

    async def save_offer(self, offer: MembershipOffer) -> None:
        before = await self.offer(offer.community_id, offer.facility_id)
        await self._connection.execute(
            sql.SAVE_OFFER,
            offer.community_id,
            offer.facility_id,
            offer.kind.value,
            offer.offered_by,
            offer.offered_at,
            offer.valid_from,
        )
        await self._record(audit.offer_entries(self._trail.change, offer.offered_at, before, offer))

    async def drop_offer(self, offer: MembershipOffer, at: datetime) -> None:
        await self._drop_offers(sql.DROP_OFFER, at, offer.community_id, offer.facility_id)

    async def drop_offers_of_facility(self, facility_id: UUID, at: datetime) -> None:
        await self._drop_offers(sql.DROP_OFFERS_OF_FACILITY, at, facility_id)

    async def _drop_offers(self, statement: str, at: datetime, *arguments: UUID) -> None:
        dropped = sorted(
            map(rows.to_offer, await self._connection.fetch(statement, *arguments)),
            key=lambda one: (one.community_id, one.facility_id),
        )
        await self._record(
            [
                entry
                for offer in dropped
                for entry in audit.offer_entries(self._trail.change, at, offer, None)
            ]
        )

    async def _lock_user(self, user_id: UUID, count: str) -> int:
        await self._connection.execute(sql.LOCK_USER, _USER_LOCK, str(user_id))
        return int(await self._connection.fetchval(count, user_id))

    async def _community(self, statement: str, community_id: UUID) -> Community | None:
        row = await self._connection.fetchrow(statement, community_id)
        return rows.to_community(row) if row else None

    async def _facilities(self, found: Sequence[Any]) -> list[Facility]:
        if not found:
            return []
        ids = [row["facility_id"] for row in found]
        return rows.to_facilities(
            found,
            await self._connection.fetch(sql.ACCESSES, ids),
            await self._connection.fetch(sql.DEVICE_INTERVALS, ids),
            await self._connection.fetch(sql.MEMBERSHIP_INTERVALS, ids),
        )

    async def _save(self, facilities: Sequence[Facility]) -> None:
        for facility in facilities:
            await self._update(sql.SAVE_FACILITY, rows.facility_values(facility))
        try:
            await self._save_parts(facilities)
        except asyncpg.ExclusionViolationError as error:
            if error.constraint_name == "device_at_one_facility":
                raise DeviceInUseError("the device measures at another facility") from error
            raise

    async def _save_parts(self, facilities: Sequence[Facility]) -> None:
        await self._connection.executemany(
            sql.DROP_ACCESSES,
            [(f.facility_id, [access.user_id for access in f.accesses]) for f in facilities],
        )
        await self._connection.executemany(
            sql.SAVE_ACCESS,
            [(f.facility_id, a.user_id, a.role.value) for f in facilities for a in f.accesses],
        )
        await self._connection.executemany(
            sql.SAVE_DEVICE_INTERVAL,
            [
                (
                    f.facility_id,
                    position,
                    interval.value.device_id,
                    interval.value.transformation_constant,
                    interval.valid_from,
                    interval.valid_to,
                )
                for f in facilities
                for position, interval in enumerate(f.devices.intervals)
            ],
        )
        await self._connection.executemany(
            sql.SAVE_MEMBERSHIP_INTERVAL,
            [
                (f.facility_id, position, interval.value, interval.valid_from, interval.valid_to)
                for f in facilities
                for position, interval in enumerate(f.communities.intervals)
            ],
        )

    async def _update(self, statement: str, values: Sequence[Any]) -> None:
        if await self._connection.execute(statement, *values) != "UPDATE 1":
            raise StaleVersionError(f"version {values[1]} of {values[0]} does not come next")

    async def _record(self, entries: Sequence[AuditEntry]) -> None:
        await postgres_audit.record(self._connection, entries)

    async def _tell(self, events: Sequence[OutgoingEvent]) -> None:
        await add_to_outbox(self._connection, events)
