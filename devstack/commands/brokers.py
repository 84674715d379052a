"""`brokers`: authorities, and the two brokers' configuration, for compose.yaml."""

import argparse
from pathlib import Path
from typing import Final

from devstack.compose.brokers import prepare_brokers

_HOME: Final = Path("/var/lib/meriggio")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where all of it is."""
    for name, default, text in (
        ("pki", _HOME / "pki", "the authorities"),
        ("brokers", _HOME / "broker", "what the brokers read"),
        ("secrets", Path("/run/secrets"), "what the command secrets made"),
    ):
        told_as = f"{text} (%(default)s)"
        parser.add_argument(f"--{name}", type=Path, default=default, metavar="FOLDER", help=told_as)
    parser.add_argument(
        "--server-name",
        action="append",
        default=[],
        metavar="NAME",
        help="a host name or address at which devices reach the brokers; may be repeated",
    )


async def run(arguments: argparse.Namespace) -> int:
    """The process's exit code. What is there already stays."""
    return prepare_brokers(
        pki=arguments.pki,
        brokers=arguments.brokers,
        secrets=arguments.secrets,
        names=[name for name in arguments.server_name if name],
    )
