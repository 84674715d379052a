"""A reading's payload, understood; an acknowledgement, written."""

import re
from typing import Final

import msgspec

from libs.contracts.mqtt.readings import ReadingPayload, ReadingsAcknowledged
from services.device_gateway.domain.readings.reading import Measurement
from services.device_gateway.domain.readings.refusal import Reason, Refusal

_DETAIL_CHARACTERS: Final = 200
_NAMED_NUMBER: Final = re.compile(rb":\s*[+-]?(nan|inf|infinity)\s*[,}]", re.IGNORECASE)
_NOT_A_NUMBER: Final = Refusal(Reason.NOT_A_NUMBER, "JSON has no NaN and no infinity")

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
