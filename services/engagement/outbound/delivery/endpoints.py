"""Users' endpoints in Postgres."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from services.engagement.domain.delivery.attempts import DeliveryOutcome
from services.engagement.domain.delivery.endpoint import (
    OF_A_DEVICE,
    DisabledReason,
    Endpoint,
    EndpointHealth,
    EndpointKind,
    RegisteredEndpoint,
)
from services.engagement.outbound.availability import Pool, available
from services.engagement.outbound.delivery.health import fail_waiting, record_health
from services.engagement.outbound.delivery.vault import AddressVault
from services.engagement.ports.delivery import NewEndpoint

# Only one registration of a user, and only one of an address, at a time.
_LOCK: Final = "select pg_advisory_xact_lock(hashtextextended($1, 0))"

_SAME: Final = (
    "select endpoint_id from endpoint where user_id = $1 and kind = $2 and address_hash = $3"
)

_TAKE_AWAY: Final = (
    "delete from endpoint where kind = $1 and address_hash = $2 and user_id <> $3"
    " returning endpoint_id"
)

_COUNT: Final = "select count(*) from endpoint where user_id = $1"

_ADD: Final = """
    insert into endpoint
        (endpoint_id, user_id, kind, label, sealed_address, address_hash, created_at, install_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8) returning *
"""

_OF_INSTALL: Final = (
    "select endpoint_id from endpoint where user_id = $1 and kind = $2 and install_id = $3"
)

_ADDRESS_AGAIN: Final = """
    update endpoint set
        sealed_address = $2, address_hash = $3, install_id = coalesce($4, install_id),
        failures = case when address_hash = $3 then failures else 0 end,
        failing_since = case when address_hash = $3 then failing_since end,
        resting_until = case when address_hash = $3 then resting_until end
    where endpoint_id = $1
"""

_OF_USER: Final = "select * from endpoint where user_id = $1 order by created_at, endpoint_id"

_FIND: Final = "select * from endpoint where endpoint_id = $2 and user_id = $1"

_CHANGE: Final = """
    update endpoint set
        label = $3, disabled_reason = $4,
        disabled_at = case when $4::text is null then null else coalesce(disabled_at, $5) end,
        failures = case when $4::text is null and disabled_at is not null then 0 else failures end,
        failing_since =
            case when $4::text is null and disabled_at is not null then null else failing_since end,
        resting_until =
            case when $4::text is null and disabled_at is not null then null else resting_until end
    where endpoint_id = $2 and user_id = $1 returning *
"""

_REMOVE: Final = "delete from endpoint where endpoint_id = $2 and user_id = $1"

_ADMIT_TEST: Final = """
    insert into endpoint_test (user_id, since, tests) values ($1, $2, 1)
    on conflict (user_id) do update set
        since = case when endpoint_test.since <= $3 then $2 else endpoint_test.since end,
        tests = case when endpoint_test.since <= $3 then 1 else endpoint_test.tests + 1 end
    where endpoint_test.since <= $3 or endpoint_test.tests < $4
    returning true
