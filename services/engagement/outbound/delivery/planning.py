"""Deliveries are planned in the transaction that stores their notifications."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from libs.chassis.tracing import current_traceparent
from services.engagement.domain.delivery.endpoint import EndpointKind
from services.engagement.domain.delivery.ways import Way, ways_to
from services.engagement.domain.notifications.notification import Notification
from services.engagement.domain.notifications.preference import DEFAULT_PREFERENCE, MailUse
from services.engagement.outbound.delivery import statements

_WORKING: Final = (
    "select endpoint_id, user_id, kind from endpoint"
    " where user_id = any($1::uuid[]) and disabled_at is null order by created_at, endpoint_id"
)


async def plan_deliveries(
    connection: Any,
    notifications: Sequence[Notification],
    *,
    channels: Collection[str],
    mail: Mapping[UUID, MailUse],
    triggered_at: datetime,
) -> int:
    """Plan the ways of stored notifications, in the caller's transaction; how many they are.

    `channels`: those this installation has. `mail`: what users prefer, the default where it is
    not said. Planning again adds nothing.
    """
    working: defaultdict[UUID, list[Way]] = defaultdict(list)
    for row in await connection.fetch(_WORKING, [each.user_id for each in notifications]):
        way = Way(EndpointKind(row["kind"]), row["endpoint_id"])
        working[row["user_id"]].append(way)
    planned = [
        (each.notification_id, way.kind.value, way.endpoint_id, each.created_at, triggered_at)
        for each in notifications
        for way in ways_to(
            each.user_id,
            working[each.user_id],
            mail=mail.get(each.user_id, DEFAULT_PREFERENCE.mail),
            channels=channels,
        )
    ]
    if not planned:
        return 0
    status: str = await connection.execute(
        statements.ADD, *map(list, zip(*planned, strict=True)), current_traceparent()
    )
    return int(status.rsplit(" ", 1)[-1])
