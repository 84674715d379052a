"""Invitations within an open transaction of Postgres."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from services.community.domain.audit import invitation_entries
from services.community.domain.facility import FacilityRole
from services.community.domain.invitation import AddressHash, Invitation, InvitationInSight
from services.community.outbound import sql_invitations as sql
from services.community.outbound.postgres_change import PostgresChange


class PostgresInvitations:
    """Fulfils Invitations."""

    def __init__(self, change: PostgresChange) -> None:
        self._change = change
        self._connection = change.connection

    async def open_at(self, facility_id: UUID, now: datetime) -> Sequence[Invitation]:
        found = await self._connection.fetch(sql.OPEN_AT_FACILITY, facility_id, now)
        return [to_invitation(row) for row in found]

    async def open_by(self, user_id: UUID, now: datetime) -> int:
        return int(await self._connection.fetchval(sql.OPEN_BY_USER, user_id, now))

    async def find(self, invitation_id: UUID) -> Invitation | None:
        row = await self._connection.fetchrow(sql.FIND, invitation_id)
        return to_invitation(row) if row else None

    async def keep(self, invitation: Invitation) -> None:
        earlier = await self._connection.fetchrow(
            sql.DROP_EARLIER, invitation.facility_id, invitation.address_hash
        )
        await self._connection.execute(
            sql.ADD,
            invitation.invitation_id,
            invitation.facility_id,
            invitation.address_hash,
            invitation.role.value,
            invitation.invited_by,
            invitation.invited_at,
            invitation.expires_at,
        )
        before = to_invitation(earlier) if earlier else None
        await self._change.record(
            invitation_entries(self._change.trail.change, invitation.invited_at, before, invitation)
        )

    async def drop(self, invitation: Invitation, at: datetime) -> bool:
        if await self._connection.execute(sql.DROP, invitation.invitation_id) != "DELETE 1":
            return False
        await self._change.record(
            invitation_entries(self._change.trail.change, at, invitation, None)
        )
        return True

    async def drop_of_facility(self, facility_id: UUID) -> None:
        """None waits for a removed facility."""
        await self._connection.execute(sql.DROP_OF_FACILITY, facility_id)


def to_invitation(row: Mapping[str, Any]) -> Invitation:
    """A row of `invitation`."""
    return Invitation(
        invitation_id=row["invitation_id"],
        facility_id=row["facility_id"],
        address_hash=AddressHash(row["address_hash"]),
        role=FacilityRole(row["role"]),
        invited_by=row["invited_by"],
        invited_at=row["invited_at"],
        expires_at=row["expires_at"],
    )


def to_invitation_in_sight(row: Mapping[str, Any]) -> InvitationInSight:
    """A row of `invitation` with the facility's name."""
    return InvitationInSight(to_invitation(row), row["facility_name"])
