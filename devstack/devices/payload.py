"""What a device says and hears, seen from its side: a reading, an acknowledgement."""

from datetime import datetime
from typing import Final

import msgspec

from devstack.recordings.recording import from_ms


class _Reading(msgspec.Struct, rename="camel", omit_defaults=True):
    device_id: str
    energy_value: float
    timestamp: datetime
    sequence: int | None = None


class _Acknowledgement(msgspec.Struct):
    acknowledged: list[int]


BARE_TOPIC: Final = "energy-data"
_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(_Acknowledgement)


class UnreadableAcknowledgementError(Exception):
    """What came on `device/{deviceId}/ack` is no acknowledgement."""


def topic_of(device_id: str) -> str:
    """Where the device publishes."""
    return f"{BARE_TOPIC}/{device_id}"


def acknowledgement_topic_of(device_id: str) -> str:
    """Where the device is told what is durable."""
    return f"device/{device_id}/ack"


def encode_reading(device_id: str, stamp_ms: int, power_w: float, sequence: int | None) -> bytes:
    """JSON of a reading; without a sequence exactly the three fields every device sends."""
    return _ENCODER.encode(_Reading(device_id, power_w, from_ms(stamp_ms), sequence))


def decode_acknowledgement(payload: bytes) -> list[int]:
    """Sequences that are durable. Raises UnreadableAcknowledgementError."""
    try:
        return _DECODER.decode(payload).acknowledged
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableAcknowledgementError(f"{payload[:80]!r}: {error}") from error
