"""What travels on MQTT: the payload of a reading, and the acknowledgement to the device.

The AsyncAPI document is generated from these structs.
"""

import re
from datetime import datetime
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from services.device_gateway.domain.readings.reading import Measurement
from services.device_gateway.domain.readings.refusal import Reason, Refusal

_LARGEST_SEQUENCE: Final = 2**63 - 1
_DETAIL_CHARACTERS: Final = 200
_NAMED_NUMBER: Final = re.compile(rb":\s*[+-]?(nan|inf|infinity)\s*[,}]", re.IGNORECASE)
_NOT_A_NUMBER: Final = Refusal(Reason.NOT_A_NUMBER, "JSON has no NaN and no infinity")

Register = Annotated[
    float,
    Meta(
        ge=0,
        description="Cumulative register of the meter in Wh, before the transformation constant.",
    ),
]


class ReadingPayload(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One measurement, published with QoS 1 on `energy-data/{deviceId}`.

    `deviceId`, `energyValue` and `timestamp` are required; unknown further fields are ignored.
    """

    device_id: Annotated[
        str,
        Meta(
            description="The device's own id; the same as in the topic, where the topic has one.",
            examples=["meter-0001"],
        ),
    ]
    energy_value: Annotated[
        float,
        Meta(
            description="Mean active power since the previous reading, in W: positive while the "
            "facility withdraws from the grid, negative while it feeds in.",
            examples=[412.5, -2300.0],
        ),
    ]
    timestamp: Annotated[
        datetime,
        Meta(
            tz=True,
            description="End of the measured interval, RFC 3339 with a zone.",
            examples=["2026-06-21T12:00:00Z"],
        ),
    ]
    sequence: (
        Annotated[
            int,
            Meta(
                ge=0,
                le=_LARGEST_SEQUENCE,
                description="The device's own counter. A reading that has one is acknowledged on "
                "`device/{deviceId}/ack` once it is durable.",
            ),
        ]
        | None
    ) = None
    import_wh: Register | None = None
    export_wh: Register | None = None
    firmware: Annotated[str, Meta(description="Version of the device's firmware.")] | None = None


class ReadingsAcknowledged(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Published on `device/{deviceId}/ack`: these readings are durable, the device may forget them.

    A broker's PUBACK does not say that. A device sends a reading again until it is acknowledged.
    """

    acknowledged: Annotated[
        list[int], Meta(description="Sequence numbers of durable readings, in no special order.")
    ]


_DECODER: Final = msgspec.json.Decoder(ReadingPayload)
_ENCODER: Final = msgspec.json.Encoder()


def decode_measurement(payload: bytes) -> Measurement | Refusal:
    """The measurement a payload states, or why it states none; never raises."""
    try:
        said = _DECODER.decode(payload)
    except msgspec.ValidationError as error:
        return _refusal_of(str(error))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if _NAMED_NUMBER.search(payload):
            return _NOT_A_NUMBER
        return Refusal(Reason.NOT_JSON, str(error)[:_DETAIL_CHARACTERS])
    return Measurement(
        said.device_id,
        said.timestamp,
        said.energy_value,
        said.sequence,
        said.import_wh,
        said.export_wh,
    )


def encode_acknowledgement(sequences: list[int]) -> bytes:
    """Payload of `device/{deviceId}/ack`."""
    return _ENCODER.encode(ReadingsAcknowledged(acknowledged=sequences))


def _refusal_of(message: str) -> Refusal:
    """The stable reason behind a message of msgspec."""
    detail = message[:_DETAIL_CHARACTERS]
    if "missing required field" in message:
        return Refusal(Reason.MISSING_FIELD, detail)
    if message.endswith("`$.timestamp`") and "got `" not in message:
        return Refusal(Reason.BAD_TIMESTAMP, detail)
    if "Number out of range" in message:
        return Refusal(Reason.NOT_A_NUMBER, detail)
    if "got `" not in message:
        return Refusal(Reason.OUT_OF_RANGE, detail)
    return Refusal(Reason.WRONG_TYPE, detail)
