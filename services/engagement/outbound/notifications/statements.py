"""Statements on the inbox; their indexes are in migrations/."""

from typing import Final

NOTIFICATION_COLUMNS: Final = (
    "notification_id, episode_id, community_id, user_id, kind, title, body, created_at"
)

READ_INBOX: Final = f"""
    select {NOTIFICATION_COLUMNS}, read_at from notification
    where user_id = $1 and ($2::timestamptz is null or created_at < $2)
    order by created_at desc, notification_id limit $3
"""  # noqa: S608  only constants are put in

READ_UNREAD: Final = f"""
    select {NOTIFICATION_COLUMNS}, read_at from notification
    where user_id = $1 and read_at is null and ($2::timestamptz is null or created_at < $2)
    order by created_at desc, notification_id limit $3
"""  # noqa: S608  only constants are put in

MARK_READ: Final = """
    update notification set read_at = coalesce(read_at, $3)
    where notification_id = $2 and user_id = $1
    returning notification_id
"""

COUNT_UNREAD: Final = "select count(*) from notification where user_id = $1 and read_at is null"

FORGET_DELIVERIES: Final = """
    delete from delivery where notification_id in (
        select notification_id from notification where user_id = any($1::uuid[]))
"""

FORGET_NOTIFICATIONS: Final = "delete from notification where user_id = any($1::uuid[])"
