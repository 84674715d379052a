"""What docs/hardware says of the front end, computed anew, and the firmware's figures (FR10.1)."""

import ctypes
import math
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

from firmware.test.model.core import LIBRARY, Calibration, Window, opaque

PAGES: Final = Path(__file__).parents[3] / "docs" / "hardware"
RATE_HZ: Final = 4000
MAINS_HZ: Final = 50.0
CLIPPED: Final = 4
"""`READING_CLIPPED` of core/reading.h."""
CLAMPS: Final = {"100a": ("R3, 100 A", 100.0), "30a": ("R3, 30 A", 30.0)}

LIBRARY.nominal_calibration.argtypes = [ctypes.c_char_p, ctypes.POINTER(Calibration)]
LIBRARY.nominal_calibration.restype = ctypes.c_bool


def tables(page: str) -> Iterator[list[str]]:
    """The rows of a page's tables, as cells."""
    for line in (PAGES / page).read_text().splitlines():
        if line.startswith("|") and not line.startswith("|--"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def number(text: str) -> float:
    """The first number of a cell; thousands by k, millionths by µ, billionths by n."""
    found = re.match(r"([\d.,]+) ?(kΩ|µF|nF)?", text)
    assert found, text
    scale = {"kΩ": 1e3, "µF": 1e-6, "nF": 1e-9}.get(found[2], 1.0)
    return float(found[1].replace(",", "")) * scale


@cache
def documented() -> dict[str, float]:
    """Every documented value by its name, which is its own."""
    rows = [cells for cells in tables("schematic.md") if re.match(r"[\d.]", cells[1])]
    values = {cells[0]: number(cells[1]) for cells in rows}
    assert len(values) == len(rows)
    return values


def nominal(clamp: str) -> Calibration:
    calibration = Calibration()
    assert LIBRARY.nominal_calibration(clamp.encode(), calibration)
    return calibration


def volts_of_a_count() -> float:
    value = documented()
    return value["full scale"] / value["counts"]


def late_deg(resistance: float, capacitance: float) -> float:
    """By how much a first-order filter delays the mains."""
    return math.degrees(math.atan(2 * math.pi * MAINS_HZ * resistance * capacitance))


def sources() -> tuple[dict[str, float], float]:
    """What the filters' capacitors are charged through: for each clamp, and for the voltage."""
    value = documented()
    divider = value["R5"] * value["R6"] / (value["R5"] + value["R6"])
    currents = {clamp: value["R4"] + value[name] for clamp, (name, _) in CLAMPS.items()}
    return currents, value["R7"] + divider


def test_the_bias_is_the_middle_of_what_the_converter_measures() -> None:
    value = documented()

    bias = 3.3 * value["R2"] / (value["R1"] + value["R2"])
    assert value["bias"] == pytest.approx(bias, abs=0.005)
    assert bias / volts_of_a_count() == pytest.approx(2048, abs=20)
    assert value["headroom"] == pytest.approx(
        min(bias - value["lowest"], value["highest"] - bias), abs=0.005
    )


@pytest.mark.parametrize("clamp", CLAMPS)
def test_the_burden_and_the_firmware_agree(clamp: str) -> None:
    value = documented()
    name, full_a = CLAMPS[clamp]
    per_count = volts_of_a_count() * value["turns"] / value[name]
    peak = math.sqrt(2) * full_a / value["turns"] * value[name]
    currents, _ = sources()

    assert nominal(clamp).amps_per_count == pytest.approx(per_count, rel=1e-4)
    assert value[f"peak, {full_a:.0f} A"] == pytest.approx(peak, abs=0.001)
    assert peak < value["headroom"]
    assert value[f"counts at the peak, {full_a:.0f} A"] == pytest.approx(
        peak / volts_of_a_count(), abs=1
    )
    assert value[f"clips above, {full_a:.0f} A"] == pytest.approx(
        full_a * value["headroom"] / peak, abs=0.5
    )
    assert nominal(clamp).noise_a == pytest.approx(value["noise"] * per_count, rel=0.01)
    corner = 1 / (2 * math.pi * currents[clamp] * value["C2"])
    assert value[f"corner of the current, {full_a:.0f} A"] == pytest.approx(corner, abs=1)


def test_the_divider_and_the_firmware_agree() -> None:
    value = documented()
    ratio = value["ratio of the adapter"] * (value["R5"] + value["R6"]) / value["R6"]
    _, source = sources()

    assert nominal("100a").volts_per_count == pytest.approx(volts_of_a_count() * ratio, rel=1e-4)
    assert nominal("30a").volts_per_count == nominal("100a").volts_per_count
    peak = 253 * math.sqrt(2) / ratio
    assert value["peak at 253 V"] == pytest.approx(peak, abs=0.001)
    assert peak < value["headroom"]
    assert value["clips above"] == pytest.approx(value["headroom"] * ratio / math.sqrt(2), abs=1)
    corner = 1 / (2 * math.pi * source * value["C3"])
    assert value["corner of the voltage"] == pytest.approx(corner, abs=1)


@pytest.mark.parametrize("clamp", CLAMPS)
def test_the_phase_is_of_the_sampling_and_the_filters(clamp: str) -> None:
    value = documented()
    currents, of_voltage = sources()
    skew = 360 * MAINS_HZ / (2 * RATE_HZ)
    filters = late_deg(currents[clamp], value["C2"]) - late_deg(of_voltage, value["C3"])

    assert value["skew"] == pytest.approx(skew)
    assert nominal(clamp).phase_shift_deg == pytest.approx(skew + filters, abs=0.006)


def counts_of_the_board(clamp: str, amps: float, lag_deg: float) -> Any:
    """Voltage and current as the board would show them: 230 V, this current, in the ADC's order."""
    value = documented()
    currents, of_voltage = sources()
    name, _ = CLAMPS[clamp]
    random = np.random.default_rng(7)
    pairs = np.arange(int(2.2 * RATE_HZ))

    def counts(peak: float, late: float, at: Any) -> Any:
        volts = value["bias"] + peak * np.sin(2 * np.pi * MAINS_HZ * at - np.radians(late))
        noisy = volts / volts_of_a_count() + random.normal(0, value["noise"], len(pairs))
        return np.rint(noisy).clip(0, 4095).astype(int)

    ratio = value["ratio of the adapter"] * (value["R5"] + value["R6"]) / value["R6"]
    current = counts(
        math.sqrt(2) * amps / value["turns"] * value[name],
        lag_deg + late_deg(currents[clamp], value["C2"]),
        pairs / RATE_HZ,
    )
    voltage = counts(
        230 * math.sqrt(2) / ratio,
        late_deg(of_voltage, value["C3"]),
        (pairs + 0.5) / RATE_HZ,  # the current is converted first
    )
    return zip(voltage.tolist(), current.tolist(), strict=True)


@pytest.mark.parametrize("lag_deg", [0.0, 60.0, 180.0])
@pytest.mark.parametrize(("clamp", "amps"), [("100a", 50.0), ("30a", 3.0), ("30a", 13.0)])
def test_nominal_parts_are_measured_within_two_percent(
    clamp: str, amps: float, lag_deg: float
) -> None:
    """And the wrong order of the channels, or its sign, would be seen at 60 degrees."""
    metering, window = opaque(), Window()
    LIBRARY.metering_begin(metering, nominal(clamp))
    true_w = 230 * amps * math.cos(math.radians(lag_deg))

    ended = 0
    for pair in counts_of_the_board(clamp, amps, lag_deg):
        ended += LIBRARY.metering_sample(metering, *pair, window)
        if ended == 2:
            break

    assert ended == 2
    assert window.flags & CLIPPED == 0
    assert window.power_mw / 1000 == pytest.approx(true_w, rel=0.02, abs=5)
    assert window.voltage_mv / 1000 == pytest.approx(230, rel=0.01)


@pytest.mark.parametrize(("clamp", "column"), [("100a", 1), ("30a", 2)])
def test_the_firmware_has_the_figures_that_the_page_says(clamp: str, column: int) -> None:
    named = {
        "volts per count": nominal(clamp).volts_per_count,
        "amperes per count": nominal(clamp).amps_per_count,
        "phase, current late by": nominal(clamp).phase_shift_deg,
        "noise as a current": nominal(clamp).noise_a,
    }
    on_the_page = {
        cells[0]: number(cells[column]) for cells in tables("schematic.md") if cells[0] in named
    }

    assert on_the_page == pytest.approx(named)


def test_a_clamp_that_is_not_made_is_refused() -> None:
    assert not LIBRARY.nominal_calibration(b"60a", Calibration())


def test_the_bill_of_materials_adds_up() -> None:
    rows = [cells for cells in tables("bill-of-materials.md") if re.match(r"[\d.]+$", cells[-1])]
    *parts, total = [row for row in rows if row[0] != "option"]

    assert total[0] == "sum"
    assert float(total[-1]) == pytest.approx(sum(float(row[-1]) for row in parts), abs=0.001)
    for row in parts:
        assert float(row[-1]) == pytest.approx(float(row[2]) * float(row[3]), abs=0.001), row
