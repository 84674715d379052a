"""`seed`: the people, community and devices of `demo`, on a system that compose.yaml runs."""

import argparse
import asyncio
from pathlib import Path
from typing import Final

from devstack.commands.demo_play import add_play_arguments, planned, told
from devstack.commands.progress import Progress
from devstack.compose.system import ComposeSystem
from devstack.demo.cast import REPRESENTATIVE_EMAIL
from devstack.demo.summary import RunSummary
from devstack.people.person import people_at

_HOME: Final = Path("/var/lib/meriggio")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the system is, and how the community is played."""
    for name, default, text in (
        ("state", _HOME / "state", "what earlier runs founded, and the devices' identities"),
        ("secrets", Path("/run/secrets"), "what the command secrets made"),
        ("pki", _HOME / "pki", "the authorities, with the batch `demo`"),
        ("notification-log", _HOME / "log/notifications.jsonl", "where engagement writes it"),
    ):
        told_as = f"{text} (%(default)s)"
        parser.add_argument(f"--{name}", type=Path, default=default, metavar="PATH", help=told_as)
    parser.add_argument(
        "--mail",
        default="http://mailpit:8025",
        metavar="PLACE",
        help="where mails are: a Mailpit's URL, or a folder (%(default)s)",
    )
    parser.add_argument(
        "--public-url",
        default="http://127.0.0.1:8100",
        metavar="URL",
        help="where a browser finds the app, to be shown (%(default)s)",
    )
    add_play_arguments(parser)


async def run(arguments: argparse.Namespace) -> int:
    """The process's exit code: 1 when the books do not balance."""
    return await told(arguments, _seed)


async def _seed(
    arguments: argparse.Namespace, progress: Progress, stop: asyncio.Event
) -> RunSummary | None:
    system = ComposeSystem(
        folder=arguments.state,
        secrets=arguments.secrets,
        pki=arguments.pki,
        mail=arguments.mail,
        notification_log=arguments.notification_log,
    )
    async with (
        planned(arguments) as plan,
        people_at(system.url, system.post, system.code_on_label) as people,
    ):
        summary = await plan.play(system, people, progress, stop)
    progress.say(
        f"{arguments.public_url} shows it; sign in: {REPRESENTATIVE_EMAIL}  {plan.known.password}"
    )
    return summary
