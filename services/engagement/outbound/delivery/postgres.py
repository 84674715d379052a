"""Deliveries that wait, in Postgres."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from services.engagement.domain.delivery.attempts import (
    LEASE,
    ClaimedDelivery,
    DeliveryLogEntry,
    DeliveryOutcome,
    DeliveryStatus,
)
from services.engagement.domain.delivery.endpoint import (
    IMPLICIT,
    Endpoint,
    EndpointHealth,
    EndpointKind,
    implicit_endpoint,
)
from services.engagement.domain.delivery.message import message_of
from services.engagement.outbound.availability import Pool, available
from services.engagement.outbound.delivery import statements
from services.engagement.outbound.delivery.fallback import fall_back_on_mail, lock_notifications
from services.engagement.outbound.delivery.health import record_health
from services.engagement.outbound.delivery.vault import AddressVault
from services.engagement.outbound.notifications.postgres import notification_from_row

_LOG_FIELDS: Final = (
    "endpoint_id",
    "label",
    "triggered_at",
    "finished_at",
    "next_attempt_at",
    "error",
)


class PostgresDeliveryQueue:
    """Keeps DeliveryQueue's promises."""

    def __init__(self, pool: Pool, vault: AddressVault, *, channels: Collection[str]) -> None:
        """`channels`: those this installation has."""
        self._pool = pool
        self._vault = vault
        self._channels = channels

    async def claim(
        self, channel: str, *, limit: int, now: datetime, claim_id: UUID
    ) -> Sequence[ClaimedDelivery]:
        async with available(self._pool) as connection:
            rows = await connection.fetch(
                statements.CLAIM, channel, now, limit, claim_id, now + LEASE
            )
        return [
            ClaimedDelivery(
                message=message_of(notification_from_row(row)),
                channel=channel,
                endpoint_id=row["endpoint_id"],
                endpoint=self._endpoint(EndpointKind(channel), row),
                health=_health(row),
                attempt=row["attempt"],
                claim_id=claim_id,
                triggered_at=row["triggered_at"],
                traceparent=row["traceparent"],
            )
            for row in rows
        ]

    async def finish(self, outcomes: Sequence[DeliveryOutcome]) -> None:
        async with available(self._pool) as connection, connection.transaction():
            failed = [each.message_id for each in outcomes if _is_lost_way(each)]
            await lock_notifications(connection, failed)
            recorded = await _record(connection, outcomes)
            waited = await record_health(connection, recorded)
            await lock_notifications(connection, waited)
            if EndpointKind.MAIL in self._channels:
                now = max(each.at for each in outcomes)
                await fall_back_on_mail(connection, [*failed, *waited], now=now)

    async def release_lapsed(self, channel: str, *, idempotent: bool, now: datetime) -> int:
        status = "pending" if idempotent else "unknown"
        async with available(self._pool) as connection:
            result: str = await connection.execute(statements.RELEASE_LAPSED, channel, status, now)
        return int(result.rsplit(" ", 1)[-1])

    async def drop_mail(self, user_id: UUID, at: datetime) -> None:
        async with available(self._pool) as connection:
            await connection.execute(statements.DROP_MAIL, user_id, at)

    async def log(self, user_id: UUID, notification_id: UUID) -> Sequence[DeliveryLogEntry] | None:
        async with available(self._pool) as connection:
            if not await connection.fetchval(statements.IS_OF_USER, notification_id, user_id):
                return None
            rows = await connection.fetch(statements.LOG, notification_id)
        return [log_entry(row) for row in rows]

    def _endpoint(self, kind: EndpointKind, row: Any) -> Endpoint | None:
        if kind in IMPLICIT:
            return implicit_endpoint(row["user_id"], kind)
        if row["sealed_address"] is None or row["disabled_reason"] is not None:
            return None
        address, secret = self._vault.unseal_if_readable(
            row["endpoint_id"], kind, row["sealed_address"]
        )
        if address is None:
            return None
        return Endpoint(
            endpoint_id=row["endpoint_id"],
            user_id=row["user_id"],
            kind=kind,
            address=address,
            secret=secret,
        )


def log_entry(row: Any) -> DeliveryLogEntry:
    """The delivery in a row with LOG_COLUMNS."""
    return DeliveryLogEntry(
        channel=EndpointKind(row["channel"]),
        status=DeliveryStatus(row["status"]),
        attempts=row["attempt"],
        **{name: row[name] for name in _LOG_FIELDS},
    )


async def _record(
    connection: Any, outcomes: Sequence[DeliveryOutcome]
) -> Sequence[DeliveryOutcome]:
    """Those that were not ignored."""
    rows = await connection.fetch(
        statements.FINISH,
        [outcome.message_id for outcome in outcomes],
        [outcome.channel for outcome in outcomes],
        [outcome.endpoint_id for outcome in outcomes],
        [outcome.claim_id for outcome in outcomes],
        [outcome.status.value for outcome in outcomes],
        [outcome.at for outcome in outcomes],
        [outcome.next_attempt_at for outcome in outcomes],
        [outcome.error for outcome in outcomes],
    )
    recorded = {(row["notification_id"], row["channel"], row["endpoint_id"]) for row in rows}
    return [
        each for each in outcomes if (each.message_id, each.channel, each.endpoint_id) in recorded
    ]


def _is_lost_way(outcome: DeliveryOutcome) -> bool:
    return outcome.status is DeliveryStatus.FAILED and outcome.channel not in IMPLICIT


def _health(row: Any) -> EndpointHealth:
    if row["failures"] is None:
        return EndpointHealth()
    return EndpointHealth(
        failures=row["failures"],
        failing_since=row["failing_since"],
        resting_until=row["resting_until"],
    )
