"""`secrets`: passwords and keys for compose.yaml, made once, as files for its containers."""

import argparse
from pathlib import Path

from devstack.compose.secret_files import write_secret_files


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where they go."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="what is there already stays")


async def run(arguments: argparse.Namespace) -> int:
    """The process's exit code."""
    write_secret_files(arguments.folder)
    return 0
