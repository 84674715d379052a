"""What a person can ask for."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devstack.commands.options import base_port
from devstack.supervisor.stack import SERVICES
from devstack.supervisor.state import DEFAULT_STATE_FOLDER

_DEFAULT_STATE: Final = DEFAULT_STATE_FOLDER.with_name("build") / "benchmark"
_DEFAULT_BASE_PORT: Final = 21_800
_FEWEST_SECONDS: Final = 4.0
_MOST_SECONDS: Final = 3_600.0
_FEWEST_DEVICES: Final = 2
_MOST_DEVICES: Final = 5_000


@dataclass(frozen=True, kw_only=True)
class Options:
    """`seconds`: of a step of the search; the sustained run and the latency run take three."""

    seconds: float = 10.0
    devices: int = 300
    first_rate_per_s: float = 1_500.0
    highest_rate_per_s: float = 30_000.0
    baseline_messages: int = 30_000
    cores: int = 2
    state_folder: Path = _DEFAULT_STATE
    base_port: int = _DEFAULT_BASE_PORT
    profile_folder: Path | None = None
    services: tuple[str, ...] = SERVICES
    as_json: bool = False


def parse(arguments: list[str] | None = None) -> Options:
    """The command line. Exits with a message when it makes no sense."""
    parser = argparse.ArgumentParser(
        prog="make bench ARGS=...", description="Measure the whole system on this machine."
    )
    parser.add_argument(
        "--seconds",
        type=_seconds,
        default=Options.seconds,
        help="of each step of the search; the two long runs take three times that (default: 10)",
    )
    parser.add_argument(
        "--devices",
        type=_devices,
        default=Options.devices,
        help="MQTT connections that send in turn (default: %(default)s)",
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="one modest rate, few seconds: shows that it works, not how fast",
    )
    parser.add_argument(
        "--json", action="store_true", help="the figures as JSON on standard output"
    )
    parser.add_argument(
        "--cores",
        type=int,
        default=Options.cores,
        help="cores for everything together (default: %(default)s)",
    )
    parser.add_argument(
        "--profile",
        type=lambda text: Path(text).absolute(),
        metavar="FOLDER",
        help="write py-spy's flame graphs of the services, taken in a run of their own",
    )
    parser.add_argument(
        "--state",
        type=lambda text: Path(text).absolute(),
        default=_DEFAULT_STATE,
        metavar="FOLDER",
        help="where the stack keeps its data meanwhile; on the disk to be measured",
    )
    parser.add_argument("--base-port", type=base_port, default=_DEFAULT_BASE_PORT, metavar="PORT")
    return _options(parser.parse_args(arguments))


def _options(given: argparse.Namespace) -> Options:
    common = {
        "as_json": given.json,
        "cores": given.cores,
        "profile_folder": given.profile,
        "state_folder": given.state,
        "base_port": given.base_port,
    }
    if given.quick:
        return Options(
            seconds=_FEWEST_SECONDS,
            devices=min(given.devices, 60),
            first_rate_per_s=400.0,
            highest_rate_per_s=400.0,
            baseline_messages=3_000,
            **common,
        )
    return Options(seconds=given.seconds, devices=given.devices, **common)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not _FEWEST_SECONDS <= seconds <= _MOST_SECONDS:
        raise argparse.ArgumentTypeError(
            f"{text} is not from {_FEWEST_SECONDS:.0f} to {_MOST_SECONDS:.0f}"
        )
    return seconds


def _devices(text: str) -> int:
    devices = int(text)
    if not _FEWEST_DEVICES <= devices <= _MOST_DEVICES:
        raise argparse.ArgumentTypeError(f"{text} is not from {_FEWEST_DEVICES} to {_MOST_DEVICES}")
    return devices
