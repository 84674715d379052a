"""`devices`: thousands of devices in the field in one process, for any broker and gateway."""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

import psutil

from devstack.commands.devices_options import (
    add_conduct_arguments,
    add_line_arguments,
    add_work_arguments,
    certificates,
    conduct_of,
    device_count,
    serial_numbers,
    serial_prefix,
)
from devstack.commands.devices_view import show_lines, show_table, summary_lines
from devstack.commands.failure import tell_failure
from devstack.commands.interruption import stop_on_signals
from devstack.commands.progress import Progress
from devstack.devices.field_fleet import FieldFleet
from devstack.devices.field_run import FieldPlan, running_field
from devstack.devices.open_files import allow_connections
from devstack.devices.power import simulated_sources
from devstack.devices.settings import FleetError
from libs.contracts.mqtt.configuration import DeviceConfiguration

_UNUSABLE: Final = 2
_DRAIN_S: Final = 20.0
_KIB: Final = 1024
_DEFAULT_COUNT: Final = 100
_DEFAULT_PREFIX: Final = "MG-SIM-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many devices, where, and how they behave."""
    parser.add_argument(
        "--count",
        type=device_count,
        default=_DEFAULT_COUNT,
        help="how many (default: %(default)s)",
    )
    parser.add_argument(
        "--serial-prefix",
        type=serial_prefix,
        default=_DEFAULT_PREFIX,
        metavar="TEXT",
        help="serial numbers are this and 000001, 000002 ... (default: %(default)s)",
    )
    parser.add_argument(
        "--list-serials",
        action="store_true",
        help="write the serial numbers to standard output, for the manufacturing list, and end",
    )
    add_line_arguments(parser)
    add_work_arguments(parser, profile="mix")
    add_conduct_arguments(parser)


async def run(arguments: argparse.Namespace) -> int:
    """The process's exit code: 2 for options that cannot work.

    1 when readings stayed pending or nobody ever connected.
    """
    serials = serial_numbers(arguments.serial_prefix, arguments.count)
    if arguments.list_serials:
        sys.stdout.write("".join(f"{one}\n" for one in serials))
        return 0
    return await run_devices(arguments, serials)


async def run_devices(arguments: argparse.Namespace, serials: Sequence[str]) -> int:
    """As `run`, for these devices."""
    progress = Progress()
    try:
        allow_connections(len(serials))
        plan = await _plan(arguments, serials)
        with stop_on_signals() as stop:
            summary = await _play(arguments, plan, progress, stop)
    except FleetError as error:
        tell_failure(arguments, progress, error)
        return _UNUSABLE
    progress.say("\n".join(summary_lines(summary)))
    if arguments.json:
        sys.stdout.write(json.dumps(summary) + "\n")
    return 1 if summary["pending"] or not summary["connections"] else 0


async def _plan(arguments: argparse.Namespace, serials: Sequence[str]) -> FieldPlan:
    given = certificates(arguments)
    conduct = conduct_of(arguments)
    sources = await asyncio.to_thread(
        simulated_sources, len(serials), profile=arguments.profile, seed=arguments.seed
    )
    return FieldPlan(
        broker=arguments.broker,
        claims=given.claims,
        claim=given.claim,
        server_ca=arguments.server_ca,
        firmware_key=arguments.firmware_key,
        serial_numbers=serials,
        sources=sources,
        state=arguments.state,
        conduct=conduct,
        configuration=DeviceConfiguration(reporting_interval_s=round(arguments.cadence)),
    )


async def _play(
    arguments: argparse.Namespace, plan: FieldPlan, progress: Progress, stop: asyncio.Event
) -> dict[str, Any]:
    process = psutil.Process()
    before_bytes, began_s, began_cpu_s = _memory(process), time.monotonic(), time.process_time()
    async with running_field(plan) as fleet:
        if progress.console.is_terminal and not arguments.json:
            view = asyncio.create_task(show_table(progress.console, fleet))
        else:
            view = asyncio.create_task(show_lines(progress.say, fleet))
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(arguments.for_s):
                    await stop.wait()
        finally:
            view.cancel()
            await asyncio.gather(view, return_exceptions=True)
        memory_bytes = _memory(process) - before_bytes
        ran_s, cpu_s = time.monotonic() - began_s, time.process_time() - began_cpu_s
        await _drain(fleet, progress)
        devices = len(fleet.devices)
        return {
            **fleet.counters.numbers(),
            "overwritten": sum(one.readings.overwritten for one in fleet.devices),
            "pending": fleet.pending,
            "ran_s": round(ran_s, 3),
            "memory_kib_per_device": round(memory_bytes / devices / _KIB, 1),
            "cpu_share_per_device": cpu_s / ran_s / devices,
        }


async def _drain(fleet: FieldFleet, progress: Progress) -> None:
    if not fleet.pending:
        return
    progress.say(f"{fleet.pending:,} readings are pending; up to {_DRAIN_S:g} s for them")
    fleet.stop_measuring()
    await fleet.drained(_DRAIN_S)


def _memory(process: psutil.Process) -> int:
    found: int = process.memory_info().rss
    return found
