"""The energy service, its tables and its streams."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Final

from benchmarks.servers import Servers
from devstack.servers.process import ServerProcess
from libs.chassis.bus import Bus
from libs.contracts import streams
from services.energy.bootstrap import MIGRATIONS, SCHEMA

_STREAMS: Final = (streams.READINGS, streams.REGISTRY, streams.SESSIONS, streams.DEAD_LETTERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyServers(Servers):
    """Every write of Postgres and NATS is on the disk before it is acknowledged."""

    def database(self, name: str) -> AbstractAsyncContextManager[str]:
        """The DSN of a new database with the service's tables; dropped afterwards."""
        return self.migrated(name, schema=SCHEMA, migrations=[MIGRATIONS])

    def bus(self) -> AbstractAsyncContextManager[Bus]:
        """A connection; the streams are there, and gone at the end."""
        return self.streams(_STREAMS)

    def energy(self, dsn: str) -> ServerProcess:
        """The service, not started yet; the readings of the year are old."""
        return self.service("energy", dsn, old_readings="keep")
