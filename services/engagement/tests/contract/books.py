"""One set of books, in memory or in Postgres, seen through the ports."""

from dataclasses import dataclass
from typing import Any

from libs.contracts.v1.surplus import SURPLUS_DECODER
from services.engagement.outbound.memory import MemoryBooks
from services.engagement.ports.calls import CallBook
from services.engagement.ports.delivery import DeliveryQueue, EndpointStore
from services.engagement.ports.notifications import Inbox
from services.engagement.ports.personal_data import PersonalData
from services.engagement.ports.preferences import Preferences
from services.engagement.ports.surplus import SurplusStore


@dataclass(frozen=True)
class Books:
    store: SurplusStore
    inbox: Inbox
    queue: DeliveryQueue
    endpoints: EndpointStore
    preferences: Preferences
    calls: CallBook
    personal_data: PersonalData
    source: Any

    async def told(self) -> list[str]:
        """What went out on the bus, in order."""
        if isinstance(self.source, MemoryBooks):
            return [name for name, _ in self.source.events]
        rows = await self.source.fetch("select payload from outbox order by position")
        events = [SURPLUS_DECODER.decode(bytes(row["payload"])) for row in rows]
        names = [type(event).__name__ for event in events]
        return [name.removeprefix("Surplus").removeprefix("Members").lower() for name in names]
