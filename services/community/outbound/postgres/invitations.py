"""Invitations within an open transaction of Postgres."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from libs.chassis.mail import Letter
from libs.chassis.mail_post import put_into_post, take_from_post
from libs.chassis.seal import Seal
from services.community.domain.audit import invitation_entries
from services.community.domain.facility import FacilityRole
from services.community.domain.invitation import AddressHash, Invitation, InvitationInSight
from services.community.domain.mailing import RecentMails
from services.community.outbound.postgres.change import PostgresChange
from services.community.outbound.postgres.sql import invitations as sql

_ADDRESS_LOCK: Final = 0x61646472


class PostgresInvitations:
    """Fulfils Invitations."""

    def __init__(self, change: PostgresChange, seal: Seal | None) -> None:
        self._change = change
        self._connection = change.connection
        self._seal = seal

    async def open_at(self, facility_id: UUID, now: datetime) -> Sequence[Invitation]:
        found = await self._connection.fetch(sql.OPEN_AT_FACILITY, facility_id, now)
        return [to_invitation(row) for row in found]

    async def open_by(self, user_id: UUID, now: datetime) -> int:
        return int(await self._connection.fetchval(sql.OPEN_BY_USER, user_id, now))

    async def find(self, invitation_id: UUID) -> Invitation | None:
        row = await self._connection.fetchrow(sql.FIND, invitation_id)
        return to_invitation(row) if row else None

    async def lock_inviter(self, user_id: UUID, address: AddressHash) -> None:
        await self._change.lock_user(user_id)
        await self._connection.execute(sql.LOCK_ADDRESS, _ADDRESS_LOCK, address)

    async def recent_mails(
        self, user_id: UUID, address: AddressHash, *, since: datetime
    ) -> RecentMails:
        by_inviter = await self._connection.fetchrow(sql.MAILS_BY_USER, user_id, since)
        to_address = await self._connection.fetchval(sql.MAILS_TO_ADDRESS, address, since)
        return RecentMails(by_inviter["mails"], by_inviter["first"], to_address)

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
        if before is not None:
            await take_from_post(self._connection, [before.invitation_id])
        await self._change.record(
            invitation_entries(self._change.trail.change, invitation.invited_at, before, invitation)
        )

    async def mail(self, invitation: Invitation, letter: Letter) -> None:
        assert self._seal is not None, "where mail is sent there is a key for letters that wait"
        await self._connection.execute(
            sql.RECORD_MAIL, invitation.invited_by, invitation.address_hash, letter.written_at
        )
        await put_into_post(
            self._connection, self._seal, invitation.invitation_id, letter, letter.written_at
        )

    async def drop(self, invitation: Invitation, at: datetime) -> bool:
        if await self._connection.execute(sql.DROP, invitation.invitation_id) != "DELETE 1":
            return False
        await take_from_post(self._connection, [invitation.invitation_id])
        await self._change.record(
            invitation_entries(self._change.trail.change, at, invitation, None)
        )
        return True

    async def drop_of_facility(self, facility_id: UUID) -> None:
        """None waits for a removed facility."""
        await self._drop(sql.DROP_OF_FACILITY, facility_id)

    async def drop_by(self, user_id: UUID) -> None:
        """Nothing waits of what a former user offered."""
        await self._drop(sql.DROP_BY_USER, user_id)

    async def _drop(self, statement: str, of: UUID) -> None:
        dropped = await self._connection.fetch(statement, of)
        await take_from_post(self._connection, [row["invitation_id"] for row in dropped])


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
