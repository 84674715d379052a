"""What is asked about devices, of Postgres."""

from collections.abc import Sequence
from typing import Any

import asyncpg

from services.device_gateway.domain.presence.fleet import (
    MOST_FAULTS_COUNTED,
    MOST_FIRMWARES_COUNTED,
    DeviceIdentity,
    DeviceOverview,
    FleetFilter,
    FleetOrder,
    FleetPlace,
    FleetSummary,
    IdentityState,
    RecordedTransition,
)
from services.device_gateway.domain.presence.presence import Change, State, Transition
from services.device_gateway.outbound.presence import fleet_sql as sql
from services.device_gateway.outbound.presence.rows import presence_of


class PostgresFleet:
    """Fulfils FleetView."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self._pool = pool

    async def device(self, device_id: str) -> DeviceOverview | None:
        """None for an unknown one."""
        row = await self._pool.fetchrow(sql.DEVICE, device_id)
        return None if row is None else _overview_of(row)

    async def devices(
        self, wanted: FleetFilter, order: FleetOrder, after: FleetPlace | None, *, limit: int
    ) -> Sequence[DeviceOverview]:
        """Those that come after that place in that order."""
        by_id = order is FleetOrder.DEVICE_ID
        rows = await self._pool.fetch(
            sql.BY_DEVICE_ID if by_id else sql.BY_LAST_SEEN,
            wanted.state,
            wanted.is_faulted,
            wanted.fault,
            wanted.firmware,
            wanted.hardware,
            wanted.batch_id,
            wanted.identity,
            wanted.has_facility,
            None if wanted.text is None else f"%{_literally(wanted.text)}%",
            after and after.device_id,
            None if after is None or by_id else after.heard_at,
            limit,
        )
        return [_overview_of(row) for row in rows]

    async def summary(self) -> FleetSummary:
        """Each count by itself: they may differ by what changes in between."""
        states = await self._pool.fetch(sql.STATES)
        identities = await self._pool.fetch(sql.IDENTITIES)
        faults = await self._pool.fetch(sql.FAULTS, MOST_FAULTS_COUNTED)
        return FleetSummary(
            total=sum(row["devices"] for row in states),
            by_state={State(row["state"]): row["devices"] for row in states},
            faulted=sum(row["faulted"] for row in states),
            by_fault={row["fault"]: row["devices"] for row in faults},
            other_faults=sum(row["of_all"] for row in faults[:1])
            - sum(row["devices"] for row in faults),
            by_firmware={
                row["firmware"]: row["devices"]
                for row in await self._pool.fetch(sql.FIRMWARES, MOST_FIRMWARES_COUNTED)
            },
            by_identity={IdentityState(row["standing"]): row["devices"] for row in identities},
            provisioned_without_facility=sum(
                row["without_facility"]
                for row in identities
                if row["standing"] == IdentityState.PROVISIONED
            ),
        )

    async def transitions(
        self, device_id: str, before: int | None, *, limit: int
    ) -> Sequence[RecordedTransition]:
        """The newest first."""
        return [
            RecordedTransition(
                row["position"],
                Transition(
                    row["device_id"], Change(row["change"]), row["occurred_at"], row["fault"]
                ),
            )
            for row in await self._pool.fetch(sql.TRANSITIONS, device_id, before, limit)
        ]


def _overview_of(row: Any) -> DeviceOverview:
    return DeviceOverview(
        presence=presence_of(row),
        facility_id=row["facility_id"],
        identity=None
        if row["serial_number"] is None
        else DeviceIdentity(
            serial_number=row["serial_number"],
            batch_id=row["batch_id"],
            state=IdentityState(row["standing"]),
            claimed_at=row["claimed_at"],
            revoked_at=row["revoked_at"],
            certificate_expires_at=row["certificate_expires_at"],
        ),
    )


def _literally(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
