"""A user tries an endpoint: a message now, the way a notification goes."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock, IdFactory
from libs.chassis.errors import TooManyRequestsError
from services.engagement.domain.delivery.attempts import (
    MAXIMUM_ATTEMPTS,
    ClaimedDelivery,
    DeliveryOutcome,
)
from services.engagement.domain.delivery.endpoint import RegisteredEndpoint
from services.engagement.domain.delivery.message import trial_message
from services.engagement.domain.registry.contact import Contacts
from services.engagement.ports.delivery import Channel, EndpointStore
from services.engagement.usecases.delivery.attempt import attempt
from services.engagement.usecases.delivery.manage_endpoints import (
    ChannelNotOfferedError,
    EndpointNotFoundError,
)

TESTS: Final = 5
WINDOW: Final = timedelta(minutes=10)
_AT_ONCE: Final = 8


class TooManyTestsError(TooManyRequestsError):
    """Tests reach servers of others: a user has a few in ten minutes."""

    code = "too_many_tests"


@dataclass(frozen=True, slots=True)
class Tried:
    """How it went, and the endpoint afterwards."""

    outcome: DeliveryOutcome
    endpoint: RegisteredEndpoint


class TryEndpoint:
    """One attempt, not repeated: it tells at once. A disabled endpoint is tried as well."""

    def __init__(
        self,
        store: EndpointStore,
        channels: Mapping[str, Channel],
        contacts: Contacts,
        clock: Clock,
        ids: IdFactory,
    ) -> None:
        self._store = store
        self._channels = channels
        self._contacts = contacts
        self._clock = clock
        self._ids = ids
        self._free = asyncio.Semaphore(_AT_ONCE)

    async def __call__(self, user_id: UUID, endpoint_id: UUID) -> Tried:
        """Send a test message.

        Raises EndpointNotFoundError, ChannelNotOfferedError or TooManyTestsError.
        """
        registered = await self._store.find(user_id, endpoint_id)
        if registered is None:
            raise EndpointNotFoundError("you have no such endpoint")
        channel = self._channels.get(registered.endpoint.kind)
        if channel is None:
            raise ChannelNotOfferedError(f"{registered.endpoint.kind} is not offered here")
        await self._admit(user_id)
        async with self._free:
            outcome = await attempt(
                channel, self._claimed(registered), self._contacts.of(user_id), self._clock
            )
        await self._store.record_health(outcome)
        return Tried(outcome, await self._store.find(user_id, endpoint_id) or registered)

    async def _admit(self, user_id: UUID) -> None:
        is_admitted = await self._store.admit_test(
            user_id, now=self._clock.now(), window=WINDOW, maximum=TESTS
        )
        if not is_admitted:
            raise TooManyTestsError(
                f"at most {TESTS} tests in 10 minutes", retry_after_s=int(WINDOW.total_seconds())
            )

    def _claimed(self, registered: RegisteredEndpoint) -> ClaimedDelivery:
        now, endpoint = self._clock.now(), registered.endpoint
        locale = self._contacts.locale_of(endpoint.user_id)
        return ClaimedDelivery(
            message=trial_message(
                self._ids.new_id(), user_id=endpoint.user_id, locale=locale, now=now
            ),
            channel=endpoint.kind,
            endpoint_id=endpoint.endpoint_id,
            endpoint=None if endpoint.address is None else endpoint,
            health=registered.health,
            attempt=MAXIMUM_ATTEMPTS,
            claim_id=self._ids.new_id(),
            triggered_at=now,
        )
