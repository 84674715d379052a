"""Nobody is forgotten because a telephone is gone: the last way's failure sends a mail."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from libs.chassis.tracing import current_traceparent
from services.engagement.domain.delivery.attempts import WORTH_SENDING_FOR
from services.engagement.domain.delivery.endpoint import EndpointKind
from services.engagement.domain.delivery.ways import wants_mail
from services.engagement.domain.notifications.preference import DEFAULT_PREFERENCE, MailUse
from services.engagement.outbound.delivery import statements

# Whoever fails last of a notification's ways has to see that the others have failed.
_LOCK: Final = """
    select notification_id from notification where notification_id = any($1::uuid[])
    order by notification_id for update
"""

_WITHOUT_WAY: Final = """
    select notification_id, user_id,
        (select min(triggered_at) from delivery
         where delivery.notification_id = notification.notification_id) as triggered_at
    from notification
    where notification_id = any($1::uuid[]) and created_at > $2
        and not exists (
            select from delivery
            where delivery.notification_id = notification.notification_id
                and channel <> 'log_file' and (status <> 'failed' or channel = 'mail'))
"""

_PREFERRED: Final = "select user_id, mail from preference where user_id = any($1::uuid[])"


async def lock_notifications(connection: Any, notification_ids: Sequence[UUID]) -> None:
    """Until the transaction's end nobody else decides on their last ways."""
    if notification_ids:
        await connection.execute(_LOCK, notification_ids)


async def fall_back_on_mail(
    connection: Any, notification_ids: Sequence[UUID], *, now: datetime
) -> None:
    """Plan a mail for those whose ways have all failed, if they are locked and the user wants it.

    A way whose outcome is unknown has not failed.
    """
    if not notification_ids:
        return
    rows = await connection.fetch(_WITHOUT_WAY, notification_ids, now - WORTH_SENDING_FOR)
    preferred = await _mail_uses(connection, [row["user_id"] for row in rows])
    planned = [
        (row["notification_id"], EndpointKind.MAIL.value, row["user_id"], now, row["triggered_at"])
        for row in rows
        if wants_mail(preferred.get(row["user_id"], DEFAULT_PREFERENCE.mail), others=0)
    ]
    if planned:
        await connection.execute(
            statements.ADD, *map(list, zip(*planned, strict=True)), current_traceparent()
        )


async def _mail_uses(connection: Any, user_ids: Sequence[UUID]) -> Mapping[UUID, MailUse]:
    """Of those who said how they prefer it."""
    rows = await connection.fetch(_PREFERRED, user_ids)
    return {row["user_id"]: row["mail"] for row in rows}
