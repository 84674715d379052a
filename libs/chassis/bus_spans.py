"""Spans of messages that are handled in batches."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Final

from libs.chassis import tracing
from libs.chassis.bus_message import BusMessage

_NOTHING: Final = nullcontext()


def processing(
    stream: str, consumer: str, messages: Sequence[BusMessage]
) -> AbstractContextManager[None]:
    """Around the handling of a batch; makes nothing when none of it is traced."""
    if not tracing.is_on():
        return _NOTHING
    traces = [message.trace for message in messages if message.trace]
    return tracing.processing(stream, consumer, traces, len(messages)) if traces else _NOTHING
