"""Metering against the definition of power, reporting against an account of energy (FR10.1)."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware.test.model.core import LIBRARY, Calibration, Reading, Window, opaque

RATE = 4000
VOLTS_PER_COUNT = 0.2
AMPS_PER_COUNT = 0.02


def second_window(voltage: "np.ndarray[Any, Any]", current: "np.ndarray[Any, Any]") -> Window:
    metering, window = opaque(), Window()
    LIBRARY.metering_begin(metering, Calibration(VOLTS_PER_COUNT, AMPS_PER_COUNT))
    ended = 0
    for pair in zip(voltage.tolist(), current.tolist(), strict=True):
        ended += LIBRARY.metering_sample(metering, *pair, window)
        if ended == 2:
            return window
    raise AssertionError("no second window")


@settings(max_examples=10)
@given(
    hz=st.floats(49, 51),
    amplitudes=st.lists(st.floats(0, 0.3), min_size=3, max_size=3),
    phases=st.lists(st.floats(0, 6.28), min_size=4, max_size=4),
    dc=st.integers(-200, 200),
)
def test_power_is_the_mean_product_of_voltage_and_current(
    hz: float, amplitudes: Sequence[float], phases: Sequence[float], dc: int
) -> None:
    at = 2 * np.pi * hz * np.arange(int(2.2 * RATE)) / RATE
    orders = (1, 2, 3, 7)
    shares = (1.0, *amplitudes)
    shape = sum(
        share * np.sin(order * at + phase)
        for order, share, phase in zip(orders, shares, phases, strict=True)
    )
    voltage = np.rint(2048 + dc + 1600 * np.sin(at)).astype(int)
    current = np.rint(2048 - dc + 900 * shape).clip(0, 4095).astype(int)
    true_w = 1600 * 900 / 2 * np.cos(phases[0]) * VOLTS_PER_COUNT * AMPS_PER_COUNT

    window = second_window(voltage, current)

    assert window.power_mw / 1000 == pytest.approx(true_w, abs=12)
    assert window.frequency_mhz / 1000 == pytest.approx(hz, abs=0.05)
    assert window.samples == pytest.approx(RATE, abs=85)


@given(
    powers=st.lists(st.integers(-10_000_000, 10_000_000), min_size=1, max_size=200),
    interval_s=st.integers(1, 900),
    on_change_w=st.sampled_from([0.0, 300.0, 2000.0]),
)
def test_readings_account_for_all_energy(
    powers: Sequence[int], interval_s: int, on_change_w: float
) -> None:
    reporting, reading = opaque(), Reading()
    LIBRARY.reporting_begin(reporting, 0, 0)
    assert LIBRARY.reporting_configure(reporting, interval_s, on_change_w, 1.0)
    imported = exported = since = 0
    shown: int | None = None
    said: list[int] = []
    for second, power in enumerate(powers, start=1):
        due = LIBRARY.reporting_take(
            reporting, Window(power_mw=power, samples=RATE), second * 1000, reading
        )
        said.append(power)
        imported += max(power, 0)
        exported += max(-power, 0)
        changed = (
            shown is not None and bool(on_change_w) and abs(power - shown) >= on_change_w * 1000
        )
        assert due == (changed or second - since >= interval_s)
        if shown is None or due:
            shown = power
        if due:
            assert reading.power_mw == int(sum(said) / len(said))
            assert (reading.import_mwh, reading.export_mwh) == (imported // 3600, exported // 3600)
            since, said = second, []
