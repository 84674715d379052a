"""How a run that cannot go on is told: in words, and as JSON where that was asked for."""

import argparse
import sys

from devstack.commands.progress import Progress
from devstack.demo.summary import Failure, as_json
from devstack.supervisor.events import PartFailedError


def tell_failure(arguments: argparse.Namespace, progress: Progress, error: Exception) -> None:
    """What went wrong, and where to read more."""
    told = str(error)
    if isinstance(error, PartFailedError):
        told += f"\nThe whole log: {arguments.state / 'log' / error.part}.log"
    progress.problem(told)
    if arguments.json:
        sys.stdout.write(as_json(Failure(told)))
