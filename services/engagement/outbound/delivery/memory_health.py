"""How endpoints are, in the tables in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.engagement.domain.delivery.attempts import DeliveryOutcome, DeliveryStatus
from services.engagement.domain.delivery.endpoint import IMPLICIT
from services.engagement.outbound.tables import MemoryTables


def record_health(tables: MemoryTables, outcomes: Sequence[DeliveryOutcome]) -> list[UUID]:
    """As `health.record_health` does it in Postgres."""
    waited: list[UUID] = []
    for each in outcomes:
        registered = tables.endpoints.get(each.endpoint_id)
        if registered is None or each.channel in IMPLICIT:
            continue
        is_sent = each.status is DeliveryStatus.SENT
        disabled = registered.health.disabled or each.health.disabled
        tables.endpoints[each.endpoint_id] = replace(
            registered,
            health=replace(each.health, disabled=disabled),
            disabled_at=registered.disabled_at or (each.at if disabled else None),
            last_sent_at=each.at if is_sent else registered.last_sent_at,
            last_failed_at=registered.last_failed_at if is_sent else each.at,
            last_error=registered.last_error if is_sent else each.error,
        )
        if each.health.disabled is not None:
            waited += fail_waiting(tables, each.endpoint_id, each.at, "disabled")
    return waited


def fail_waiting(tables: MemoryTables, endpoint_id: UUID, at: datetime, what: str) -> list[UUID]:
    """Fail what waits for an endpoint that was `what`; the notifications concerned."""
    waiting = [
        key
        for key, delivery in tables.deliveries.items()
        if key[2] == endpoint_id
        and key[1] not in IMPLICIT
        and delivery.status is DeliveryStatus.PENDING
    ]
    for key in waiting:
        tables.deliveries[key] = replace(
            tables.deliveries[key],
            status=DeliveryStatus.FAILED,
            finished_at=at,
            error=f"the endpoint was {what}",
        )
    return [key[0] for key in waiting]
