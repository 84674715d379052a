"""An open change: what its parts share."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from libs.chassis.outbox import OutgoingEvent, add_to_outbox
from services.community.domain.audit import AuditEntry, Change
from services.community.outbound.change_trail import ChangeTrail
from services.community.outbound.postgres import audit

_USER_LOCK: Final = 0x75736572
_LOCK_USER: Final = "select pg_advisory_xact_lock($1, hashtext($2))"


class StaleVersionError(Exception):
    """A bug: somebody saved an entity without having locked it."""


class PostgresChange:
    """One transaction: its connection, what it found, and what it writes beside the registry."""

    def __init__(self, connection: Any, change: Change) -> None:
        self.connection = connection
        self.trail = ChangeTrail(change)

    async def lock_user(self, user_id: UUID) -> None:
        """Whatever else locks the user waits until the end."""
        await self.connection.execute(_LOCK_USER, _USER_LOCK, str(user_id))

    async def update(self, statement: str, values: Sequence[Any]) -> None:
        """Write the next version of an entity: id and version come first. StaleVersionError."""
        if await self.connection.execute(statement, *values) != "UPDATE 1":
            raise StaleVersionError(f"version {values[1]} of {values[0]} does not come next")

    async def record(self, entries: Sequence[AuditEntry]) -> None:
        """Add to the audit trail."""
        await audit.record(self.connection, entries)

    async def tell(self, events: Sequence[OutgoingEvent]) -> None:
        """Tell the other services, when this commits."""
        await add_to_outbox(self.connection, events)
