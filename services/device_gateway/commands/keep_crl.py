"""`keep-crl`: the process beside a broker that keeps its revocation lists new."""

import argparse
import shlex
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Final

import httpx

from libs.chassis.clock import SystemClock
from libs.chassis.commands import CommandFailedError
from libs.chassis.telemetry import configure_telemetry, get_logger
from services.device_gateway.outbound.pki.broker_reload import (
    CommandBroker,
    NamedBroker,
    PidFileBroker,
)
from services.device_gateway.outbound.pki.list_files import AuthorityFile, BrokersListFile
from services.device_gateway.outbound.pki.list_source import HttpListSource
from services.device_gateway.ports.list_keeping import Broker
from services.device_gateway.usecases.pki.keep_broker import KeepBroker
from services.device_gateway.usecases.pki.keep_list import KeepList

_SHORTEST_S: Final = 0.05
_LONGEST_S: Final = 3600
_STOPPED: Final = 0
_NOT_ALL_THERE: Final = 1


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "keep-crl",
        help="keep a broker's revocation lists new; runs beside the broker",
        description="Asks the gateway for its revocation lists, replaces the broker's files by "
        "newer ones that the authority has signed, and has the broker read them. Goes on, with the "
        "lists there are, while the gateway or the broker is away. "
        "Exit codes: 0 stopped by a signal, or all lists are there (--once); 1 they are not "
        "(--once), or it cannot begin; 2 wrong arguments.",
    )
    _add_lists(parser)
    _add_brokers(parser)
    parser.add_argument(
        "--every", type=_seconds, default=1.0, metavar="S", help="seconds between two rounds (1)"
    )
    parser.add_argument(
        "--once",
        action="store_true",
        help="one round, and no signal: before the broker starts",
    )
    parser.add_argument("--log-format", choices=("json", "console"), default="json")
    parser.set_defaults(run=_run)


def _add_lists(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--list",
        nargs=3,
        action="append",
        required=True,
        metavar=("URL", "FILE", "CA"),
        help="the gateway's /pki/device.crl or /pki/claim.crl, the broker's crlfile, the "
        "certificate of the authority; may be repeated",
    )


def _add_brokers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--signal-pid-file",
        action="append",
        default=[],
        type=Path,
        metavar="PATH",
        help="SIGHUP to the process in this file; may be repeated",
    )
    parser.add_argument(
        "--signal-process",
        action="append",
        default=[],
        metavar="NAME",
        help="SIGHUP to all processes of this name; may be repeated",
    )
    parser.add_argument(
        "--run",
        action="append",
        default=[],
        metavar="COMMAND",
        dest="commands",
        help="run this after a change; may be repeated",
    )


def _run(arguments: argparse.Namespace) -> int:
    configure_telemetry(
        service="keep-crl",
        log_level="info",
        log_format=arguments.log_format,
        otlp_endpoint=None,
    )
    brokers = list(_brokers(arguments))
    if not brokers and not arguments.once:
        raise CommandFailedError("who is to be told? --signal-pid-file, --signal-process or --run")
    with httpx.Client() as client:
        keep = KeepBroker(list(_lists(arguments, client)), brokers)
        if arguments.once:
            return _STOPPED if keep.fetch() else _NOT_ALL_THERE
        _until_stopped(keep.one_round, every_s=arguments.every)
    return _STOPPED


def _until_stopped(one_round: Callable[[], None], *, every_s: float) -> None:
    stop = threading.Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    get_logger().info("keeping_lists", every_s=every_s)
    while not stop.is_set():
        one_round()
        stop.wait(every_s)


def _lists(arguments: argparse.Namespace, client: httpx.Client) -> Iterator[KeepList]:
    for url, file, authority in arguments.list:
        yield KeepList(
            Path(file).name,
            source=HttpListSource(client, url),
            file=BrokersListFile(Path(file)),
            authorities=AuthorityFile(Path(authority)),
            clock=SystemClock(),
        )


def _brokers(arguments: argparse.Namespace) -> Iterator[Broker]:
    yield from map(PidFileBroker, arguments.signal_pid_file)
    yield from map(NamedBroker, arguments.signal_process)
    for command in arguments.commands:
        if not shlex.split(command):
            raise CommandFailedError("--run needs a command")
        yield CommandBroker(command)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not _SHORTEST_S <= seconds <= _LONGEST_S:
        raise argparse.ArgumentTypeError(f"from {_SHORTEST_S} to {_LONGEST_S} seconds")
    return seconds
