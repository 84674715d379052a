"""Logs are JSON lines, ours and libraries', and an error's words are in none (NF8, NF11)."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

_PROGRAM: Final = """
import logging, sys
from libs.chassis.telemetry import configure_telemetry, get_logger
configure_telemetry(service="meter", log_level="info", log_format="json", otlp_endpoint=None)
try:
    try:
        raise KeyError(sys.argv[1])
    except KeyError as error:
        raise ValueError(f"Key (email)=({sys.argv[1]}) already exists.") from error
except ValueError as error:
    get_logger().error("ours", exc_info=error)
    logging.getLogger("a.library").exception("theirs")
try:
    raise ExceptionGroup("tasks", [OSError(sys.argv[1]), LookupError()])
except ExceptionGroup as group:
    get_logger().error("several", exc_info=group)
get_logger().info("after", device_count=3)
"""


def test_lines_are_json_and_tell_where_without_words() -> None:
    """In a process of its own: the configuration is the process's."""
    ran = subprocess.run(
        [sys.executable, "-c", _PROGRAM, "anna@example.org"],
        check=True,
        timeout=60,
        stderr=subprocess.PIPE,
    )

    ours, theirs, several, after = (json.loads(line) for line in ran.stderr.decode().splitlines())
    for entry in (ours, theirs, after):
        assert entry["service"] == "meter"
        assert {"event", "level", "timestamp"} <= entry.keys()
    assert (theirs["event"], theirs["logger"]) == ("theirs", "a.library")
    assert (after["event"], after["device_count"]) == ("after", 3)
    for entry in (ours, theirs):
        assert "KeyError" in entry["exception"]
        assert "ValueError" in entry["exception"]
        assert 'File "<string>", line 7' in entry["exception"]
    assert re.findall(r"^\w+$", several["exception"], re.MULTILINE) == [
        "OSError",
        "LookupError",
        "ExceptionGroup",
    ]
    assert b"anna" not in ran.stderr


def test_who_cannot_write_its_log_goes_on() -> None:
    """A full disk ends no service that only wanted to tell of it."""
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-c", f"{_PROGRAM}\nprint('there')", "anna@example.org"],
            check=False,
            timeout=60,
            stdout=subprocess.PIPE,
            stderr=full,
        )
    assert ran.stdout == b"there\n"
