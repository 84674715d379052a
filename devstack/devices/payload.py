"""What a device says and hears of readings, by the contract."""

from typing import Final

import msgspec

from devstack.recordings.recording import from_ms
from libs.contracts.mqtt import topics
from libs.contracts.mqtt.readings import ReadingPayload, ReadingsAcknowledged

BARE_TOPIC: Final = topics.BARE_READINGS


class _Reading(ReadingPayload, frozen=True, kw_only=True, omit_defaults=True):
    """A device leaves out what it does not know."""


_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(ReadingsAcknowledged)


class UnreadableAcknowledgementError(Exception):
    """What came on `device/{deviceId}/ack` is no acknowledgement."""


def topic_of(device_id: str) -> str:
    """Where the device publishes."""
    return topics.readings(device_id)


def acknowledgement_topic_of(device_id: str) -> str:
    """Where the device is told what is durable."""
    return topics.to_device(device_id, topics.ACKNOWLEDGEMENT)


def encode_reading(
    device_id: str,
    stamp_ms: int,
    power_w: float,
    sequence: int | None,
    *,
    import_wh: float | None = None,
    export_wh: float | None = None,
) -> bytes:
    """JSON of a reading; without a sequence exactly the three fields every device sends."""
    return _ENCODER.encode(
        _Reading(
            device_id=device_id,
            energy_value=power_w,
            timestamp=from_ms(stamp_ms),
            sequence=sequence,
            import_wh=import_wh,
            export_wh=export_wh,
        )
    )


def decode_acknowledgement(payload: bytes) -> ReadingsAcknowledged:
    """What became of readings. Raises UnreadableAcknowledgementError."""
    try:
        return _DECODER.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableAcknowledgementError(f"{payload[:80]!r}: {error}") from error
