"""Everything in one run: the stack under load, then each part alone."""

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks.api.measurement import measure_requests
from benchmarks.baselines.jetstream_batches import publish_batches
from benchmarks.baselines.mqtt_drain import drain_mqtt
from benchmarks.baselines.postgres_copy import copy_rows
from benchmarks.communities import Community, device_plans, load_device_ids, make_communities
from benchmarks.load.plan import LoadPlan
from benchmarks.machine import this_machine
from benchmarks.measurement import Measured, Measurement, Say
from benchmarks.measuring.arrival import Arrival
from benchmarks.options import Options
from benchmarks.profiling import profile
from benchmarks.results import Baseline, Hotspot, Requests, Results
from benchmarks.rig import make_rig
from devstack.commands.stack_run import run_on_stack
from devstack.supervisor import state
from devstack.supervisor.events import PartEvent
from devstack.supervisor.stack import Stack

_PROFILED: Final = ("device_gateway", "energy", "engagement")
_PROFILE_S: Final = 15.0
_PROFILE_AT: Final = 0.8
"""Of the sustained rate: py-spy needs some CPU itself."""

Hotspots = Mapping[str, Sequence[Hotspot]]


async def run_benchmark(
    options: Options, *, tell: Callable[[PartEvent], None], say: Say
) -> Results:
    """Measure on a stack with no past, and forget it.

    Raises StackError, ServerError, ApiProblem, NoMailError, ScenarioError, LoadError, ProfileError.
    """
    load_average = os.getloadavg()[0]
    communities = make_communities(load_device_ids(options.devices))
    state.forget(options.state_folder)
    stack_options = options.stack()
    try:
        (requests, connections, measured, hotspots), broker = await run_on_stack(
            stack_options,
            lambda stack: _measure(stack, communities, options, say),
            tell=tell,
            stop=asyncio.Event(),
        )
        with state.claimed(options.state_folder):
            baselines = await _baselines(Stack(stack_options), communities, options, say)
    finally:
        state.forget(options.state_folder)
    return Results(
        machine=this_machine(load_average, broker),
        requests=requests,
        connections=connections,
        trials=measured.trials,
        sustained=measured.sustained,
        half=measured.half,
        latencies=measured.latencies,
        books=measured.books,
        baselines=baselines,
        hotspots=hotspots,
    )


async def _measure(
    stack: Stack, communities: tuple[Community, ...], options: Options, say: Say
) -> tuple[tuple[Requests, Arrival, Measured, Hotspots], str]:
    requests = await measure_requests(stack, options, say)
    async with make_rig(stack, communities) as rig:
        measurement = Measurement(rig, options, say)
        measured = await measurement.run()
        hotspots: Hotspots = {}
        if options.profile_folder is not None:
            say(f"profiles into {options.profile_folder}")
            sustained = measured.sustained
            best_per_s = sustained.rate_per_s if sustained else options.first_rate_per_s
            rate_per_s = _PROFILE_AT * best_per_s
            hotspots = await _profile(measurement, stack, options.profile_folder, rate_per_s)
    return (requests, rig.connections, measured, hotspots), stack.mqtt.kind


async def _profile(
    measurement: Measurement, stack: Stack, folder: Path, rate_per_s: float
) -> Hotspots:
    pids = {name: pid for name, pid in stack.supervisor.pids().items() if name in _PROFILED}
    plan = LoadPlan(rate_per_s=rate_per_s, seconds=_PROFILE_S)
    async with asyncio.TaskGroup() as group:
        group.create_task(measurement.observe(plan))
        profiling = group.create_task(profile(pids, folder, seconds=_PROFILE_S))
    return profiling.result()


async def _baselines(
    stack: Stack, communities: tuple[Community, ...], options: Options, say: Say
) -> list[Baseline]:
    """Each part alone, one after the other, on the data that the stack left."""
    folder, messages = options.state_folder, options.baseline_messages
    devices = [plan for community in communities for plan in device_plans(community)]
    found: list[Baseline] = []
    say("each part alone: MQTT, Postgres, JetStream")
    found.append(await drain_mqtt(folder, devices, port=stack.ports["mqtt"], messages=messages))
    found.append(await copy_rows(stack, folder, messages=messages))
    found.append(await publish_batches(stack.nats, folder, messages=messages))
    return found
