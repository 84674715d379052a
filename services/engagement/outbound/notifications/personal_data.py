"""What is at rest about a user, for the export, in Postgres."""

from collections import defaultdict
from typing import Any, Final
from uuid import UUID

from services.engagement.domain.delivery.attempts import DeliveryLogEntry
from services.engagement.domain.notifications.audience import Outcome
from services.engagement.outbound.availability import Pool, available
from services.engagement.outbound.delivery.postgres import log_entry
from services.engagement.outbound.delivery.statements import LOG_COLUMNS
from services.engagement.ports.personal_data import CallRecord, EndpointTests, PersonalRecords

_DELIVERIES: Final = f"""
    select notification_id, {LOG_COLUMNS}
    from delivery join notification using (notification_id) left join endpoint using (endpoint_id)
    where notification.user_id = $1 order by notification_id, channel, delivery.endpoint_id
"""  # noqa: S608  only constants are put in

_CALLS: Final = """
    select episode_id, community_id, outcome, called_at, recorded_at
    from call_member join episode using (episode_id)
    where user_id = $1 order by called_at, episode_id
"""

_TESTS: Final = "select since, tests from endpoint_test where user_id = $1"
_MAIL_BEFORE_END: Final = "select mail_before_end from preference where user_id = $1"


class PostgresPersonalData:
    """Keeps PersonalData's promises."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def records_of(self, user_id: UUID) -> PersonalRecords:
        async with (
            available(self._pool) as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            deliveries = await connection.fetch(_DELIVERIES, user_id)
            calls = await connection.fetch(_CALLS, user_id)
            tests = await connection.fetchrow(_TESTS, user_id)
            before_end = await connection.fetchval(_MAIL_BEFORE_END, user_id)
        by_notification: defaultdict[UUID, list[DeliveryLogEntry]] = defaultdict(list)
        for row in deliveries:
            by_notification[row["notification_id"]].append(log_entry(row))
        return PersonalRecords(
            deliveries=by_notification,
            calls=[_call(row) for row in calls],
            endpoint_tests=None if tests is None else EndpointTests(tests["since"], tests["tests"]),
            mail_before_end=before_end,
        )


def _call(row: Any) -> CallRecord:
    return CallRecord(
        row["episode_id"],
        row["community_id"],
        Outcome(row["outcome"]),
        row["called_at"],
        row["recorded_at"],
    )
