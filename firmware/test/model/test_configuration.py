"""The desired configuration against the contract's own decoder; power fails between any calls."""

import ctypes
import json
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from firmware.test.model.core import LIBRARY, Calibration, opaque
from firmware.test.model.machine import Kv, Machine, Message, Outgoing
from libs.contracts.mqtt.configuration import (
    ConfigurationDesired,
    ConfigurationReported,
    DeviceConfiguration,
)

UNREADABLE, KNOWN, TAKEN, REJECTED, NOT_KEPT = range(5)
FACTORY = Calibration(0.4, 0.02, 0.0, 0.0, 0.0, False)

_P = ctypes.c_char_p
LIBRARY.configuration_begin.argtypes = [_P, ctypes.POINTER(Kv), ctypes.POINTER(Calibration)]
LIBRARY.configuration_begin.restype = None
LIBRARY.configuration_hear.argtypes = [_P, ctypes.c_char_p, ctypes.c_size_t]
LIBRARY.configuration_report.argtypes = [_P, ctypes.c_char_p, ctypes.POINTER(Message)]
LIBRARY.configuration_report.restype = ctypes.c_bool

numbers = st.integers(-(10**9), 10**11).map(lambda micros: micros / 1e6)
small = st.integers(-(10**7), 2 * 10**7).map(lambda micros: micros / 1e6)
junk: st.SearchStrategy[Any] = st.sampled_from([None, "60", [], {}, True])
members = st.fixed_dictionaries(
    {},
    optional={
        "reportingIntervalS": st.integers(0, 901) | junk,
        "onChangeW": numbers | junk,
        "transformationConstant": st.integers(1, 10**9).map(lambda micros: micros / 1e6) | junk,
        "somethingNew": numbers | junk,
        "calibration": st.fixed_dictionaries(
            {},
            optional={
                "currentGain": small,
                "voltageGain": small,
                "phaseShiftDeg": small,
                "offsetW": small | junk,
            },
        ),
    },
)
desires = st.fixed_dictionaries({"version": st.integers(1, 30), "configuration": members})


class Oracle:
    """What the contract says a device works by."""

    def __init__(self) -> None:
        self.configuration = DeviceConfiguration()
        self.told = 0
        self.is_rejected = False

    def hear(self, desired: dict[str, Any], text: bytes) -> int:
        if desired["version"] <= self.told:
            return KNOWN
        self.told = desired["version"]
        try:
            self.configuration = msgspec.json.decode(text, type=ConfigurationDesired).configuration
        except msgspec.ValidationError:
            self.is_rejected = True
            return REJECTED
        self.is_rejected = False
        return TAKEN


@given(st.lists(st.tuples(desires, st.booleans(), st.booleans()), max_size=8))
def test_it_works_by_what_the_contract_allows(
    said: list[tuple[dict[str, Any], bool, bool]],
) -> None:
    machine, state, oracle = Machine(), opaque(512), Oracle()
    LIBRARY.configuration_begin(state, machine.kv, FACTORY)
    for desired, fails, restarts in said:
        text = json.dumps(desired).encode()
        machine.power = 0 if fails else None
        outcome = LIBRARY.configuration_hear(state, text, len(text))
        if fails:
            assert outcome == (KNOWN if desired["version"] <= oracle.told else NOT_KEPT)
        else:
            assert outcome == oracle.hear(desired, text)
        machine.power = None
        if restarts:
            state = opaque(512)
            LIBRARY.configuration_begin(state, machine.kv, FACTORY)
        check_report(state, oracle)


def check_report(state: ctypes.Array[ctypes.c_char], oracle: Oracle) -> None:
    out = Outgoing()
    assert LIBRARY.configuration_report(state, b"MG-1", out.struct)
    report = msgspec.json.decode(out.payload, type=ConfigurationReported)
    assert report.version == oracle.told
    assert report.configuration == oracle.configuration
    assert (report.rejected is not None) == oracle.is_rejected
