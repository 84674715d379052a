"""`--certificates`: a stack with no past, the simulator's devices, and nothing else."""

import asyncio
import os
from collections.abc import Callable

from benchmarks.fleet.measurement import GATEWAY_SETTINGS, FleetMeasurement
from benchmarks.fleet.results import FleetResults
from benchmarks.measurement import Say
from benchmarks.options import Options
from benchmarks.registration import GATEWAY
from devstack.commands.stack_run import run_on_stack
from devstack.supervisor import state
from devstack.supervisor.events import PartEvent


async def run_fleet_benchmark(
    options: Options, *, tell: Callable[[PartEvent], None], say: Say
) -> FleetResults:
    """Measure on a stack with no past, and forget it.

    Raises StackError, ServerError, ApiProblem, LoadError.
    """
    load_average = os.getloadavg()[0]
    state.forget(options.state_folder)
    try:
        return await run_on_stack(
            options.stack({GATEWAY: GATEWAY_SETTINGS}),
            lambda stack: FleetMeasurement(stack, options, say).run(load_average),
            tell=tell,
            stop=asyncio.Event(),
        )
    finally:
        state.forget(options.state_folder)
