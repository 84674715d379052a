"""What the community and user services would have said, as fast as the bus takes it."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import Final

from benchmarks.communities import Community, states
from libs.chassis.bus import Bus
from libs.contracts.codec import encode

_AT_ONCE: Final = 250


async def publish_states(bus: Bus, communities: Sequence[Community], now: datetime) -> None:
    """Communities, their users and facilities. Raises PublishFailedError."""
    told = states(tuple(communities), now)
    while some := list(islice(told, _AT_ONCE)):
        await asyncio.gather(
            *(bus.publish(subject, encode(state), message_id=subject) for subject, state in some)
        )
