"""JetStream's atomic batches (NATS ADR-50), which nats-py has no call for.

nats-py builds each message's headers and command apart (about 8 microseconds a message); here a
batch is written out by hand and given to the client in one piece, through `_send_command` (pinned;
the tests in tests/integration/test_streams.py hold the assumption).
"""

import itertools
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Protocol, TypeAlias
from uuid import uuid4

import msgspec
import nats.errors

from libs.chassis.bus import Bus, PublishFailedError
from libs.chassis.tracing import TRACEPARENT

MAX_BATCH_MESSAGES: Final = 1000
"""The server refuses more in one batch."""
BATCH_TIMEOUT_S: Final = 2.0
"""Short, because publishing a batch again is harmless and a restarted server never answers."""
_HEADER_BYTES: Final = 230
"""No header of ours is longer, the one that commits included."""


Traces: TypeAlias = Mapping[int, str]
"""W3C's traceparent of those messages that have one, by their positions."""
NO_TRACES: Final[Traces] = MappingProxyType({})


class BatchPublisher(Protocol):
    """Stores several messages or none."""

    async def publish(
        self, messages: Sequence[tuple[str, bytes]], traces: Traces = NO_TRACES
    ) -> None:
        """Store all (subject, payload) pairs; raises PublishFailedError when that is not sure."""
        ...


class _Ack(msgspec.Struct):
    error: dict[str, object] | None = None
    count: int = 0


class AtomicBatchPublisher:
    """One commit, one acknowledgement for up to MAX_BATCH_MESSAGES messages of one stream."""

    def __init__(self, bus: Bus, *, timeout_s: float = BATCH_TIMEOUT_S) -> None:
        self._bus = bus
        self._timeout_s = timeout_s
        self._decoder = msgspec.json.Decoder(_Ack)
        self._prefix = uuid4().hex
        self._numbers = itertools.count(1)

    async def publish(
        self, messages: Sequence[tuple[str, bytes]], traces: Traces = NO_TRACES
    ) -> None:
        """Store all (subject, payload) pairs in this order, or none of them.

        Raises PublishFailedError when the stream did not confirm: whether they are stored is
        then unknown, and they must be published again (readers are idempotent). Raises
        ValueError for what can never be stored: an empty batch, one of more than
        MAX_BATCH_MESSAGES, a payload larger than the server takes, a subject with white space.
        """
        if not 1 <= len(messages) <= MAX_BATCH_MESSAGES:
            raise ValueError(f"a batch has 1 to {MAX_BATCH_MESSAGES} messages")
        nc = self._bus.nc
        _check_each(messages, nc.max_payload - _HEADER_BYTES)
        if not nc.is_connected:
            # The client would keep the batch for later and send it beside its own repetition.
            raise PublishFailedError("not connected")
        batch_id = f"{self._prefix}-{next(self._numbers)}"
        last = len(messages)
        subject, payload = messages[-1]
        try:
            if last > 1:
                await nc._send_command(_commands(messages[:-1], batch_id, traces))  # noqa: SLF001  see the module's docstring
            reply = await nc.request(
                subject,
                payload,
                timeout=self._timeout_s,
                headers={
                    "Nats-Batch-Id": batch_id,
                    "Nats-Batch-Sequence": str(last),
                    "Nats-Batch-Commit": "1",
                }
                | ({TRACEPARENT: traces[last - 1]} if last - 1 in traces else {}),
            )
        except (nats.errors.Error, TimeoutError) as error:
            raise PublishFailedError(repr(error)) from error
        self._check(reply.data, last)

    def _check(self, data: bytes, expected_count: int) -> None:
        try:
            ack = self._decoder.decode(data)
        except msgspec.DecodeError as error:
            raise PublishFailedError(f"unreadable acknowledgement: {data[:200]!r}") from error
        if ack.error is not None:
            raise PublishFailedError(str(ack.error))
        if expected_count > 1 and ack.count != expected_count:
            raise PublishFailedError(f"{ack.count} of {expected_count} messages confirmed")


def _check_each(messages: Sequence[tuple[str, bytes]], max_payload_bytes: int) -> None:
    """Written by hand, either fault would end the connection, and with it others' messages."""
    for subject, payload in messages:
        if subject.split() != [subject]:
            raise ValueError(f"{subject!r} is not a subject")
        if len(payload) > max_payload_bytes:
            raise ValueError(
                f"{len(payload)} bytes on {subject}, the server takes {max_payload_bytes}"
            )


def _commands(messages: Sequence[tuple[str, bytes]], batch_id: str, traces: Traces) -> bytes:
    """HPUB of every message (NATS client protocol); the first has Nats-Batch-Sequence 1."""
    head = f"NATS/1.0\r\nNats-Batch-Id: {batch_id}\r\nNats-Batch-Sequence: ".encode()
    commands: list[bytes] = []
    for number, (subject, payload) in enumerate(messages, start=1):
        if traces and number - 1 in traces:
            told = f"{TRACEPARENT}: {traces[number - 1]}".encode()
            header = b"%b%d\r\n%b\r\n\r\n" % (head, number, told)
        else:
            header = b"%b%d\r\n\r\n" % (head, number)
        header_bytes = len(header)
        commands.append(
            b"HPUB %b %d %d\r\n%b%b\r\n"
            % (subject.encode(), header_bytes, header_bytes + len(payload), header, payload)
        )
    return b"".join(commands)
