"""How sending to an endpoint went, written down beside it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from services.engagement.domain.delivery.attempts import DeliveryOutcome, DeliveryStatus
from services.engagement.domain.delivery.endpoint import IMPLICIT

_RECORD: Final = """
    update endpoint set
        failures = seen.failures, failing_since = seen.failing_since,
        resting_until = seen.resting_until,
        last_sent_at = case when seen.is_sent then seen.at else last_sent_at end,
        last_failed_at = case when seen.is_sent then last_failed_at else seen.at end,
        last_error = case when seen.is_sent then last_error else seen.error end,
        disabled_at = coalesce(disabled_at, case when seen.disabled is not null then seen.at end),
        disabled_reason = coalesce(disabled_reason, seen.disabled)
    from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::text[],
                $6::bool[], $7::timestamptz[], $8::text[])
        as seen (endpoint_id, failures, failing_since, resting_until, disabled, is_sent, at, error)
    where endpoint.endpoint_id = seen.endpoint_id
"""

_FAIL_WAITING: Final = """
    update delivery set status = 'failed', finished_at = $2, error = $3
    where endpoint_id = any($1::uuid[]) and status = 'pending'
        and channel not in ('mail', 'log_file')
    returning notification_id
"""


async def record_health(connection: Any, outcomes: Sequence[DeliveryOutcome]) -> Sequence[UUID]:
    """Take over the endpoints' health; of a disabled one nothing waits any more.

    Gives the notifications that waited for one that is disabled now.
    """
    seen = {each.endpoint_id: each for each in _gone_last(outcomes)}
    if not seen:
        return []
    newest = [seen[endpoint_id] for endpoint_id in sorted(seen)]
    await connection.execute(
        _RECORD,
        [each.endpoint_id for each in newest],
        [each.health.failures for each in newest],
        [each.health.failing_since for each in newest],
        [each.health.resting_until for each in newest],
        [each.health.disabled for each in newest],
        [each.status is DeliveryStatus.SENT for each in newest],
        [each.at for each in newest],
        [each.error for each in newest],
    )
    disabled = [each for each in newest if each.health.disabled is not None]
    if not disabled:
        return []
    return await fail_waiting(
        connection, [each.endpoint_id for each in disabled], disabled[0].at, "disabled"
    )


def _gone_last(outcomes: Sequence[DeliveryOutcome]) -> Sequence[DeliveryOutcome]:
    """Of several of one endpoint the one that disables it counts."""
    registered = [each for each in outcomes if each.channel not in IMPLICIT]
    return sorted(registered, key=lambda each: each.health.disabled is not None)


async def fail_waiting(
    connection: Any, endpoint_ids: Sequence[UUID], at: datetime, what: str
) -> Sequence[UUID]:
    """Fail what waits for endpoints that were `what`; the notifications concerned."""
    error = f"the endpoint was {what}"
    rows = await connection.fetch(_FAIL_WAITING, endpoint_ids, at, error)
    return [row["notification_id"] for row in rows]
