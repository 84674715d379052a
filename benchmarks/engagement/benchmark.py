"""`--engagement`: the engagement service alone, each part on a database and streams of its own."""

import os
import resource

from benchmarks.engagement.fold import measure_fold
from benchmarks.engagement.rebuild import measure_rebuild
from benchmarks.engagement.results import EngagementResults
from benchmarks.engagement.servers import EngagementServers
from benchmarks.engagement.streamed import measure_bare, measure_streams
from benchmarks.engagement.takeover import measure_take_overs
from benchmarks.machine import this_machine
from benchmarks.measurement import Say
from benchmarks.options import Options
from benchmarks.servers import running_servers
from devstack.supervisor import state
from devstack.supervisor.events import StackError

_OTHER_FILES = 500


async def run_engagement_benchmark(options: Options, *, say: Say) -> EngagementResults:
    """Measure on servers with no past, and forget them.

    Raises StackError, ServerError, LoadError, ProfileError, TimeoutError.
    """
    load_average = os.getloadavg()[0]
    plan = options.engagement_plan
    allow_files(plan.clients + _OTHER_FILES)
    state.forget(options.state_folder)
    try:
        with state.claimed(options.state_folder):
            async with running_servers(
                options.state_folder,
                options.base_port,
                EngagementServers,
                durable=False,  # filling the streams is not measured
            ) as servers:
                fold = await measure_fold(servers, plan, options.profile_folder, say)
                rebuild = await measure_rebuild(servers, plan, say)
                take_overs = await measure_take_overs(servers, plan, say)
                streamed = await measure_streams(servers, plan, options.profile_folder, say)
                bare = await measure_bare(plan, say)
    finally:
        state.forget(options.state_folder)
    return EngagementResults(
        machine=this_machine(load_average, "none"),
        fold=fold,
        rebuild=rebuild,
        take_overs=take_overs,
        streamed=streamed,
        bare=bare,
    )


def allow_files(count: int) -> None:
    """Open files of this process and those it starts. Raises StackError when that is too many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < count:
        raise StackError(
            f"{count:,} open files are needed, {hard:,} are allowed: fewer --clients, or a higher "
            "limit (ulimit -Hn)"
        )
    if soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))
