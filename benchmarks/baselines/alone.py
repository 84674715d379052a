"""One server by itself, on the data and port that the stack used."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from devstack.servers import leftovers
from devstack.servers.process import Server, ServerProcess


@asynccontextmanager
async def alone(server: Server, folder: Path) -> AsyncIterator[ServerProcess]:
    """Start it, and stop it at the end. Raises ServerError."""
    process = ServerProcess(
        server,
        log=folder / "log" / f"baseline-{server.name}.log",
        on_launch=lambda pid: leftovers.record(folder, pid),
    )
    async with process:
        yield process
