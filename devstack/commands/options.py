"""Options that several commands share."""

import argparse
import math
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from devstack.servers.unprivileged import REPOSITORY
from devstack.supervisor.stack import DEFAULT_BASE_PORT, StackOptions
from devstack.supervisor.state import DEFAULT_STATE_FOLDER

REPLAY_STATE_FOLDER: Final = DEFAULT_STATE_FOLDER / "replay"
"""Apart from the demo's, whose community goes on undisturbed; forgotten with it."""
FIRMWARE_STATE_FOLDER: Final = DEFAULT_STATE_FOLDER / "firmware"
"""Apart from the demo's too: its devices are others."""
_UNITS_S: Final = {"s": 1, "m": 60, "h": 3600}
_HIGHEST_PACE: Final = 100_000
_SHORTEST_CADENCE_S: Final = 1.0
_LONGEST_CADENCE_S: Final = 3600.0
_MOST_FACILITIES: Final = 500
_HIGHEST_BASE_PORT: Final = 65_000
_LOWEST_BASE_PORT: Final = 1024


def duration_s(text: str) -> float:
    """Seconds of `90`, `90s`, `5m` or `1h`. Raises ArgumentTypeError."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([smh]?)", text)
    if found is None or float(found[1]) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no duration such as 90s, 5m or 1h")
    return float(found[1]) * _UNITS_S[found[2] or "s"]


def base_port(text: str) -> int:
    """The first of the stack's ports. Raises ArgumentTypeError."""
    if not text.isdigit() or not _LOWEST_BASE_PORT <= int(text) <= _HIGHEST_BASE_PORT:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no port from {_LOWEST_BASE_PORT} to {_HIGHEST_BASE_PORT}"
        )
    return int(text)


def pace(text: str) -> float:
    """How many times real time. Raises ArgumentTypeError."""
    times = _number(text)
    if not 1 <= times <= _HIGHEST_PACE:
        raise argparse.ArgumentTypeError(f"{text!r} is no pace from 1 (live) to {_HIGHEST_PACE:,}")
    return times


def cadence_s(text: str) -> float:
    """Seconds between two readings. Raises ArgumentTypeError."""
    seconds = _number(text.removesuffix("s"))
    if not _SHORTEST_CADENCE_S <= seconds <= _LONGEST_CADENCE_S:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no cadence from {_SHORTEST_CADENCE_S:g} to {_LONGEST_CADENCE_S:g} seconds"
        )
    return seconds


def facility_count(text: str) -> int:
    """How many facilities. Raises ArgumentTypeError."""
    if not text.isdigit() or not 1 <= int(text) <= _MOST_FACILITIES:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to {_MOST_FACILITIES}")
    return int(text)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan  # which lies in no range


def add_state_argument(
    parser: argparse.ArgumentParser, default: Path = DEFAULT_STATE_FOLDER
) -> None:
    """--state: where everything is kept."""
    parser.add_argument(
        "--state",
        type=lambda text: Path(text).absolute(),
        default=default,
        metavar="FOLDER",
        help="where data, logs, mails and secrets are kept (default: "
        f"{default.relative_to(REPOSITORY)} in the repository)",
    )


def add_stack_arguments(
    parser: argparse.ArgumentParser, state_folder: Path = DEFAULT_STATE_FOLDER
) -> None:
    """Where the stack lives and listens."""
    add_state_argument(parser, state_folder)
    parser.add_argument(
        "--base-port",
        type=base_port,
        default=DEFAULT_BASE_PORT,
        metavar="PORT",
        help="first of fifteen loopback ports, the app's own (default: %(default)s)",
    )
    parser.add_argument(
        "--mqtt",
        choices=("auto", "mosquitto", "nats"),
        default="auto",
        help="MQTT broker; auto: mosquitto where installed, else the NATS server's listener",
    )


def stack_options(
    arguments: argparse.Namespace,
    settings: Mapping[str, Mapping[str, object]] = MappingProxyType({}),
) -> StackOptions:
    """The stack that `add_stack_arguments` describes; `settings` are more for its services."""
    return StackOptions(
        state_folder=arguments.state,
        base_port=arguments.base_port,
        mqtt=arguments.mqtt,
        settings=settings,
    )
