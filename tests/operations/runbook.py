"""Runs the blocks ```sh drill NAME``` of a runbook: its commands, and no others, do the work."""

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from devstack.servers import unprivileged
from devstack.supervisor.stack import Stack
from tests.docs.pages import REPOSITORY, Page

PAGE: Final = "backup-and-restore.md"
RUNBOOKS: Final = REPOSITORY / "docs" / "runbooks"


class Runbook:
    """A page, with what its commands are told by their environment."""

    def __init__(self, page: str, stack: Stack) -> None:
        """Backups and the archive of the log lie beside the cluster."""
        postgres = stack.postgres
        folder = postgres.data_folder.parent / "drill"
        self._page = Page(RUNBOOKS / page)
        self._account = unprivileged.account()
        self._environment = {
            "PATH": f"{postgres.binaries}:{os.environ.get('PATH', os.defpath)}",
            "ADMIN_DSN": stack.database_dsn,
            "PGDATA": str(postgres.data_folder),
            "NATS_URL": stack.nats.url,
            "PKI": str(stack.certificates.folder),
            "BACKUP": str(folder / "backup"),
            "WAL_ARCHIVE": str(folder / "archive"),
        }
        folders = [Path(self._environment[name]) for name in ("BACKUP", "WAL_ARCHIVE")]
        for made in folders:
            made.mkdir(parents=True)
        if self._account is not None:  # what a distribution's package does
            for owned in (*folders, postgres.data_folder.parent):
                os.chown(owned, self._account.uid, self._account.gid)

    async def run(
        self, name: str, *, as_postgres: bool = False, more: Mapping[str, str] | None = None
    ) -> str:
        """What the block printed. `as_postgres`: as the user that Postgres runs as.

        Raises AssertionError with what it said when it fails.
        """
        user = self._account if as_postgres else None
        process = await asyncio.create_subprocess_exec(
            *("bash", "-euo", "pipefail", "-c", self._block(name)),
            env={**self._environment, **(more or {})},
            cwd=None if user else REPOSITORY,
            user=user.uid if user else None,
            group=user.gid if user else None,
            extra_groups=[] if user else None,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        assert process.returncode == 0, f"{name}: {said.decode()}"
        return said.decode()

    def _block(self, name: str) -> str:
        (found,) = (block for block in self._page.blocks if {"drill", name} <= block.words)
        return found.text
