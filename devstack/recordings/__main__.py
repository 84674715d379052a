"""What the reader makes of CSV files: `python -m devstack.recordings load.csv --pv pv.csv`."""

import argparse
import sys
from pathlib import Path

from devstack.recordings.csv_files.findings import CsvError
from devstack.recordings.csv_files.reader import DEFAULT_ZONE, CsvOptions, read_csv
from devstack.recordings.csv_files.units import Unit
from devstack.recordings.profiles import infer_profiles
from devstack.recordings.readings_file import write_readings
from devstack.recordings.recording import RecordingError
from devstack.recordings.resampling import resample


def main(arguments: list[str] | None = None) -> int:
    """Print the report and the facilities; 2 when the files cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m devstack.recordings", description=__doc__)
    parser.add_argument("load", type=Path)
    parser.add_argument("--pv", type=Path)
    parser.add_argument("--unit", type=Unit, choices=list(Unit))
    parser.add_argument("--pv-unit", type=Unit, choices=list(Unit))
    parser.add_argument("--zone", default=DEFAULT_ZONE)
    parser.add_argument("--stamp", choices=("begin", "end"), default="begin")
    parser.add_argument("--missing-pv", choices=("skip", "zero"), default="skip")
    parser.add_argument(
        "--readings",
        type=Path,
        metavar="FILE.csv",
        help="also write what the devices would have sent: device_id, measured_at, power_w",
    )
    parser.add_argument(
        "--cadence", type=float, metavar="S", help="seconds between two readings of a device"
    )
    given = parser.parse_args(arguments)
    options = CsvOptions(
        unit=given.unit,
        pv_unit=given.pv_unit,
        zone=given.zone,
        stamp=given.stamp,
        missing_pv=given.missing_pv,
    )
    try:
        recording, report = read_csv(given.load, given.pv, options)
        if given.readings is not None:
            cadence_s = given.cadence or recording.interval_s
            write_readings(resample(recording, cadence_s=cadence_s), given.readings)
    except (CsvError, RecordingError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    lines = [str(report), "facilities:"]
    lines += [
        f"  {profile.name:<12} {profile.member_type:<14} "
        f"draws up to {profile.max_consumption_w:,.0f} W, "
        f"feeds in up to {profile.max_production_w:,.0f} W"
        for profile in infer_profiles(recording)
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
