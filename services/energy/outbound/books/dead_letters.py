"""Refused input goes to the bus's dead letters."""

from datetime import datetime

from libs.chassis.bus import Bus, PublishFailedError
from libs.chassis.bus_message import BusMessage
from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1.dead_letter import MAX_PAYLOAD_EXCERPT_BYTES, DeadLetter


class BusDeadLetters:
    """Keeps refused readings in the stream DEAD_LETTERS, each once."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def keep(
        self, message: BusMessage, *, reason: str, detail: str, received_at: datetime
    ) -> None:
        """Raises ConnectionError when the stream did not confirm: the batch is delivered again."""
        letter = DeadLetter(
            reason=reason,
            detail=detail,
            source=message.subject,
            received_at=received_at,
            payload_excerpt=message.data[:MAX_PAYLOAD_EXCERPT_BYTES],
            payload_size_bytes=len(message.data),
        )
        subject = subjects.dead_letter("energy", reason)
        try:
            await self._bus.publish(
                subject,
                encode(letter),
                message_id=f"energy-{message.subject.partition('.')[0]}-{message.sequence}",
            )
        except PublishFailedError as error:
            raise ConnectionError(f"dead letter not kept: {error}") from error
