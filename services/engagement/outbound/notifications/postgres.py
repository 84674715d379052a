"""The inbox in Postgres."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from services.engagement.domain.notifications.notification import InboxItem, Notification
from services.engagement.outbound.availability import Pool, available
from services.engagement.outbound.notifications import statements
from services.engagement.ports.notifications import InboxPage, InboxState


class PostgresInbox:
    """Keeps Inbox's promises."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def read(self, user_id: UUID, page: InboxPage) -> Sequence[InboxItem]:
        statement = statements.READ_UNREAD if page.unread_only else statements.READ_INBOX
        async with available(self._pool) as connection:
            rows = await connection.fetch(
                statement,
                user_id,
                page.before,
                page.kind,
                page.community_id,
                page.limit,
                page.after and page.after.created_at,
                page.after and page.after.notification_id,
            )
        return [_item_from_row(row) for row in rows]

    async def after(self, user_id: UUID, position: int, *, limit: int) -> Sequence[InboxItem]:
        async with available(self._pool) as connection:
            rows = await connection.fetch(statements.READ_AFTER, user_id, position, limit)
        return [_item_from_row(row) for row in rows]

    async def mark_read(self, user_id: UUID, notification_id: UUID, at: datetime) -> bool:
        async with available(self._pool) as connection:
            marked = await connection.fetchval(statements.MARK_READ, user_id, notification_id, at)
        return marked is not None

    async def mark_all_read(self, user_id: UUID, at: datetime) -> int:
        async with available(self._pool) as connection:
            result: str = await connection.execute(statements.MARK_ALL_READ, user_id, at)
        return _count(result)

    async def inbox_states(self, user_ids: Collection[UUID]) -> Mapping[UUID, InboxState]:
        async with available(self._pool) as connection:
            rows = await connection.fetch(statements.INBOX_STATES, list(user_ids))
        return {
            row["user_id"]: InboxState(row["unread_count"], row["newest_position"]) for row in rows
        }

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
        return _count(result)

    async def forget_older(self, before: datetime, *, limit: int) -> int:
        async with available(self._pool) as connection:
            result: str = await connection.execute(statements.FORGET_OLDER, before, limit)
        return _count(result)

    async def forget_older_calls(self, before: datetime, *, limit: int) -> int:
        async with available(self._pool) as connection:
            result: str = await connection.execute(statements.FORGET_OLDER_CALLS, before, limit)
        return _count(result)


def _count(status: str) -> int:
    """The rows of a statement's status."""
    return int(status.rsplit(" ", 1)[-1])


def _item_from_row(row: Any) -> InboxItem:
    return InboxItem(notification_from_row(row), row["read_at"], row["position"])


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
        language=row["language"],
        community_name=row["community_name"],
    )
