"""Looking into a stream."""

from nats.js.api import AckPolicy, ConsumerConfig

from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage


async def stored(bus: Bus, stream: str) -> list[BusMessage]:
    """Every message the stream holds now, in order."""
    state = (await bus.js.stream_info(stream)).state
    if state.messages == 0:
        return []
    unacknowledged = ConsumerConfig(ack_policy=AckPolicy.NONE)  # else the server stops at 1,000
    consumer = await bus.js.pull_subscribe("", stream=stream, config=unacknowledged)
    try:
        messages: list[BusMessage] = []
        while len(messages) < state.messages:
            wanted = min(500, state.messages - len(messages))
            batch = await consumer.fetch(wanted, timeout=10)
            messages += [BusMessage(message.subject, message.data) for message in batch]
        return messages
    finally:
        await consumer.unsubscribe()


async def count(bus: Bus, stream: str) -> int:
    """How many messages the stream holds now."""
    return (await bus.js.stream_info(stream)).state.messages
