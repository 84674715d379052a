"""What the whole device says and hears is the contract's."""

import ctypes
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware.test.model.core import LIBRARY, opaque
from libs.contracts.mqtt.configuration import (
    ConfigurationDesired,
    ConfigurationReported,
    DeviceConfiguration,
)
from libs.contracts.mqtt.status import StatusReported

SIZE = 4_000_000
MINUTE_MS = 60_000

_P = ctypes.c_char_p
LIBRARY.device_sim_init.argtypes = [_P]
LIBRARY.device_sim_init.restype = None
LIBRARY.device_sim_run.argtypes = [_P, ctypes.c_uint64]
LIBRARY.device_sim_run.restype = None
LIBRARY.device_sim_say.argtypes = [_P, ctypes.c_char_p, ctypes.c_char_p]
LIBRARY.device_sim_say.restype = None
LIBRARY.device_sim_power_cycle.argtypes = [_P, ctypes.c_uint64]
LIBRARY.device_sim_power_cycle.restype = None
LIBRARY.device_sim_status.argtypes = [_P]
LIBRARY.device_sim_status.restype = ctypes.c_char_p
LIBRARY.device_sim_report.argtypes = [_P]
LIBRARY.device_sim_report.restype = ctypes.c_char_p


def status_of(sim: Any) -> StatusReported:
    kind, _, text = LIBRARY.device_sim_status(sim).partition(b" ")
    assert kind == b"status"
    return msgspec.json.decode(text, type=StatusReported)


@settings(max_examples=20)
@given(st.integers(1, 900), st.integers(1, 2**53 - 1), st.integers(1, 120))
def test_its_status_says_what_the_contract_wants(
    interval_s: int, version: int, minutes: int
) -> None:
    sim = opaque(SIZE)
    LIBRARY.device_sim_init(sim)
    LIBRARY.device_sim_run(sim, MINUTE_MS)
    wanted = DeviceConfiguration(reporting_interval_s=interval_s)
    desired = ConfigurationDesired(version=version, configuration=wanted)
    LIBRARY.device_sim_say(sim, b"configuration", msgspec.json.encode(desired))
    LIBRARY.device_sim_run(sim, minutes * MINUTE_MS)
    connections = status_of(sim).connection
    LIBRARY.device_sim_power_cycle(sim, 5000)
    LIBRARY.device_sim_run(sim, MINUTE_MS)

    kind, _, text = LIBRARY.device_sim_report(sim).partition(b" ")
    status = status_of(sim)
    assert kind == b"configuration"
    assert msgspec.json.decode(text, type=ConfigurationReported) == ConfigurationReported(
        version=version, configuration=wanted
    )
    assert (status.state, status.cadence_s) == ("online", interval_s)
    assert (status.configuration_version, status.faults) == (version, [])
    assert (status.firmware, status.hardware) == ("1.2.0", "esp32s3-1")
    assert status.connection == connections + 1
    assert status.certificate_serial == "1"
