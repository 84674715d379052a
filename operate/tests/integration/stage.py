"""What is on the bus, put there and read."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import nats
from nats.js import JetStreamContext

from libs.chassis.testing.database import blocking
from libs.contracts import streams
from libs.contracts.codec import encode
from libs.contracts.v1.dead_letter import DeadLetter
from libs.contracts.v1.reading import ReadingReceived
from operate.tests.conftest import Meriggio

NOON = datetime(2027, 6, 21, 10, 0, tzinfo=UTC)
SUBJECT = "reading.v1.none.none.meter-1"
READING = encode(
    ReadingReceived(device_id="meter-1", measured_at=NOON, received_at=NOON, power_w=5.0)
)


def on_the_bus(url: str, work: Callable[[JetStreamContext], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        client = await nats.connect(url)
        try:
            return await work(client.jetstream())
        finally:
            await client.close()

    return blocking(run())


def keep_letter(
    url: str,
    payload: bytes,
    *,
    source: str = SUBJECT,
    size: int | None = None,
    message_id: str = "",
) -> None:
    letter = DeadLetter(
        reason="malformed",
        detail="for a test",
        source=source,
        received_at=NOON,
        payload_excerpt=payload,
        payload_size_bytes=len(payload) if size is None else size,
    )
    headers = {"Nats-Msg-Id": message_id} if message_id else None
    on_the_bus(
        url,
        lambda js: js.publish("dead-letter.v1.energy.malformed", encode(letter), headers=headers),
    )


def readings_on_the_bus(url: str) -> list[bytes]:
    async def read(js: JetStreamContext) -> list[bytes]:
        state = (await js.stream_info(streams.READINGS.name)).state
        numbers = range(max(state.first_seq, 1), state.last_seq + 1)
        return [(await js.get_msg(streams.READINGS.name, n)).data or b"" for n in numbers]

    found: list[bytes] = on_the_bus(url, read)
    return found


def numbers(meriggio: Meriggio) -> list[int]:
    listed = meriggio("dead-letters", "list", "--json").answer
    return [each["number"] for each in listed["letters"]]
