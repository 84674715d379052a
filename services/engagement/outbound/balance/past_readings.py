"""Readings of the past, from the stream that brought them."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import nats.errors
from nats.js.api import AckPolicy, ConsumerConfig, ConsumerInfo, DeliverPolicy

from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.pull import ConsumerLostError, pull_reader
from libs.contracts import streams, subjects
from services.engagement.domain.balance.reading import Reading

MAXIMUM_READINGS: Final = 500_000
"""Of one community at once. What is more, the latest to come, is left out."""
_BATCH_SIZE: Final = 1000
_INACTIVE_THRESHOLD_S: Final = 30.0


class BusPastReadings:
    """Keeps PastReadings' promises, as far back as the stream keeps readings."""

    def __init__(
        self, bus: Bus, decode: Callable[[Sequence[BusMessage]], Sequence[Reading]]
    ) -> None:
        self._bus = bus
        self._decode = decode

    async def read(self, community_id: UUID, since: datetime) -> Sequence[Reading]:
        try:
            consumer = await self._consumer(community_id, since)
            return await self._all_of(consumer)
        except (nats.errors.Error, ConsumerLostError, TimeoutError) as error:
            raise ConnectionError(f"readings of the past are not to be had: {error!r}") from error

    async def _consumer(self, community_id: UUID, since: datetime) -> ConsumerInfo:
        """Nothing arrives before it is measured: `since` holds for the arrival too."""
        return await self._bus.js.add_consumer(
            streams.READINGS.name,
            ConsumerConfig(
                deliver_policy=DeliverPolicy.BY_START_TIME,
                opt_start_time=since.isoformat(),  # type: ignore[arg-type]  # as the server reads it
                ack_policy=AckPolicy.NONE,
                filter_subject=subjects.readings_of_community(community_id),
                inactive_threshold=_INACTIVE_THRESHOLD_S,
                mem_storage=True,
                num_replicas=1,
            ),
        )

    async def _all_of(self, consumer: ConsumerInfo) -> Sequence[Reading]:
        wanted = consumer.num_pending or 0
        readings: list[Reading] = []
        seen = 0
        async with pull_reader(
            self._bus,
            stream=streams.READINGS.name,
            consumer=consumer.name,
            batch_size=_BATCH_SIZE,
            stop=asyncio.Event(),
        ) as reader:
            while seen < wanted and len(readings) < MAXIMUM_READINGS:
                batch = await reader.next_batch()
                seen += len(batch)
                readings += self._decode(batch)
        return readings[:MAXIMUM_READINGS]
