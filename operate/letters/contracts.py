"""What a dead letter's payload has to be, and where it goes back to, by where it came from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import msgspec

from libs.contracts.codec import MalformedEventError
from libs.contracts.mqtt.readings import MOST_READINGS_IN_A_MESSAGE, ReadingPayload
from libs.contracts.v1.device import DEVICE_DECODER
from libs.contracts.v1.reading import decode_readings
from libs.contracts.v1.registry import REGISTRY_DECODER
from libs.contracts.v1.session import SESSION_ENDED_DECODER
from libs.contracts.v1.surplus import SURPLUS_DECODER
from libs.contracts.v1.user import USER_DECODER
from libs.contracts.v1.usual import USUAL_DECODER

POSTED: Final = "POST /energy-data/"
_MQTT: Final = "energy-data"
_ONE: Final = msgspec.json.Decoder(ReadingPayload)
_SEVERAL: Final = msgspec.json.Decoder(list[ReadingPayload])


class NotValidError(ValueError):
    """The payload is not what its contract says; the words say where."""


@dataclass(frozen=True, slots=True)
class Contract:
    """`check` raises NotValidError. `way_back`: `gateway` (POST /energy-data/) or `bus`."""

    name: str
    way_back: str
    check: Callable[[bytes], None]


def contract_of(source: str) -> Contract | None:
    """Of what came from there; None: there is no way back."""
    if source in {POSTED, _MQTT} or source.startswith(f"{_MQTT}/"):
        return Contract("ReadingPayload", "gateway", partial(_check_readings, source))
    for kind in _ON_THE_BUS:
        if source.startswith(kind.prefix):
            return Contract(kind.name, "bus", partial(_check_event, kind, source))
    return None


def _check_readings(source: str, payload: bytes) -> None:
    """As the gateway reads them; from a topic they are of the device that it names."""
    try:
        readings = _readings_in(payload)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotValidError(str(error)) from error
    if not 0 < len(readings) <= MOST_READINGS_IN_A_MESSAGE:
        raise NotValidError(f"{len(readings)} readings: 1 to {MOST_READINGS_IN_A_MESSAGE}")
    device = source.removeprefix(f"{_MQTT}/") if source.startswith(f"{_MQTT}/") else None
    for each in readings:
        if each.timestamp.tzinfo is None:
            raise NotValidError(f"a time without a zone: {each.timestamp}")
        if device is not None and each.device_id != device:
            raise NotValidError(f"deviceId is {each.device_id}, but {device} sent it")


def _readings_in(payload: bytes) -> Sequence[ReadingPayload]:
    """One, an array of them, or one a line."""
    text = payload.strip()
    if text.startswith(b"["):
        return _SEVERAL.decode(text)
    try:
        return [_ONE.decode(text)]
    except msgspec.DecodeError:
        if b"\n" not in text:
            raise
        return _ONE.decode_lines(text)


@dataclass(frozen=True, slots=True)
class _Kind:
    """`named`: the field whose value ends the subject."""

    prefix: str
    name: str
    named: str
    decode: Callable[[bytes], Any]


def _check_event(kind: _Kind, source: str, payload: bytes) -> None:
    """It is of whom the subject names: elsewhere it would overwrite what is true of another."""
    try:
        decoded = kind.decode(payload)
    except MalformedEventError as error:
        raise NotValidError(str(error)) from error
    owner = source.rpartition(".")[2]
    for event in decoded if isinstance(decoded, Sequence) else (decoded,):
        named = str(getattr(event, kind.named, None))
        if named != owner:
            raise NotValidError(f"{kind.named} is {named}, but the subject is of {owner}")


_ON_THE_BUS: Final = (
    _Kind("reading.v1.", "ReadingReceived, ReadingsReceived", "device_id", decode_readings),
    _Kind(
        "registry.v1.facility.",
        "FacilityState, FacilityRemoved",
        "facility_id",
        REGISTRY_DECODER.decode,
    ),
    _Kind(
        "registry.v1.community.",
        "CommunityState, CommunityRemoved",
        "community_id",
        REGISTRY_DECODER.decode,
    ),
    _Kind("user.v1.", "UserConfirmed, UserChanged, UserDeleted", "user_id", USER_DECODER.decode),
    _Kind("session.v1.ended.", "SessionEnded", "session_id", SESSION_ENDED_DECODER.decode),
    _Kind("device.v1.", "DeviceProvisioned and so on", "device_id", DEVICE_DECODER.decode),
    _Kind("surplus.v1.", "SurplusDetected and so on", "community_id", SURPLUS_DECODER.decode),
    _Kind("usual.v1.", "UsualWithdrawalComputed", "facility_id", USUAL_DECODER.decode),
)
