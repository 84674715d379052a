"""What the numbers of a file mean, in W."""

import re
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from devstack.recordings.csv_files.findings import Findings

_SUFFIX: Final = re.compile(r"\s*[\[(]\s*(kwh|kw|wh|w)\s*[\])]$|[\s_]+(kwh|kw|wh)$", re.IGNORECASE)
_KILOWATT_LIMIT: Final = 150.0
"""A usual facility stays below it in kW, and above it in W."""


class Unit(StrEnum):
    """Power, or energy per interval."""

    W = "W"
    KW = "kW"
    WH = "Wh"
    KWH = "kWh"


_FACTORS: Final = {Unit.W: 1.0, Unit.KW: 1000.0, Unit.WH: 1.0, Unit.KWH: 1000.0}


def unit_named(text: str) -> Unit | None:
    """The unit a cell names, with or without brackets."""
    bare = text.strip().strip("[]()").strip().lower()
    return next((unit for unit in Unit if unit.lower() == bare), None)


def split_unit(name: str) -> tuple[str, Unit | None]:
    """A column's name without the unit behind it: `H1 [kWh]` is H1 in kWh."""
    found = _SUFFIX.search(name)
    if found is None or not name[: found.start()]:
        return name, None
    return name[: found.start()], unit_named(found[1] or found[2])


def choose_unit(
    given: Unit | None,
    hinted: Unit | None,
    values: npt.NDArray[np.float64],
    findings: Findings,
) -> Unit:
    """The unit given, else the header's, else the one the magnitudes (rows x columns) fit."""
    if given is not None:
        return given
    if hinted is not None:
        findings.assume(f"unit {hinted}, as the header says")
        return hinted
    high = np.nanpercentile(np.abs(values), 99, axis=0)
    typical = float(np.median(high))
    unit = Unit.W if typical > _KILOWATT_LIMIT else Unit.KW
    findings.assume(
        f"unit {unit}: the header names none, and a usual column stays below {typical:.4g} "
        f"(say so if it is {Unit.WH if unit is Unit.W else Unit.KWH} per interval)"
    )
    return unit


def watts_per_unit(unit: Unit, interval_s: float) -> float:
    """Mean power over an interval, in W, for a value of 1."""
    per_hour = 3600.0 / interval_s if unit in {Unit.WH, Unit.KWH} else 1.0
    return _FACTORS[unit] * per_hour
