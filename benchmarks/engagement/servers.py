"""The engagement service, its tables and its streams."""

import secrets
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Final

from benchmarks.servers import Servers
from devstack.servers.process import ServerProcess
from libs.chassis.bus import Bus
from libs.chassis.postgres import OUTBOX_MIGRATIONS
from libs.contracts import streams
from services.engagement.bootstrap.schema import MIGRATIONS, SCHEMA

NAME: Final = "engagement"
_KEY_BYTES: Final = 32
_STREAMS: Final = (
    streams.READINGS,
    streams.REGISTRY,
    streams.USERS,
    streams.SESSIONS,
    streams.SURPLUS,
    streams.USUAL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementServers(Servers):
    """What the service reads and writes."""

    def database(self, name: str) -> AbstractAsyncContextManager[str]:
        """The DSN of a new database with the service's tables; dropped afterwards."""
        return self.migrated(name, schema=SCHEMA, migrations=[OUTBOX_MIGRATIONS, MIGRATIONS])

    def bus(self) -> AbstractAsyncContextManager[Bus]:
        """A connection; the streams are there and empty, and gone at the end."""
        return self.streams(_STREAMS)

    def engagement(self, dsn: str, number: int = 0, **settings: object) -> ServerProcess:
        """The service, not started yet; `number` of several."""
        key = secrets.token_hex(_KEY_BYTES)
        return self.service(NAME, dsn, number, endpoint_key=key, **settings)
