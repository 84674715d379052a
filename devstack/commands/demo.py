"""`demo`: the whole system on this machine, with a community that one can watch."""

import argparse
import asyncio
from collections.abc import Callable

from devstack.commands.demo_play import add_play_arguments, planned, told
from devstack.commands.options import FIRMWARE_STATE_FOLDER, add_stack_arguments, stack_options
from devstack.commands.progress import Progress
from devstack.commands.stack_run import run_on_stack
from devstack.demo.fleets import DeviceKind, of_firmware, of_simulator
from devstack.demo.summary import RunSummary
from devstack.devices.program.build import built_program
from devstack.devices.program.plan import require_interval
from devstack.people.person import people_at
from devstack.supervisor.stack import Stack
from devstack.supervisor.state import DEFAULT_STATE_FOLDER


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the demo can be told."""
    add_stack_arguments(parser)
    add_play_arguments(parser)
    parser.add_argument(
        "--devices",
        choices=("simulated", "firmware"),
        default="simulated",
        help="what measures: the simulator's devices, or the firmware's Linux program, a process "
        f"each, whose state is in {FIRMWARE_STATE_FOLDER.name}/ below (default: %(default)s)",
    )


async def run(arguments: argparse.Namespace) -> int:
    """The process's exit code: 1 when the books do not balance or a part cannot run."""
    if arguments.devices == "firmware" and arguments.state == DEFAULT_STATE_FOLDER:
        arguments.state = FIRMWARE_STATE_FOLDER
    return await told(arguments, _demo)


async def _demo(
    arguments: argparse.Namespace, progress: Progress, stop: asyncio.Event
) -> RunSummary | None:
    """None when a person stopped a demo that has no end of its own."""
    make_kind = await _kind_of(arguments, progress)
    async with planned(arguments) as plan:

        async def body(stack: Stack) -> RunSummary | None:
            async with people_at(stack.url, stack.mail_folder, stack.code_on_label) as people:
                return await plan.play(stack, people, progress, stop, devices=make_kind(stack))

        return await run_on_stack(stack_options(arguments), body, tell=progress.tell, stop=stop)


async def _kind_of(
    arguments: argparse.Namespace, progress: Progress
) -> Callable[[Stack], DeviceKind]:
    """The devices, once there is a stack; their program is built before. Raises FleetError."""
    if arguments.devices == "simulated":
        simulated = of_simulator(cadence_s=arguments.cadence)
        return lambda _: simulated
    require_interval(arguments.cadence)
    with progress.step("firmware"):
        program = await asyncio.to_thread(built_program)
    return lambda stack: of_firmware(
        program,
        cadence_s=arguments.cadence,
        firmware_key=stack.certificates.firmware_public_key,
    )
