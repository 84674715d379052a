"""`databases`: the database of compose.yaml's Postgres, with a schema and a role a service."""

import argparse
from pathlib import Path
from urllib.parse import urlsplit

from devstack.compose.secret_files import SUPERUSER_PASSWORD
from devstack.compose.system import superuser_dsn
from devstack.supervisor.databases import DATABASE, SCHEMAS, create_databases
from devstack.supervisor.service import variable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the passwords are."""
    parser.add_argument(
        "--secrets",
        type=Path,
        default=Path("/run/secrets"),
        metavar="FOLDER",
        help="what the command secrets made (%(default)s)",
    )


async def run(arguments: argparse.Namespace) -> int:
    """The process's exit code. What is there already stays; passwords are set anew."""
    secrets: Path = arguments.secrets
    superuser = (secrets / SUPERUSER_PASSWORD).read_text().strip()
    await create_databases(
        superuser_dsn(superuser, "postgres"),
        superuser_dsn(superuser, DATABASE),
        {service: _password_of(service, secrets) for service in SCHEMAS},
    )
    return 0


def _password_of(service: str, secrets: Path) -> str:
    name, _ = variable(service, "postgres_dsn", "")
    return urlsplit((secrets / name).read_text().strip()).password or ""
