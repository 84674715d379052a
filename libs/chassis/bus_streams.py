"""Streams of JetStream: made as they are declared, looked for when they are gone."""

import asyncio
import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple, Protocol

import nats.errors
import nats.js.errors
from nats.js import JetStreamContext
from nats.js.api import DiscardPolicy, RetentionPolicy, StorageType, StreamConfig

from libs.chassis.telemetry import get_logger

_ADMIN_ATTEMPTS: Final = 40
_ADMIN_PAUSE_S: Final = 0.5


class StreamDeclaration(Protocol):
    """A stream and its limits, as libs.contracts.streams states them."""

    @property
    def name(self) -> str: ...
    @property
    def subjects(self) -> tuple[str, ...]: ...
    @property
    def max_age_s(self) -> int: ...
    @property
    def max_bytes(self) -> int: ...
    @property
    def max_messages_per_subject(self) -> int: ...
    @property
    def max_message_bytes(self) -> int: ...
    @property
    def discard_new(self) -> bool: ...
    @property
    def atomic_batches(self) -> bool: ...
    @property
    def duplicate_window_s(self) -> int: ...


class Extent(NamedTuple):
    """Which stream of that name it is, and how far it goes."""

    created_at: datetime
    last_sequence: int


async def declare(
    js: JetStreamContext, spec: StreamDeclaration, replicas: int | None, max_bytes: int | None
) -> None:
    """Create it or bring its limits up to date; waits for a starting JetStream.

    `replicas`, `max_bytes`: see Bus.declare. Raises nats.errors.Error, TimeoutError.
    """
    for attempt in range(1, _ADMIN_ATTEMPTS + 1):
        try:
            try:
                known = (await js.stream_info(spec.name)).config
                config = _stream_config(spec, replicas or known.num_replicas or 1)
                config.max_bytes = max_bytes or max(spec.max_bytes, known.max_bytes or 0)
                config.placement = known.placement
                if not _is_like(known, config):  # one may be allowed to look and not to change
                    await js.update_stream(config)
            except nats.js.errors.NotFoundError:
                config = _stream_config(spec, replicas or 1)
                config.max_bytes = max_bytes or spec.max_bytes
                await js.add_stream(config)
        except (nats.errors.Error, TimeoutError) as error:
            if attempt == _ADMIN_ATTEMPTS:
                raise
            get_logger().warning("stream_not_declared", stream=spec.name, error=repr(error))
            await asyncio.sleep(_ADMIN_PAUSE_S)
        else:
            return


async def missing_of(
    js: JetStreamContext, specs: Iterable[StreamDeclaration]
) -> Sequence[StreamDeclaration]:
    """Those that JetStream says it does not have. Raises nats.errors.Error, TimeoutError."""
    missing = []
    for spec in specs:
        try:
            await js.stream_info(spec.name)
        except nats.js.errors.NotFoundError:
            missing.append(spec)
    return missing


async def extent_of(js: JetStreamContext, stream: str) -> Extent | None:
    """None while JetStream does not tell."""
    try:
        info = await js.stream_info(stream)
    except (nats.errors.Error, TimeoutError):
        return None
    return Extent(info.created, info.state.last_seq) if info.created else None


def _is_like(known: StreamConfig, wanted: StreamConfig) -> bool:
    """Whether all that is wanted is so; what is not said is the operator's."""
    return all(
        getattr(known, each.name) == value
        for each in dataclasses.fields(wanted)
        if (value := getattr(wanted, each.name)) is not None
    )


def _stream_config(spec: StreamDeclaration, replicas: int) -> StreamConfig:
    return StreamConfig(
        name=spec.name,
        subjects=list(spec.subjects),
        retention=RetentionPolicy.LIMITS,
        storage=StorageType.FILE,
        discard=DiscardPolicy.NEW if spec.discard_new else DiscardPolicy.OLD,
        max_age=spec.max_age_s,
        max_bytes=spec.max_bytes,
        max_msgs_per_subject=spec.max_messages_per_subject,
        max_msg_size=spec.max_message_bytes,
        duplicate_window=spec.duplicate_window_s,
        num_replicas=replicas,
        allow_direct=True,
        allow_atomic=spec.atomic_batches,
    )
