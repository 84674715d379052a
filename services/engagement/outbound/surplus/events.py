"""What the bus is told of episodes, through the outbox."""

from typing import Any

from libs.chassis.outbox import OutgoingEvent, add_to_outbox
from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1.surplus import SurplusEvent
from services.engagement.domain.notifications.notification import event_id_of


async def send(connection: Any, event: SurplusEvent, what: str) -> None:
    """Once an episode and `what`, under an id that follows from both."""
    outgoing = OutgoingEvent(
        event_id_of(event.episode_id, what), subjects.surplus(event.community_id), encode(event)
    )
    await add_to_outbox(connection, [outgoing])
