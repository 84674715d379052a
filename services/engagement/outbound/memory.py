"""All stores of this service in memory, on the same tables."""

from services.engagement.outbound.delivery.memory import MemoryDeliveryQueue
from services.engagement.outbound.notifications.memory import MemoryInbox
from services.engagement.outbound.surplus.memory import MemorySurplusStore


class MemoryBooks(MemorySurplusStore, MemoryInbox, MemoryDeliveryQueue):
    """SurplusStore, Inbox and DeliveryQueue at once."""
