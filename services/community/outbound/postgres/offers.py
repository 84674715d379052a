"""Offers of membership within an open transaction of Postgres."""

from datetime import datetime
from uuid import UUID

from services.community.domain.audit import offer_entries
from services.community.domain.consent import MembershipOffer
from services.community.outbound.postgres.change import PostgresChange
from services.community.outbound.postgres.rows import to_offer
from services.community.outbound.postgres.sql import offers as sql


class PostgresOffers:
    """Fulfils Offers."""

    def __init__(self, change: PostgresChange) -> None:
        self._change = change

    async def find(self, community_id: UUID, facility_id: UUID) -> MembershipOffer | None:
        row = await self._change.connection.fetchrow(sql.FIND, community_id, facility_id)
        return to_offer(row) if row else None

    async def keep(self, offer: MembershipOffer) -> None:
        before = await self.find(offer.community_id, offer.facility_id)
        await self._change.connection.execute(
            sql.KEEP,
            offer.community_id,
            offer.facility_id,
            offer.kind.value,
            offer.offered_by,
            offer.offered_at,
            offer.valid_from,
        )
        await self._change.record(
            offer_entries(self._change.trail.change, offer.offered_at, before, offer)
        )

    async def drop(self, offer: MembershipOffer, at: datetime) -> None:
        await self._drop(sql.DROP, at, offer.community_id, offer.facility_id)

    async def drop_of_facility(self, facility_id: UUID, at: datetime) -> None:
        await self._drop(sql.DROP_OF_FACILITY, at, facility_id)

    async def drop_of_user(self, user_id: UUID, at: datetime) -> None:
        await self._drop(sql.DROP_OF_USER, at, user_id)

    async def drop_of_community(self, community_id: UUID, at: datetime) -> None:
        """None waits for the community any more."""
        await self._drop(sql.DROP_OF_COMMUNITY, at, community_id)

    async def _drop(self, statement: str, at: datetime, *arguments: UUID) -> None:
        dropped = sorted(
            map(to_offer, await self._change.connection.fetch(statement, *arguments)),
            key=lambda one: (one.community_id, one.facility_id),
        )
        await self._change.record(
            [
                entry
                for offer in dropped
                for entry in offer_entries(self._change.trail.change, at, offer, None)
            ]
        )
