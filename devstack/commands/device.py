"""`device`: one device in the field, with the flags that any other build of one has too."""

import argparse

from devstack.commands.devices import run_devices
from devstack.commands.devices_options import (
    add_conduct_arguments,
    add_line_arguments,
    add_work_arguments,
    serial_number,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which device, where, and how it behaves."""
    parser.add_argument(
        "--serial", type=serial_number, required=True, metavar="NUMBER", help="as on its label"
    )
    add_line_arguments(parser)
    add_work_arguments(parser, profile="plain")
    add_conduct_arguments(parser)


async def run(arguments: argparse.Namespace) -> int:
    """The process's exit code, as of `devices`."""
    return await run_devices(arguments, [arguments.serial])
