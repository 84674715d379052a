"""What a dead letter has to be before it may go back."""

import json

import msgspec
import pytest

from libs.contracts.codec import encode
from libs.contracts.golden import EXAMPLES
from operate.letters.contracts import POSTED, NotValidError, contract_of

READING = {"deviceId": "meter-1", "energyValue": 12.5, "timestamp": "2027-06-21T10:00:00Z"}


def _bytes(*readings: dict[str, object]) -> bytes:
    return json.dumps(list(readings) if len(readings) > 1 else readings[0]).encode()


def _lines(*readings: dict[str, object]) -> bytes:
    return "\n".join(map(json.dumps, readings)).encode()


@pytest.mark.parametrize("source", ["energy-data/meter-1", "energy-data", POSTED])
def test_a_reading_goes_back_to_the_gateway(source: str) -> None:
    contract = contract_of(source)

    assert contract is not None
    assert contract.way_back == "gateway"
    contract.check(_bytes(READING))
    contract.check(_bytes(READING, READING))
    contract.check(json.dumps(READING, indent=2).encode())
    contract.check(_lines(READING, READING))


@pytest.mark.parametrize(
    ("payload", "told"),
    [
        (b"", "truncated"),
        (b"{", "truncated"),
        (b"\xff\xfe", "malformed|utf"),
        (_bytes({**READING, "energyValue": "much"}), "energyValue"),
        (_bytes({"deviceId": "meter-1"}), "energyValue"),
        (_bytes({**READING, "timestamp": "2027-06-21T10:00:00"}), "timestamp"),
        (_bytes({**READING, "deviceId": "meter-2"}), "meter-1 sent it"),
        (b"[]", "0 readings"),
        (_bytes(*[READING] * 501), "501 readings"),
        (_lines(*[READING] * 501), "501 readings"),
        (_lines(READING, {"deviceId": "meter-1"}), "energyValue"),
        (_lines(READING, {**READING, "deviceId": "meter-2"}), "meter-1 sent it"),
        (json.dumps({"deviceId": "meter-1"}, indent=2).encode(), "."),
    ],
)
def test_what_is_no_reading_of_the_device_stays(payload: bytes, told: str) -> None:
    contract = contract_of("energy-data/meter-1")

    assert contract is not None
    with pytest.raises(NotValidError, match=told):
        contract.check(payload)


@pytest.mark.parametrize("source", ["report/meter-1/status", "live.v1.inbox", "", "readings"])
def test_for_others_there_is_no_way_back(source: str) -> None:
    assert contract_of(source) is None


_IDS = "7f0c7c1e-52b4-4c43-9c0c-6f6f0a1d000"
_SUBJECTS = {
    "ReadingReceived": "reading.v1.1.c.meter-0001",
    "ReadingsReceived": "reading.v1.1.c.meter-0001",
    "FacilityState": f"registry.v1.facility.{_IDS}2",
    "CommunityRemoved": f"registry.v1.community.{_IDS}1",
    "UserDeleted": f"user.v1.{_IDS}3",
    "SessionEnded": f"session.v1.ended.{_IDS}6",
    "DeviceRevoked": "device.v1.meter-0001",
    "SurplusDetected": f"surplus.v1.{_IDS}1",
    "UsualWithdrawalComputed": f"usual.v1.{_IDS}2",
}
_EVENTS = [event for event in EXAMPLES if type(event).__name__ in _SUBJECTS]


@pytest.mark.parametrize("event", _EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_fits_its_own_subject_and_no_other(event: msgspec.Struct) -> None:
    own = _SUBJECTS[type(event).__name__]
    other = own.rpartition(".")[0] + ".somebody-else"
    for subject in {*_SUBJECTS.values(), other}:
        contract = contract_of(subject)
        assert contract is not None
        assert contract.way_back == "bus"
        if subject == own:
            contract.check(encode(event))
        else:
            with pytest.raises(NotValidError):
                contract.check(encode(event))
