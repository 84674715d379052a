"""Refused events go to the bus's dead letters."""

from datetime import datetime

from libs.chassis.bus import Bus, PublishFailedError
from libs.chassis.bus_message import BusMessage
from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1.dead_letter import DeadLetter


class BusDeadLetters:
    """Keeps refused events in the stream DEAD_LETTERS, each once, without their content.

    What cannot be read on USERS may hold personal data, which no other stream carries.
    """

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def keep(
        self, message: BusMessage, *, reason: str, detail: str, received_at: datetime
    ) -> None:
        """Raises ConnectionError when the stream did not confirm: the batch is delivered again."""
        del detail  # a decoder's words may quote what it could not read
        letter = DeadLetter(
            reason=reason,
            detail="left out: it may hold personal data",
            source=message.subject,
            received_at=received_at,
            payload_excerpt=b"",
            payload_size_bytes=len(message.data),
        )
        try:
            await self._bus.publish(
                subjects.dead_letter("community", reason),
                encode(letter),
                message_id=f"community-{message.sequence}",
            )
        except PublishFailedError as error:
            raise ConnectionError(f"dead letter not kept: {error}") from error
