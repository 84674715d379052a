"""What a person can ask for."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from benchmarks.energy_books.plan import BooksPlan
from benchmarks.engagement.plan import FULL, QUICK, EngagementPlan
from devstack.commands.options import base_port
from devstack.supervisor.stack import SERVICES, StackOptions
from devstack.supervisor.state import DEFAULT_STATE_FOLDER

_NO_SETTINGS: Final[Mapping[str, Mapping[str, object]]] = MappingProxyType({})
_DEFAULT_STATE: Final = DEFAULT_STATE_FOLDER.with_name("build") / "benchmark"


@dataclass(frozen=True, kw_only=True)
class Options:
    """`seconds`: of a step of the search; the sustained run and the latency run take three.

    `members` make the requests of people for `scenario_s`, then sign in again for `sign_in_s`.
    The search begins at `first_rate_per_s` and ends at `highest_rate_per_s`; with `certificates`
    nothing is searched, and `first_rate_per_s` is the rate of all devices together.
    `readings`, `facilities`, `ingested`, `asked`: with `books`, see BooksPlan.
    `engagement_plan`: with `engagement`.
    """

    seconds: float = 10.0
    devices: int = 300
    first_rate_per_s: float = 1_500.0
    highest_rate_per_s: float = 30_000.0
    baseline_messages: int = 30_000
    members: int = 50
    scenario_s: float = 60.0
    sign_in_s: float = 5.0
    cores: int = 2
    state_folder: Path = _DEFAULT_STATE
    base_port: int = 21_800
    certificates: bool = False
    books: bool = False
    readings: int = 100_000_000
    facilities: int = 1_000
    ingested: int = 300_000
    asked: int = 200
    engagement: bool = False
    engagement_plan: EngagementPlan = FULL
    mqtt: Literal["auto", "mosquitto", "nats"] = "auto"
    profile_folder: Path | None = None
    services: tuple[str, ...] = SERVICES
    as_json: bool = False

    @property
    def interval_s(self) -> int:
        """Between two readings of a device with a certificate: whole seconds, as it is told."""
        return max(1, round(self.devices / self.first_rate_per_s))

    def books_plan(self) -> BooksPlan:
        """How much is put into the books, and asked of them."""
        return BooksPlan(
            readings=self.readings,
            facilities=self.facilities,
            ingested=self.ingested,
            asked=self.asked,
            scenario_s=self.scenario_s,
        )

    def stack(self, settings: Mapping[str, Mapping[str, object]] = _NO_SETTINGS) -> StackOptions:
        """The stack to measure, `settings` of its services among others."""
        return StackOptions(
            state_folder=self.state_folder,
            base_port=self.base_port,
            mqtt=self.mqtt,
            services=self.services,
            settings=settings,
        )


@dataclass(frozen=True, slots=True)
class _Fleet:
    """How many devices with certificates, and their readings a second."""

    devices: int
    rate_per_s: float


_FLEET: Final = _Fleet(2_000, 1_000.0)
_QUICK_FLEET: Final = _Fleet(60, 60.0)

_DEFAULTS: Final = Options()
_QUICK: Final = Options(
    seconds=4.0,
    devices=60,
    first_rate_per_s=150.0,
    highest_rate_per_s=150.0,
    baseline_messages=3_000,
    members=10,
    scenario_s=12.0,
    sign_in_s=2.0,
    readings=1_000_000,
    facilities=30,
    ingested=60_000,
    asked=20,
    engagement_plan=QUICK,
)


def parse(arguments: list[str] | None = None) -> Options:
    """The command line. Exits with a message when it makes no sense."""
    parser = _parser()
    given = parser.parse_args(arguments)
    options = replace(
        _QUICK if given.quick else _DEFAULTS,
        cores=given.cores,
        state_folder=given.state,
        base_port=given.base_port,
        mqtt=given.mqtt,
        profile_folder=given.profile,
        certificates=given.certificates,
        books=given.books,
        engagement=given.engagement,
        as_json=given.json,
    )
    if given.readings is not None:
        options = replace(options, readings=int(given.readings))
    if given.facilities is not None:
        options = replace(options, facilities=int(given.facilities))
    if given.clients is not None:
        plan = replace(options.engagement_plan, clients=int(given.clients))
        options = replace(options, engagement_plan=plan)
    if given.certificates:
        fleet = _QUICK_FLEET if given.quick else _FLEET
        options = replace(options, devices=fleet.devices, first_rate_per_s=fleet.rate_per_s)
    if given.seconds is not None:
        options = replace(options, seconds=given.seconds)
    if given.devices is not None:
        options = replace(options, devices=int(given.devices))
    if given.rate is not None:
        options = replace(options, first_rate_per_s=given.rate, highest_rate_per_s=given.rate)
    if given.certificates + given.books + given.engagement > 1:
        parser.error("--certificates, --books or --engagement: one after the other")
    if given.certificates and (problem := _problem_of_certificates(options)):
        parser.error(problem)
    return options


def _problem_of_certificates(options: Options) -> str | None:
    if options.profile_folder is not None:
        return "--profile is for the load without certificates"
    if options.first_rate_per_s > options.devices:
        return "--certificates: a device says at most one reading a second; more --devices"
    return None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make bench ARGS=...", description="Measure the whole system on this machine."
    )
    _add_load(parser)
    _add_books(parser)
    _add_engagement(parser)
    _add_surroundings(parser)
    parser.add_argument("--json", action="store_true", help="figures as JSON on standard output")
    parser.add_argument(
        "--profile",
        type=_folder,
        metavar="FOLDER",
        help="then profile the services with py-spy: stacks (collapsed) go into this folder",
    )
    return parser


def _add_load(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--quick",
        action="store_true",
        help="one modest rate, few devices and seconds: shows that it works, not how fast",
    )
    parser.add_argument(
        "--seconds",
        type=_between(4, 3_600),
        help="of each step of the search; the two long runs take three times that (default: "
        f"{_DEFAULTS.seconds:.0f})",
    )
    parser.add_argument(
        "--devices",
        type=_between(2, 5_000),
        help=f"MQTT connections, which send in turn (default: {_DEFAULTS.devices})",
    )
    parser.add_argument(
        "--certificates",
        action="store_true",
        help="instead: simulated devices, provisioned by their claim, over mutual TLS; by "
        f"default {_FLEET.devices:,}, with --quick {_QUICK_FLEET.devices}",
    )
    parser.add_argument(
        "--rate",
        type=_between(10, _DEFAULTS.highest_rate_per_s),
        metavar="PER_S",
        help="do not search: take this rate, e.g. to compare costs before and after a change; with "
        f"--certificates about this (a device's interval is whole seconds; default: "
        f"{_FLEET.rate_per_s:,.0f})",
    )


def _add_books(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--books",
        action="store_true",
        help="instead: the energy service alone: what it stores, answers and computes with a year "
        "of readings",
    )
    parser.add_argument(
        "--readings",
        type=_between(10_000, 1_000_000_000),
        help="with --books: at least so many in the store that is read (default: "
        f"{_DEFAULTS.readings:,}, with --quick {_QUICK.readings:,})",
    )
    parser.add_argument(
        "--facilities",
        type=_between(3, 10_000),
        help="with --books: in communities of a hundred (default: "
        f"{_DEFAULTS.facilities:,}, with --quick {_QUICK.facilities})",
    )


def _add_engagement(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engagement",
        action="store_true",
        help="instead: the engagement service alone: folding, starting again, taking over, streams",
    )
    parser.add_argument(
        "--clients",
        type=_between(1, 50_000),
        help="with --engagement: live streams at once (default: "
        f"{FULL.clients:,}, with --quick {QUICK.clients:,})",
    )


def _add_surroundings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--cores",
        type=int,
        default=_DEFAULTS.cores,
        help="cores for everything together (default: %(default)s)",
    )
    parser.add_argument(
        "--state",
        type=_folder,
        default=_DEFAULTS.state_folder,
        metavar="FOLDER",
        help="where the stack keeps its data meanwhile (default: build/benchmark)",
    )
    parser.add_argument(
        "--mqtt",
        choices=("auto", "mosquitto", "nats"),
        default=_DEFAULTS.mqtt,
        help="MQTT broker; auto: mosquitto where installed, else the NATS server's listener",
    )
    parser.add_argument(
        "--base-port",
        type=base_port,
        default=_DEFAULTS.base_port,
        metavar="PORT",
        help="first of twelve loopback ports (default: %(default)s)",
    )


def _folder(text: str) -> Path:
    return Path(text).absolute()


def _between(lowest: float, highest: float) -> Callable[[str], float]:
    def number(text: str) -> float:
        value = float(text)
        if not lowest <= value <= highest:
            raise argparse.ArgumentTypeError(f"{text} is not from {lowest:g} to {highest:g}")
        return value

    return number
