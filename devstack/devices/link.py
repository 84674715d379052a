"""A connection to the MQTT broker as devices see it."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol, TypeAlias


class LinkLostError(Exception):
    """There is no connection to the broker (any more)."""


class Link(Protocol):
    """A connection with its subscription in place."""

    @property
    def is_open(self) -> bool:
        """Whether publishing has a chance."""

    @property
    def unconfirmed(self) -> int:
        """How many publications have no PUBACK yet."""

    def publish(self, topic: str, payload: bytes) -> int:
        """Publish with QoS 1; the number under which it will be confirmed."""

    async def last(self, at_most_s: float) -> None:
        """Return after that time; raise LinkLostError as soon as the connection is gone."""

    def leave(self) -> None:
        """Say good-bye; the connection is gone then."""

    def drop(self) -> None:
        """Leave without a word, as when the power fails: the broker speaks the last will."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """Whom a link tells what it hears; called from the event loop, must not raise."""

    message: Callable[[str, bytes], None]
    """Topic and payload of a message on a subscribed topic."""
    confirmed: Callable[[int], None]
    """The number of a publication whose PUBACK has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastWill:
    """What the broker publishes when the connection ends without a good-bye (QoS 1)."""

    topic: str
    payload: bytes


class Dialer(Protocol):
    """Opens links, one after the other; see mqtt_link.MqttDialer."""

    def connect(self, ears: Ears) -> AbstractAsyncContextManager[Link]:
        """A link for the body. Raises LinkLostError, also from the body."""


Dial: TypeAlias = Callable[[LastWill | None], Dialer]
"""How the next link is opened, with that last will."""
