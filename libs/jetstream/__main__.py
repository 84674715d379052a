"""`python -m libs.jetstream COMMAND`: what an operator does with the streams."""

import sys
from collections.abc import Sequence
from typing import cast

from libs.chassis.commands import CommandModule, run_one_of
from libs.jetstream import backup, declare, permissions, rewind


def main(given: Sequence[str]) -> int:
    """Do what the arguments say. Returns the exit code."""
    return run_one_of(
        [cast("CommandModule", each) for each in (declare, permissions, backup, rewind)],
        given,
        program="python -m libs.jetstream",
        about=__doc__,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
