"""`clean`: forget what demos and replays left."""

import argparse
import contextlib

from devstack.commands.options import (
    FIRMWARE_STATE_FOLDER,
    REPLAY_STATE_FOLDER,
    add_state_argument,
)
from devstack.commands.progress import Progress
from devstack.supervisor import state
from devstack.supervisor.events import StackError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which state folder."""
    add_state_argument(parser)


async def run(arguments: argparse.Namespace) -> int:
    """The process's exit code."""
    progress = Progress()
    try:
        if arguments.state == state.DEFAULT_STATE_FOLDER:
            state.forget(REPLAY_STATE_FOLDER)
            state.forget(FIRMWARE_STATE_FOLDER)
            with contextlib.suppress(OSError):  # where no demo ran beside these
                arguments.state.rmdir()
        state.forget(arguments.state)
    except StackError as error:
        progress.problem(str(error))
        return 1
    progress.say(f"{arguments.state} is gone")
    return 0
