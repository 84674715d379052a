"""JetStream's atomic batches (NATS ADR-50), which nats-py has no call for."""

import itertools
from collections.abc import Sequence
from typing import Final, Protocol
from uuid import uuid4

import msgspec
import nats.errors

from libs.chassis.bus import Bus, PublishFailedError

MAX_BATCH_MESSAGES: Final = 1000
"""The server refuses more in one batch."""
BATCH_TIMEOUT_S: Final = 2.0
"""Short, because publishing a batch again is harmless and a restarted server never answers."""


class BatchPublisher(Protocol):
    """Stores several messages or none."""

    async def publish(self, messages: Sequence[tuple[str, bytes]]) -> None:
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

    async def publish(self, messages: Sequence[tuple[str, bytes]]) -> None:
        """Store all (subject, payload) pairs in this order, or none of them.

        Raises PublishFailedError when the stream did not confirm: whether they are stored is
        then unknown, and they must be published again (readers are idempotent). Raises
        ValueError for an empty batch or one of more than MAX_BATCH_MESSAGES.
        """
        if not 1 <= len(messages) <= MAX_BATCH_MESSAGES:
            raise ValueError(f"a batch has 1 to {MAX_BATCH_MESSAGES} messages")
        nc = self._bus.nc
        batch_id = f"{self._prefix}-{next(self._numbers)}"
        last = len(messages)
        try:
            for number, (subject, payload) in enumerate(messages[:-1], start=1):
                await nc.publish(subject, payload, headers=_headers(batch_id, number))
            subject, payload = messages[-1]
            reply = await nc.request(
                subject,
                payload,
                timeout=self._timeout_s,
                headers={**_headers(batch_id, last), "Nats-Batch-Commit": "1"},
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


def _headers(batch_id: str, number: int) -> dict[str, str]:
    return {"Nats-Batch-Id": batch_id, "Nats-Batch-Sequence": str(number)}
