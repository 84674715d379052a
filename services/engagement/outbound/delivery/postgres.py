"""Deliveries that wait, in Postgres."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.engagement.domain.delivery.attempts import LEASE, ClaimedDelivery, DeliveryOutcome
from services.engagement.outbound.availability import Pool, available
from services.engagement.outbound.delivery import statements
from services.engagement.outbound.notifications.postgres import notification_from_row


class PostgresDeliveryQueue:
    """Keeps DeliveryQueue's promises."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def claim(
        self, channel: str, *, limit: int, now: datetime, claim_id: UUID
    ) -> Sequence[ClaimedDelivery]:
        async with available(self._pool) as connection:
            rows = await connection.fetch(
                statements.CLAIM, channel, now, limit, claim_id, now + LEASE
            )
        return [
            ClaimedDelivery(
                notification=notification_from_row(row),
                channel=row["channel"],
                attempt=row["attempt"],
                claim_id=claim_id,
                triggered_at=row["triggered_at"],
            )
            for row in rows
        ]

    async def finish(self, outcomes: Sequence[DeliveryOutcome]) -> None:
        async with available(self._pool) as connection:
            await connection.execute(
                statements.FINISH,
                [outcome.notification_id for outcome in outcomes],
                [outcome.channel for outcome in outcomes],
                [outcome.claim_id for outcome in outcomes],
                [outcome.status.value for outcome in outcomes],
                [outcome.at for outcome in outcomes],
                [outcome.next_attempt_at for outcome in outcomes],
                [outcome.error for outcome in outcomes],
            )

    async def release_lapsed(self, channel: str, *, idempotent: bool, now: datetime) -> int:
        status = "pending" if idempotent else "unknown"
        async with available(self._pool) as connection:
            result: str = await connection.execute(statements.RELEASE_LAPSED, channel, status, now)
        return int(result.rsplit(" ", 1)[-1])
