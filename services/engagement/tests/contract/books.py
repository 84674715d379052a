"""One set of books, in memory or in Postgres, seen through the ports."""

from dataclasses import dataclass
from typing import Any

from services.engagement.outbound.memory import MemoryBooks
from services.engagement.ports.delivery import DeliveryQueue, EndpointStore
from services.engagement.ports.notifications import Inbox
from services.engagement.ports.surplus import SurplusStore


@dataclass(frozen=True)
class Books:
    store: SurplusStore
    inbox: Inbox
    queue: DeliveryQueue
    endpoints: EndpointStore
    source: Any

    async def told(self) -> list[str]:
        """What went out on the bus, in order."""
        if isinstance(self.source, MemoryBooks):
            return [name for name, _ in self.source.events]
        rows = await self.source.fetch("select payload from outbox order by position")
        names = {b"SurplusDetected": "detected", b"SurplusEnded": "ended"}
        return [name for row in rows for tag, name in names.items() if tag in bytes(row["payload"])]
