"""All stores of this service in memory, on the same tables."""

from services.engagement.outbound.delivery.memory import MemoryDeliveryQueue
from services.engagement.outbound.delivery.memory_endpoints import MemoryEndpoints
from services.engagement.outbound.notifications.memory import MemoryInbox
from services.engagement.outbound.surplus.memory import MemorySurplusStore


class MemoryBooks(MemorySurplusStore, MemoryInbox, MemoryDeliveryQueue, MemoryEndpoints):
    """SurplusStore, Inbox, DeliveryQueue and EndpointStore at once."""
