"""`python -m benchmarks`: measure, print, and fail when a reading is lost."""

import sys

import msgspec
import psutil
import uvloop
from rich.console import Console

from benchmarks.api.scenario import ScenarioError
from benchmarks.benchmark import run_benchmark
from benchmarks.child import LoadError
from benchmarks.energy_books.benchmark import run_books_benchmark
from benchmarks.energy_books.report import print_books_report
from benchmarks.energy_books.results import BooksResults
from benchmarks.engagement.benchmark import run_engagement_benchmark
from benchmarks.engagement.report import print_engagement_report
from benchmarks.engagement.results import EngagementResults
from benchmarks.fleet.benchmark import run_fleet_benchmark
from benchmarks.fleet.report import print_fleet_report
from benchmarks.fleet.results import FleetResults
from benchmarks.measuring.processes import use_cores
from benchmarks.options import Options, parse
from benchmarks.profiling import ProfileError
from benchmarks.report import print_report
from benchmarks.results import Results
from devstack.commands.progress import Progress
from devstack.people.connection import ApiProblem
from devstack.people.mailbox import NoMailError
from devstack.servers.process import ServerError
from devstack.supervisor.events import StackError
from libs.chassis.telemetry import configure_telemetry

_INTERRUPTED = 130
_FAILURES = (
    *(StackError, ServerError, ApiProblem, NoMailError, ScenarioError),
    *(LoadError, ProfileError, psutil.NoSuchProcess),
)
_WIDTH = 110

AnyResults = Results | FleetResults | BooksResults | EngagementResults


def main() -> int:
    """Exit code: 0 when the books balance, whatever the speed."""
    options = parse()
    use_cores(options.cores)
    # To standard error, and nothing of connections that end because a server was stopped.
    configure_telemetry(
        service="benchmark", log_level="error", log_format="console", otlp_endpoint=None
    )
    progress = Progress()
    try:
        results = uvloop.run(_run(options, progress))
    except _FAILURES as error:
        progress.problem(str(error))
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    _print(results, options)
    return 1 if _faults(results) else 0


async def _run(options: Options, progress: Progress) -> AnyResults:
    if options.books:
        return await run_books_benchmark(options, say=progress.say)
    if options.engagement:
        return await run_engagement_benchmark(options, say=progress.say)
    if options.certificates:
        return await run_fleet_benchmark(options, tell=progress.tell, say=progress.say)
    return await run_benchmark(options, tell=progress.tell, say=progress.say)


def _faults(results: AnyResults) -> list[str]:
    if isinstance(results, BooksResults | EngagementResults):
        return results.faults()
    return results.books.faults()


def _print(results: AnyResults, options: Options) -> None:
    if options.as_json:
        sys.stdout.buffer.write(msgspec.json.encode(results) + b"\n")
        return
    width = None if sys.stdout.isatty() else _WIDTH
    console = Console(highlight=False, width=width)
    if isinstance(results, BooksResults):
        print_books_report(results, console)
    elif isinstance(results, EngagementResults):
        print_engagement_report(results, console)
    elif isinstance(results, FleetResults):
        print_fleet_report(results, console)
    else:
        print_report(results, console)


if __name__ == "__main__":
    sys.exit(main())
