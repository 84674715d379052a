"""`backup` and `restore`: copies of streams in a folder, one folder a stream."""

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path

from libs.chassis.commands import CommandFailedError
from libs.chassis.telemetry import get_logger
from libs.contracts import streams
from libs.jetstream import copies
from libs.jetstream.connection import operators_bus


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands."""
    names = [spec.name for spec in streams.ALL]
    parser = subparsers.add_parser("backup", help="copy streams into a folder, while they are used")
    parser.add_argument("folder", type=Path)
    listed = ", ".join(names)
    parser.add_argument("streams", nargs="+", choices=names, metavar="STREAM", help=listed)
    parser.set_defaults(run=_run_backup)
    parser = subparsers.add_parser(
        "restore", help="make streams of their copies, before the services start"
    )
    parser.add_argument("folder", type=Path)
    parser.set_defaults(run=_run_restore)


def _run_backup(arguments: argparse.Namespace) -> int:
    folders = [arguments.folder / name for name in arguments.streams]
    for folder in folders:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    asyncio.run(_back_up(folders))
    return 0


def _run_restore(arguments: argparse.Namespace) -> int:
    folders = sorted(path.parent for path in arguments.folder.glob(f"*/{copies.SETTINGS}"))
    if not folders:
        raise CommandFailedError(f"no copy of a stream in {arguments.folder}")
    asyncio.run(_restore(folders))
    return 0


async def _back_up(folders: Sequence[Path]) -> None:
    async with operators_bus("backup") as bus:
        for folder in folders:
            messages = await copies.back_up(bus, folder.name, folder)
            get_logger().info("stream_copied", stream=folder.name, messages=messages)


async def _restore(folders: Sequence[Path]) -> None:
    async with operators_bus("restore") as bus:
        for folder in folders:
            name, messages = await copies.restore(bus, folder)
            get_logger().info("stream_restored", stream=name, messages=messages)
