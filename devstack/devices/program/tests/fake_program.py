"""Stands for the firmware's Linux program: says what it would say, to nobody but its reader.

Each line of standard input is a reading. What its serial number contains is its fate.
"""

import argparse
import json
import signal
import sys
import time
from pathlib import Path
from typing import Any


def say(event: str, **what: Any) -> None:
    sys.stdout.write(
        json.dumps({"event": event, "at_ms": time.time_ns() // 1_000_000} | what) + "\n"
    )
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--serial")
    parser.add_argument("--state", type=Path)
    given, _ = parser.parse_known_args()
    numbers = given.state / given.serial
    given.state.mkdir(parents=True, exist_ok=True)
    sequence = int(numbers.read_text()) if numbers.exists() else 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    say("started", sequence=sequence, pending=0)
    say("connected", **{"as": "claim"})
    say("connected", **{"as": "device"})
    sys.stdout.write("this is no event\n")
    for line in sys.stdin:
        power_mw = round(float(line) * 1000)
        numbers.write_text(str(sequence + 1))
        say("reading", sequence=sequence, stamp_ms=1_000 * sequence, power_mw=power_mw)
        say("sent", sequences=[sequence])
        if "late" in given.serial:
            say("acknowledged", sequences=[sequence - 1])
        elif "deaf" not in given.serial:
            say("sent", sequences=[sequence], again=True)
            say("acknowledged", sequences=[sequence, sequence + 1_000])
        sequence += 1
        if "restarts" in given.serial:
            return 3
        if "dies" in given.serial:
            sys.stderr.write("something is wrong\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