"""

_FORGET: Final = "delete from endpoint where user_id = any($1::uuid[])"
_FORGET_TESTS: Final = "delete from endpoint_test where user_id = any($1::uuid[])"


class PostgresEndpoints:
    """Keeps EndpointStore's promises."""

    def __init__(self, pool: Pool, vault: AddressVault) -> None:
        self._pool = pool
        self._vault = vault

    async def register(self, new: NewEndpoint, *, maximum: int) -> RegisteredEndpoint | None:
        address_hash = self._vault.hash(new.address)
        async with available(self._pool) as connection, connection.transaction():
            for lock in sorted([f"endpoints {new.user_id}", f"address {address_hash.hex()}"]):
                await connection.execute(_LOCK, lock)
            if new.kind in OF_A_DEVICE:
                await _take_away(connection, new, address_hash)
            same = await connection.fetchval(_SAME, new.user_id, new.kind.value, address_hash)
            same = await _of_install(connection, new, same)
            if same is not None:
                return await self._renew(connection, new, same)
            if await connection.fetchval(_COUNT, new.user_id) >= maximum:
                return None
            row = await connection.fetchrow(
                _ADD,
                new.endpoint_id,
                new.user_id,
                new.kind.value,
                new.label,
                self._vault.seal(new.endpoint_id, new.address, new.secret),
                address_hash,
                new.at,
                new.install_id,
            )
        return self._registered(row)

    async def of_user(self, user_id: UUID) -> Sequence[RegisteredEndpoint]:
        async with available(self._pool) as connection:
            rows = await connection.fetch(_OF_USER, user_id)
        return [self._registered(row) for row in rows]

    async def find(self, user_id: UUID, endpoint_id: UUID) -> RegisteredEndpoint | None:
        async with available(self._pool) as connection:
            row = await connection.fetchrow(_FIND, user_id, endpoint_id)
        return None if row is None else self._registered(row)

    async def change(
        self,
        user_id: UUID,
        endpoint_id: UUID,
        *,
        label: str,
        disabled: DisabledReason | None,
        at: datetime,
    ) -> RegisteredEndpoint | None:
        async with available(self._pool) as connection, connection.transaction():
            row = await connection.fetchrow(_CHANGE, user_id, endpoint_id, label, disabled, at)
            if row is not None and disabled is not None:
                await fail_waiting(connection, [endpoint_id], at, "disabled")
        return None if row is None else self._registered(row)

    async def remove(self, user_id: UUID, endpoint_id: UUID, at: datetime) -> bool:
        async with available(self._pool) as connection, connection.transaction():
            status: str = await connection.execute(_REMOVE, user_id, endpoint_id)
            if status != "DELETE 1":
                return False
            await fail_waiting(connection, [endpoint_id], at, "removed")
        return True

    async def record_health(self, outcome: DeliveryOutcome) -> None:
        async with available(self._pool) as connection, connection.transaction():
            await record_health(connection, [outcome])

    async def admit_test(
        self, user_id: UUID, *, now: datetime, window: timedelta, maximum: int
    ) -> bool:
        async with available(self._pool) as connection:
            admitted = await connection.fetchval(_ADMIT_TEST, user_id, now, now - window, maximum)
        return admitted is not None

    async def forget_endpoints(self, user_ids: Sequence[UUID]) -> None:
        async with available(self._pool) as connection, connection.transaction():
            await connection.execute(_FORGET, user_ids)
            await connection.execute(_FORGET_TESTS, user_ids)

    async def _renew(self, connection: Any, new: NewEndpoint, same: UUID) -> RegisteredEndpoint:
        """The same address or installation: enabled, with the new address, label and secret."""
        sealed = self._vault.seal(same, new.address, new.secret)
        address_hash = self._vault.hash(new.address)
        await connection.execute(_ADDRESS_AGAIN, same, sealed, address_hash, new.install_id)
        row = await connection.fetchrow(_CHANGE, new.user_id, same, new.label, None, new.at)
        return self._registered(row)

    def _registered(self, row: Any) -> RegisteredEndpoint:
        kind, reason = EndpointKind(row["kind"]), row["disabled_reason"]
        address, secret = self._vault.unseal_if_readable(
            row["endpoint_id"], kind, row["sealed_address"]
        )
        return RegisteredEndpoint(
            endpoint=Endpoint(
                endpoint_id=row["endpoint_id"],
                user_id=row["user_id"],
                kind=kind,
                address=address,
                secret=secret,
            ),
            label=row["label"],
            created_at=row["created_at"],
            health=EndpointHealth(
                failures=row["failures"],
                failing_since=row["failing_since"],
                resting_until=row["resting_until"],
                disabled=None if reason is None else DisabledReason(reason),
            ),
            disabled_at=row["disabled_at"],
            last_sent_at=row["last_sent_at"],
            last_failed_at=row["last_failed_at"],
            last_error=row["last_error"],
            install_id=row["install_id"],
        )


async def _take_away(connection: Any, new: NewEndpoint, address_hash: bytes) -> None:
    """Whoever had the device before is not told on it any more."""
    rows = await connection.fetch(_TAKE_AWAY, new.kind.value, address_hash, new.user_id)
    await fail_waiting(connection, [row["endpoint_id"] for row in rows], new.at, "removed")


async def _of_install(connection: Any, new: NewEndpoint, same: UUID | None) -> UUID | None:
    """The endpoint that the new address belongs to; an installation has one."""
    if new.install_id is None:
        return same
    former: UUID | None = await connection.fetchval(
        _OF_INSTALL, new.user_id, new.kind.value, new.install_id
    )
    if former is None or same is None or former == same:
        return same or former
    await connection.execute(_REMOVE, new.user_id, former)
    await fail_waiting(connection, [former], new.at, "removed")
    return same
