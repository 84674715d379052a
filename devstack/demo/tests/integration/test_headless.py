"""Demo and replay as a whole: real servers, the five services, devices, people, audit."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from devstack.demo.tests.headless import Headless, headless

DEMO: Final = ("demo", "--facilities", "4", "--speed", "600")
ROWS: Final = 96


@pytest.mark.slow
@pytest.mark.timeout(420)
def test_a_demo_balances_and_files_come_out_as_they_went_in(tmp_path: Path) -> None:
    with headless() as shell:
        demo = shell.run(*DEMO, "--for", "3s")
        assert_whole(demo, facilities=4)
        assert demo["episodes"]["notified"] == 1
        assert demo["notifications"]["inbox"] == 4
        assert demo["notifications"]["deliveries"] == {"mail": {"sent": 4}, "log_file": {"sent": 4}}

        load, pv = write_day(tmp_path)
        files = ("--load", str(load), "--pv", str(pv))
        replay = shell.run("replay", *files, "--time", "as-recorded")
        assert_whole(replay, facilities=2)
        assert replay["readings"]["stored"] == 2 * ROWS - 1
        assert replay["eventTimeTo"] == "2014-10-01T22:00:00Z"
        assert replay["energy"]["answered"] == replay["energy"]["recounted"]
        assert replay["energy"]["answered"]["sharedWh"] > 0
        assert replay["episodes"]["notified"] >= 1


@pytest.mark.slow
@pytest.mark.timeout(420)
def test_the_next_demo_goes_on_from_the_last_one() -> None:
    with headless() as shell:
        first = shell.run(*DEMO, "--for", "5s")
        forget_what_was_founded(shell)
        second = shell.run(*DEMO, "--for", "5s")
        assert_whole(second, facilities=4)
        assert second["eventTimeFrom"] > first["eventTimeTo"]
        assert second["balances"][0]["communityId"] == first["balances"][0]["communityId"]


def assert_whole(summary: dict[str, Any], *, facilities: int) -> None:
    assert summary["books"]["balanced"], summary["books"]
    readings = summary["readings"]
    assert readings["sent"] == readings["accepted"] == readings["stored"] > 0
    assert summary["balances"][0]["facilitiesFresh"] == facilities
    assert summary["latenciesMs"]["readingToBalance"]["p50"] > 0


def forget_what_was_founded(shell: Headless) -> None:
    """As if the run had been killed between founding the community and remembering it."""
    path = shell.folder / "demo.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"demo": None}))


def write_day(folder: Path) -> tuple[Path, Path]:
    """A day of quarter-hours with an empty cell; at night the roof produces nothing."""
    load, pv = folder / "load.csv", folder / "pv.csv"
    midnight = datetime.fromisoformat("2014-10-01")  # without a zone, as such files are
    stamps = [midnight + timedelta(minutes=15 * row) for row in range(ROWS)]
    hungry = ["" if row == 50 else f"{1 + row % 3}" for row in range(ROWS)]
    sunny = [max(0.0, 8.0 - abs(row - 48) / 3) for row in range(ROWS)]
    load.write_text(
        "time,Casa [kW],Bar [kW]\n"
        + "".join(f"{stamp},{1 + row % 2},{hungry[row]}\n" for row, stamp in enumerate(stamps))
    )
    pv.write_text(
        "time,Casa [kW]\n"
        + "".join(f"{stamp},{sunny[row]:.3f}\n" for row, stamp in enumerate(stamps))
    )
    return load, pv
