"""Stream DEAD_LETTERS: input that was refused, with the reason, for a person to look at."""

from datetime import datetime
from typing import Final

import msgspec

from libs.contracts.codec import EventDecoder

MAX_PAYLOAD_EXCERPT_BYTES: Final = 2048


class DeadLetter(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """One refused message. `payload_excerpt` is cut to MAX_PAYLOAD_EXCERPT_BYTES."""

    reason: str
    """Stable code, e.g. `unknown_device`; also the last token of the subject."""
    detail: str
    source: str
    """The MQTT topic, bus subject or HTTP operation it came from."""
    received_at: datetime
    payload_excerpt: bytes
    payload_size_bytes: int


DEAD_LETTER_DECODER: Final = EventDecoder[DeadLetter](DeadLetter)
