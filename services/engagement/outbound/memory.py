"""All stores of this service in memory, on the same tables."""

from services.engagement.outbound.delivery.memory import MemoryDeliveryQueue
from services.engagement.outbound.delivery.memory_endpoints import MemoryEndpoints
from services.engagement.outbound.notifications.memory import MemoryInbox
from services.engagement.outbound.notifications.memory_personal_data import MemoryPersonalData
from services.engagement.outbound.notifications.memory_preferences import MemoryPreferences
from services.engagement.outbound.surplus.memory import MemorySurplusStore


class MemoryBooks(
    MemorySurplusStore,
    MemoryInbox,
    MemoryPreferences,
    MemoryDeliveryQueue,
    MemoryEndpoints,
    MemoryPersonalData,
):
    """Every store of the service at once."""
