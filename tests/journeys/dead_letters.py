"""Refused messages, as an operator reads them on the bus."""

from collections.abc import Sequence

import nats
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from devstack.supervisor.stack import Stack
from libs.contracts import subjects
from libs.contracts.v1.dead_letter import DEAD_LETTER_DECODER, DeadLetter

_AT_MOST = 500


async def dead_letters(stack: Stack, source: str) -> Sequence[DeadLetter]:
    """Those that came from an MQTT topic, oldest first."""
    client = await nats.connect(stack.nats.url)
    try:
        jetstream = client.jetstream()
        waiting = (await jetstream.stream_info("DEAD_LETTERS")).state.messages
        if not waiting:
            return []
        reader = await jetstream.pull_subscribe(
            subjects.DEAD_LETTERS,
            stream="DEAD_LETTERS",
            config=ConsumerConfig(
                deliver_policy=DeliverPolicy.ALL, ack_policy=AckPolicy.NONE, mem_storage=True
            ),
        )
        messages = await reader.fetch(min(waiting, _AT_MOST), timeout=5)
    finally:
        await client.close()
    letters = [DEAD_LETTER_DECODER.decode(message.data) for message in messages]
    return [letter for letter in letters if letter.source == source]
