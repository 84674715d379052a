"""Readings that somebody else brings for devices: the rules of MQTT, and an answer for each."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from services.device_gateway.domain.readings.reading import Measurement, Misreading, Reading
from services.device_gateway.domain.readings.refusal import Reason, Refusal
from services.device_gateway.domain.readings.submission import Submission
from services.device_gateway.ports.readings import ReadingsDecoder
from services.device_gateway.usecases.readings.intake import TOO_MANY, Intake
from services.device_gateway.usecases.refusals import Refusals

MaySend = Callable[[str, datetime], bool]
"""Whether whoever brings a reading may speak for the device at the moment of measurement."""
_NO_ACCESS: Final = Refusal(
    Reason.NO_ACCESS, "you may not send for what the device measured at that time"
)
_KEPT_AT_ONCE: Final = 2
"""So many posts' readings: JetStream has 50 batches of a stream under way, in all replicas, and
refuses more; those of devices have to have room."""
_OF_STRANGERS: Final = frozenset({Reason.UNKNOWN_DEVICE, Reason.BAD_DEVICE_ID})


@dataclass(frozen=True, slots=True)
class RefusedItem:
    """One of those that were brought, counted from 0."""

    index: int
    refusal: Refusal


@dataclass(slots=True)
class PostedReadings:
    """What became of each: kept, or refused with a reason."""

    are_several: bool
    """An array or lines were sent, of however many readings."""
    kept: list[Reading] = field(default_factory=list)
    refused: list[RefusedItem] = field(default_factory=list)
    retry_after_s: float = 0.0
    """When there is room again for every device that sent too much."""


class ReceivePosted:
    """Judges what is brought, and keeps the good readings."""

    def __init__(
        self, intake: Intake, *, decode: ReadingsDecoder, refusals: Refusals, patience_s: float
    ) -> None:
        """`patience_s`: how long whoever waits for the answer is let wait for the bus."""
        self._intake = intake
        self._decode = decode
        self._refusals = refusals
        self._patience_s = patience_s
        self._keeping = asyncio.Semaphore(_KEPT_AT_ONCE)

    async def receive(self, posted: Submission, may_send: MaySend) -> PostedReadings:
        """Return when the good readings are durable.

        Raises TimeoutError when the bus does not confirm them in time: whether they are kept is
        open then, and bringing them again does no harm.
        """
        said = self._decode(posted.payload)
        are_several = not isinstance(said, Measurement | Misreading)
        each = said if not isinstance(said, Measurement | Misreading) else [said]
        outcome = PostedReadings(are_several)
        self._judge_all(each, posted, may_send, outcome)
        if outcome.kept:
            async with asyncio.timeout(self._patience_s), self._keeping:
                await self._intake.keep(outcome.kept)
        return outcome

    def _judge_all(
        self,
        each: Sequence[Measurement | Misreading],
        posted: Submission,
        may_send: MaySend,
        outcome: PostedReadings,
    ) -> None:
        """Only what may be sent for a device counts against its pace, all of it together."""
        of_devices: Counter[str] = Counter()
        for index, said in enumerate(each):
            if isinstance(said, Misreading):
                judged: Reading | Refusal = said.refusal
            else:
                judged = self._judge(said, posted.received_at, may_send, of_devices)
            if isinstance(judged, Reading):
                outcome.kept.append(judged)
                continue
            outcome.refused.append(RefusedItem(index, judged))
            self._refusals.write_down(posted, judged)
            if judged is TOO_MANY and isinstance(said, Measurement):
                wait_s = self._intake.pace.seconds_until_room(said.device_id, posted.received_at)
                outcome.retry_after_s = max(outcome.retry_after_s, wait_s)
        for device_id, count in of_devices.items():
            self._intake.pace.count(device_id, count, posted.received_at)

    def _judge(
        self,
        said: Measurement,
        received_at: datetime,
        may_send: MaySend,
        of_devices: Counter[str],
    ) -> Reading | Refusal:
        places = self._intake.places_of_absent(said.device_id)
        if isinstance(places, Refusal) and places.reason in _OF_STRANGERS:
            return places
        # Before anything is said of a device that is somebody else's.
        if not may_send(said.device_id, said.measured_at):
            return _NO_ACCESS
        if isinstance(places, Refusal):
            return places
        if not self._intake.pace.has_room(said.device_id, received_at):
            return TOO_MANY
        of_devices[said.device_id] += 1
        return self._intake.judge(said, places, received_at)
