"""What comes by the bus."""

from typing import Final, NamedTuple

_SHORT_REPLY_TOKENS: Final = 9


class BusMessage(NamedTuple):
    """A message as a handler sees it. A tuple, because tens of thousands a second are made.

    `reply` is where JetStream waits for the acknowledgement. It tells what else is known, see
    JetStream's ADR-15: $JS.ACK.<stream>.<consumer>.<deliveries>.<stream sequence>.<consumer
    sequence>.<time>.<pending>, on some servers with <domain>.<account hash> after ACK and a
    token at the end. A message of core NATS has no reply, and 0 for all of it.
    """

    subject: str
    data: bytes
    reply: bytes = b""
    trace: bytes = b""
    """W3C's traceparent of who published it; empty unless that is traced, and we trace too."""

    @property
    def deliveries(self) -> int:
        """How often it was delivered, this time included."""
        return self._number(0)

    @property
    def sequence(self) -> int:
        """Its position in the stream."""
        return self._number(1)

    @property
    def delivery(self) -> int:
        """Its position among all deliveries to the consumer."""
        return self._number(2)

    @property
    def stored_ns(self) -> int:
        """When the stream took it, in nanoseconds since 1970."""
        return self._number(3)

    @property
    def pending(self) -> int:
        """How many of the stream's messages come after it for the consumer."""
        return self._number(4)

    def _number(self, place: int) -> int:
        if not self.reply:
            return 0
        tokens = self.reply.split(b".")
        return int(tokens[place + (4 if len(tokens) == _SHORT_REPLY_TOKENS else 6)])
