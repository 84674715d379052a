"""EndpointStore's twin in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from services.engagement.domain.delivery.attempts import DeliveryOutcome
from services.engagement.domain.delivery.endpoint import (
    OF_A_DEVICE,
    DisabledReason,
    Endpoint,
    EndpointHealth,
    RegisteredEndpoint,
)
from services.engagement.outbound.delivery.memory_health import fail_waiting, record_health
from services.engagement.outbound.tables import MemoryTables
from services.engagement.ports.delivery import NewEndpoint


class MemoryEndpoints(MemoryTables):
    """Keeps EndpointStore's promises."""

    async def register(self, new: NewEndpoint, *, maximum: int) -> RegisteredEndpoint | None:
        self.check()
        same = of_install = None
        for registered in list(self.endpoints.values()):
            endpoint = registered.endpoint
            if _is_install(registered, new):
                of_install = registered
            if (endpoint.kind, endpoint.address) != (new.kind, new.address):
                continue
            if endpoint.user_id == new.user_id:
                same = registered
            elif new.kind in OF_A_DEVICE:
                self._drop(endpoint.endpoint_id, new.at)
        if same and of_install and same != of_install:
            self._drop(of_install.endpoint.endpoint_id, new.at)
        known = same or of_install
        if known is not None:
            return self._renew(known, new)
        if len(await self.of_user(new.user_id)) >= maximum:
            return None
        endpoint = Endpoint(
            endpoint_id=new.endpoint_id,
            user_id=new.user_id,
            kind=new.kind,
            address=new.address,
            secret=new.secret,
        )
        return self._keep(
            RegisteredEndpoint(
                endpoint=endpoint,
                label=new.label,
                created_at=new.at,
                install_id=new.install_id,
            )
        )

    async def of_user(self, user_id: UUID) -> Sequence[RegisteredEndpoint]:
        self.check()
        ours = [each for each in self.endpoints.values() if each.endpoint.user_id == user_id]
        return sorted(ours, key=lambda each: (each.created_at, each.endpoint.endpoint_id))

    async def find(self, user_id: UUID, endpoint_id: UUID) -> RegisteredEndpoint | None:
        self.check()
        registered = self.endpoints.get(endpoint_id)
        return registered if registered and registered.endpoint.user_id == user_id else None

    async def change(
        self,
        user_id: UUID,
        endpoint_id: UUID,
        *,
        label: str,
        disabled: DisabledReason | None,
        at: datetime,
    ) -> RegisteredEndpoint | None:
        registered = await self.find(user_id, endpoint_id)
        if registered is None:
            return None
        if disabled is not None:
            fail_waiting(self, endpoint_id, at, "disabled")
        return self._keep(_changed(registered, label, disabled, at))

    async def remove(self, user_id: UUID, endpoint_id: UUID, at: datetime) -> bool:
        if await self.find(user_id, endpoint_id) is None:
            return False
        self._drop(endpoint_id, at)
        return True

    async def record_health(self, outcome: DeliveryOutcome) -> None:
        self.check()
        record_health(self, [outcome])

    async def admit_test(
        self, user_id: UUID, *, now: datetime, window: timedelta, maximum: int
    ) -> bool:
        self.check()
        since, tests = self.endpoint_tests.get(user_id, (now, 0))
        if since <= now - window:
            since, tests = now, 0
        if tests >= maximum:
            return False
        self.endpoint_tests[user_id] = (since, tests + 1)
        return True

    async def forget_endpoints(self, user_ids: Sequence[UUID]) -> None:
        self.check()
        for user_id in user_ids:
            for registered in await self.of_user(user_id):
                del self.endpoints[registered.endpoint.endpoint_id]
            self.endpoint_tests.pop(user_id, None)

    def _renew(self, same: RegisteredEndpoint, new: NewEndpoint) -> RegisteredEndpoint:
        is_moved = same.endpoint.address != new.address
        renewed = replace(
            same,
            endpoint=replace(same.endpoint, address=new.address, secret=new.secret),
            health=EndpointHealth(disabled=same.health.disabled) if is_moved else same.health,
            install_id=new.install_id or same.install_id,
        )
        return self._keep(_changed(renewed, new.label, None, new.at))

    def _keep(self, registered: RegisteredEndpoint) -> RegisteredEndpoint:
        self.endpoints[registered.endpoint.endpoint_id] = registered
        return registered

    def _drop(self, endpoint_id: UUID, at: datetime) -> None:
        del self.endpoints[endpoint_id]
        fail_waiting(self, endpoint_id, at, "removed")


def _is_install(registered: RegisteredEndpoint, new: NewEndpoint) -> bool:
    endpoint = registered.endpoint
    of_install = (endpoint.user_id, endpoint.kind, registered.install_id)
    return new.install_id is not None and of_install == (new.user_id, new.kind, new.install_id)


def _changed(
    registered: RegisteredEndpoint, label: str, disabled: DisabledReason | None, at: datetime
) -> RegisteredEndpoint:
    if disabled is not None:
        return replace(
            registered,
            label=label,
            health=replace(registered.health, disabled=disabled),
            disabled_at=registered.disabled_at or at,
        )
    begins_anew = registered.disabled_at is not None
    health = EndpointHealth() if begins_anew else registered.health
    return replace(registered, label=label, health=health, disabled_at=None)
