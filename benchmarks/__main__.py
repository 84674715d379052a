"""`python -m benchmarks`: measure, print, and fail when a reading is lost."""

import sys

import msgspec
import psutil
import uvloop
from rich.console import Console

from benchmarks.api.scenario import ScenarioError
from benchmarks.benchmark import run_benchmark
from benchmarks.load.plan import LoadError
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
        results = uvloop.run(run_benchmark(options, tell=progress.tell, say=progress.say))
    except _FAILURES as error:
        progress.problem(str(error))
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    _print(results, options)
    return 1 if results.books.faults() else 0


def _print(results: Results, options: Options) -> None:
    if options.as_json:
        sys.stdout.buffer.write(msgspec.json.encode(results) + b"\n")
        return
    width = None if sys.stdout.isatty() else _WIDTH
    print_report(results, Console(highlight=False, width=width))


if __name__ == "__main__":
    sys.exit(main())
