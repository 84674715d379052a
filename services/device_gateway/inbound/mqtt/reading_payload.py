"""Readings' payloads, understood; acknowledgements, written.

A message is one reading, a JSON array of them, or the objects one a line (NDJSON). What is right as
a whole is decoded in one go; only where that fails the readings are looked at one by one.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypeVar

import msgspec

from libs.contracts.mqtt.readings import (
    MOST_READINGS_IN_A_MESSAGE,
    ReadingPayload,
    ReadingsAcknowledged,
    RefusedReading,
)
from libs.contracts.mqtt.readings import Sequence as SequenceNumber
from services.device_gateway.domain.readings.reading import Measurement, Misreading
from services.device_gateway.domain.readings.refusal import Reason, Refusal

_DETAIL_CHARACTERS: Final = 200
_MOST_LINES: Final = 2 * MOST_READINGS_IN_A_MESSAGE
"""Blank ones too; that many lines of readings would not fit into a message."""
_BLANK: Final = b" \t\r\n"
_NAMED_NUMBER: Final = re.compile(rb"(:\s*)[+-]?(?:nan|inf|infinity)(\s*[,}])", re.IGNORECASE)
_NOT_A_NUMBER: Final = Refusal(Reason.NOT_A_NUMBER, "JSON has no NaN and no infinity")
_NO_READINGS: Final = Misreading(Refusal(Reason.WRONG_TYPE, "an array of no readings"))
_UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

_PartT = TypeVar("_PartT")


class _Beginnings(msgspec.Struct, rename="camel"):
    """What is looked for in a reading that cannot be decoded."""

    device_id: msgspec.Raw = msgspec.Raw()
    sequence: msgspec.Raw = msgspec.Raw()


_DECODER: Final = msgspec.json.Decoder(ReadingPayload)
_ARRAY_DECODER: Final = msgspec.json.Decoder(list[ReadingPayload])
_PARTS_DECODER: Final = msgspec.json.Decoder(list[msgspec.Raw])
_BEGINNINGS_DECODER: Final = msgspec.json.Decoder(_Beginnings)
_SEQUENCE_DECODER: Final = msgspec.json.Decoder(SequenceNumber)
_TEXT_DECODER: Final = msgspec.json.Decoder(str)
_ENCODER: Final = msgspec.json.Encoder()


def decode_readings(
    payload: bytes,
) -> Measurement | Misreading | Sequence[Measurement | Misreading]:
    """The measurement a payload states, or each of several; never raises."""
    try:
        said = _DECODER.decode(payload)
    except _UNREADABLE as error:
        text = payload.strip(_BLANK)
        if text.startswith(b"["):
            return _of_array(text)
        if 0 < text.count(b"\n") <= _MOST_LINES:
            lines = [line for line in text.split(b"\n") if line.strip(_BLANK)]
            if any(_is_object(line.strip(_BLANK)) for line in lines):
                return _of_lines(text, lines)
        return _misreading(payload, error)
    return _measurement(said)


def encode_time(now: datetime) -> bytes:
    """A time as it stands in an acknowledgement."""
    return _ENCODER.encode(now)


def encode_acknowledgement(
    acknowledged: list[int], refused: Sequence[tuple[int, str]], time_json: bytes
) -> bytes:
    """Payload of `device/{deviceId}/ack`; `time_json` is from `encode_time`."""
    if refused:
        note = ReadingsAcknowledged(
            acknowledged=acknowledged,
            refused=[RefusedReading(sequence=number, reason=reason) for number, reason in refused],
        )
    else:
        note = ReadingsAcknowledged(acknowledged=acknowledged)
    return b'%b,"time":%b}' % (_ENCODER.encode(note)[:-1], time_json)


def _of_array(text: bytes) -> Misreading | Sequence[Measurement | Misreading]:
    try:
        readings = _ARRAY_DECODER.decode(text)
    except _UNREADABLE:
        try:
            return _one_by_one(_parts_of(text))
        except _UNREADABLE as error:
            return _misreading(text, error)
    if not readings:
        return _NO_READINGS
    if len(readings) > MOST_READINGS_IN_A_MESSAGE:
        return _too_many(len(readings))
    return [_measurement(said) for said in readings]


def _parts_of(text: bytes) -> list[bytes]:
    """The elements of an array. A printed NaN in one does not spoil the others."""
    try:
        parts = _PARTS_DECODER.decode(text)
    except _UNREADABLE:
        parts = _PARTS_DECODER.decode(_finite(text))
    return [bytes(part) for part in parts]


def _of_lines(text: bytes, lines: Sequence[bytes]) -> Misreading | list[Measurement | Misreading]:
    if len(lines) > MOST_READINGS_IN_A_MESSAGE:
        return _too_many(len(lines))
    try:
        return [_measurement(said) for said in _DECODER.decode_lines(text)]
    except _UNREADABLE:
        return _one_by_one(lines)


def _one_by_one(parts: Sequence[bytes]) -> Misreading | list[Measurement | Misreading]:
    if len(parts) > MOST_READINGS_IN_A_MESSAGE:
        return _too_many(len(parts))
    said: list[Measurement | Misreading] = []
    for part in parts:
        try:
            said.append(_measurement(_DECODER.decode(part)))
        except _UNREADABLE as error:
            said.append(_misreading(part, error))
    return said


def _measurement(said: ReadingPayload) -> Measurement:
    return Measurement(
        said.device_id,
        said.timestamp,
        said.energy_value,
        said.sequence,
        said.import_wh,
        said.export_wh,
        said.revision or 0,
    )


def _misreading(text: bytes, error: Exception) -> Misreading:
    """Why it states no measurement; its number and device, where those can be read."""
    if isinstance(error, msgspec.ValidationError):
        refusal = _refusal_of(str(error))
    elif _NAMED_NUMBER.search(text):
        refusal, text = _NOT_A_NUMBER, _finite(text)
    else:
        return Misreading(Refusal(Reason.NOT_JSON, str(error)[:_DETAIL_CHARACTERS]))
    try:
        beginnings = _BEGINNINGS_DECODER.decode(text)
    except _UNREADABLE:
        return Misreading(refusal)
    return Misreading(
        refusal,
        _part_or_none(_SEQUENCE_DECODER, beginnings.sequence),
        _part_or_none(_TEXT_DECODER, beginnings.device_id),
    )


def _part_or_none(decoder: "msgspec.json.Decoder[_PartT]", part: msgspec.Raw) -> _PartT | None:
    try:
        return decoder.decode(part)
    except _UNREADABLE:
        return None


def _finite(text: bytes) -> bytes:
    """With printed NaNs and infinities as numbers too large to be read, which are JSON."""
    return _NAMED_NUMBER.sub(rb"\g<1>1e999\g<2>", text)


def _is_object(line: bytes) -> bool:
    return line.startswith(b"{") and line.endswith(b"}")


def _too_many(count: int) -> Misreading:
    detail = f"{count} readings, at most {MOST_READINGS_IN_A_MESSAGE} are taken of a message"
    return Misreading(Refusal(Reason.TOO_MANY_READINGS, detail))


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
