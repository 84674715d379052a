"""From measured and true powers to the correction that a device is sent.

    python -m firmware.tools.calibrate two-points 212 200 2105 2000
    python -m firmware.tools.calibrate phase 1985 1889 20

The same as `ct_calibration_two_points` and `ct_calibration_phase` of the core: a test
compares them.
"""

import argparse
import json
import math
import sys
from collections.abc import Sequence
from typing import Final

MOST_GAIN: Final = 10.0
MOST_OFFSET_W: Final = 1000.0
MOST_PHASE_DEG: Final = 30.0
LEAST_LOAD_W: Final = 100.0
LEAST_TRIED_DEG: Final = 1.0


class UnusableError(ValueError):
    """These figures calibrate nothing; the text says why."""


def two_points(
    measured_low_w: float, true_low_w: float, measured_high_w: float, true_high_w: float
) -> dict[str, float]:
    """Gain and offset, in W, that make both measured powers the true ones."""
    measured = measured_high_w - measured_low_w
    if measured < LEAST_LOAD_W:
        raise UnusableError(f"the two loads are less than {LEAST_LOAD_W:.0f} W apart")
    gain = (true_high_w - true_low_w) / measured
    offset_w = true_low_w - gain * measured_low_w
    if not 0 < gain <= MOST_GAIN or abs(offset_w) > MOST_OFFSET_W:
        raise UnusableError(f"gain {gain:.3f} and offset {offset_w:.0f} W are outside the limits")
    return {"currentGain": round(gain, 6), "offsetW": round(offset_w, 3)}


def phase(at_zero_w: float, at_tried_w: float, tried_deg: float) -> dict[str, float]:
    """The shift in degrees, from a resistive load measured with 0 and with `tried_deg` more."""
    if at_zero_w < LEAST_LOAD_W or not LEAST_TRIED_DEG < abs(tried_deg) <= MOST_PHASE_DEG:
        raise UnusableError("the load is too small, or what was tried is not 1 to 30 degrees")
    tried = math.radians(tried_deg)
    sign = math.copysign(1.0, tried_deg)
    found = math.atan2(sign * (at_tried_w / at_zero_w - math.cos(tried)), sign * math.sin(tried))
    if abs(math.degrees(found)) > MOST_PHASE_DEG:
        raise UnusableError("the shift is more than 30 degrees: is it a resistive load?")
    return {"phaseShiftDeg": round(math.degrees(found), 3)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints members of `calibration`, as JSON; 2 for figures of no use."""
    parser = argparse.ArgumentParser(
        prog="python -m firmware.tools.calibrate", description=(__doc__ or "").splitlines()[0]
    )
    kinds = parser.add_subparsers(dest="kind", required=True)
    wanted = {
        "two-points": ("measured_low_w", "true_low_w", "measured_high_w", "true_high_w"),
        "phase": ("at_zero_w", "at_tried_w", "tried_deg"),
    }
    for kind, names in wanted.items():
        of_kind = kinds.add_parser(kind)
        for name in names:
            of_kind.add_argument(name, type=float)
    given = parser.parse_args(arguments)
    figures = [getattr(given, name) for name in wanted[given.kind]]
    try:
        found = two_points(*figures) if given.kind == "two-points" else phase(*figures)
    except UnusableError as error:
        parser.error(str(error))
    print(json.dumps(found))  # noqa: T201  # that is its purpose
    return 0


if __name__ == "__main__":
    sys.exit(main())
