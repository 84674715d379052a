"""One change of the registry as one Postgres transaction, its outgoing events with it."""

from typing import Any
from uuid import UUID

from libs.chassis.seal import Seal
from services.community.domain.audit import Change
from services.community.outbound.postgres.change import PostgresChange
from services.community.outbound.postgres.communities import PostgresCommunities
from services.community.outbound.postgres.creations import PostgresCreations
from services.community.outbound.postgres.facilities import PostgresFacilities
from services.community.outbound.postgres.invitations import PostgresInvitations
from services.community.outbound.postgres.offers import PostgresOffers
from services.community.outbound.postgres.sql import accounts


class PostgresTransaction:
    """Fulfils RegistryTransaction within an open transaction of `connection`."""

    def __init__(self, connection: Any, change: Change, seal: Seal | None) -> None:
        self._connection = connection
        opened = PostgresChange(connection, change)
        self.offers = PostgresOffers(opened)
        self.invitations = PostgresInvitations(opened, seal)
        self.creations = PostgresCreations(opened)
        self.communities = PostgresCommunities(opened, self.offers)
        self.facilities = PostgresFacilities(opened, self.offers, self.invitations)

    async def forget_account(self, user_id: UUID) -> None:
        await self.invitations.drop_by(user_id)
        for statement in accounts.FORGET:
            await self._connection.execute(statement, user_id)
