"""What each service does on the bus, as data. It may do nothing else there."""

from dataclasses import dataclass
from typing import Final

from libs.contracts import consumers, streams, subjects
from libs.contracts.consumers import ConsumerSpec
from libs.contracts.streams import StreamSpec


@dataclass(frozen=True, kw_only=True)
class BusAccess:
    """`writes`: subjects of streams. `follows`: streams that each replica reads for itself.

    `shares`: durable consumers by which its replicas divide the work. `speaks`: subjects of core
    NATS on which it tells and hears its replicas. `declares`: streams it asks for at its start.
    """

    service: str
    writes: tuple[str, ...]
    follows: tuple[StreamSpec, ...] = ()
    shares: tuple[ConsumerSpec, ...] = ()
    speaks: tuple[str, ...] = ()
    declares: tuple[StreamSpec, ...]


USER: Final = BusAccess(
    service="user",
    writes=(subjects.USERS, subjects.SESSIONS_ENDED),
    declares=(streams.USERS, streams.SESSIONS),
)
COMMUNITY: Final = BusAccess(
    service="community",
    writes=(subjects.REGISTRY, subjects.dead_letter("community", "*")),
    follows=(streams.USERS, streams.SESSIONS),
    shares=(consumers.ACCOUNTS,),
    declares=(streams.REGISTRY, streams.USERS, streams.SESSIONS, streams.DEAD_LETTERS),
)
DEVICE_GATEWAY: Final = BusAccess(
    service="device_gateway",
    writes=(subjects.READINGS, subjects.DEVICES, subjects.dead_letter("device_gateway", "*")),
    follows=(streams.REGISTRY, streams.SESSIONS),
    speaks=(subjects.replicas("device_gateway"),),
    declares=(
        *(streams.READINGS, streams.REGISTRY, streams.SESSIONS),
        *(streams.DEVICES, streams.DEAD_LETTERS),
    ),
)
ENERGY: Final = BusAccess(
    service="energy",
    writes=(subjects.USUAL, subjects.dead_letter("energy", "*")),
    follows=(streams.REGISTRY, streams.SESSIONS),
    shares=(consumers.BOOKS, consumers.CALLS),
    declares=(
        *(streams.READINGS, streams.REGISTRY, streams.SESSIONS),
        *(streams.SURPLUS, streams.USUAL, streams.DEAD_LETTERS),
    ),
)
ENGAGEMENT: Final = BusAccess(
    service="engagement",
    writes=(subjects.SURPLUS,),
    follows=(
        *(streams.READINGS, streams.REGISTRY, streams.USERS, streams.SESSIONS),
        streams.USUAL,
    ),
    speaks=(subjects.LIVE, subjects.replicas("engagement")),
    declares=(
        *(streams.READINGS, streams.REGISTRY, streams.USERS, streams.SESSIONS),
        *(streams.SURPLUS, streams.USUAL),
    ),
)
ALL: Final = (USER, COMMUNITY, DEVICE_GATEWAY, ENERGY, ENGAGEMENT)
