"""The inbox in Postgres."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from services.engagement.domain.notifications.notification import InboxItem, Notification
from services.engagement.outbound.availability import Pool, available
from services.engagement.outbound.notifications import statements


class PostgresInbox:
    """Keeps Inbox's promises."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def read(
        self, user_id: UUID, *, unread_only: bool, limit: int, before: datetime | None
    ) -> Sequence[InboxItem]:
        statement = statements.READ_UNREAD if unread_only else statements.READ_INBOX
        async with available(self._pool) as connection:
            rows = await connection.fetch(statement, user_id, before, limit)
        return [InboxItem(notification_from_row(row), row["read_at"]) for row in rows]

    async def mark_read(self, user_id: UUID, notification_id: UUID, at: datetime) -> bool:
        async with available(self._pool) as connection:
            marked = await connection.fetchval(statements.MARK_READ, user_id, notification_id, at)
        return marked is not None

    async def count_unread(self, user_id: UUID) -> int:
        async with available(self._pool) as connection:
            count: int = await connection.fetchval(statements.COUNT_UNREAD, user_id)
        return count

    async def forget(self, user_ids: Sequence[UUID]) -> int:
        async with available(self._pool) as connection, connection.transaction():
            # First of all, as a call does, so that the two never wait for one another.
            await connection.execute(statements.LOCK_RECIPIENTS, list(user_ids))
            await connection.execute(statements.FORGET_DELIVERIES, list(user_ids))
            await connection.execute(statements.FORGET_ALL_ELSE, list(user_ids))
            result: str = await connection.execute(statements.FORGET_NOTIFICATIONS, list(user_ids))
        return int(result.rsplit(" ", 1)[-1])


def notification_from_row(row: Any) -> Notification:
    """The notification in a row with NOTIFICATION_COLUMNS."""
    return Notification(
        notification_id=row["notification_id"],
        episode_id=row["episode_id"],
        community_id=row["community_id"],
        user_id=row["user_id"],
        kind=row["kind"],
        title=row["title"],
        body=row["body"],
        created_at=row["created_at"],
        short_body=row["short_body"],
    )
