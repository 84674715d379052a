"""Messages on their way to an app or a browser."""

from dataclasses import replace
from uuid import UUID

from services.engagement.domain.delivery.endpoint import Address, Endpoint, EndpointKind
from services.engagement.domain.delivery.message import Message
from services.engagement.ports.delivery import OutgoingMessage
from services.engagement.tests.engine import COMMUNITY, NOON, contact, user_id

MESSAGE = Message(
    message_id=UUID(int=0xE1),
    kind="surplus_detected",
    user_id=user_id(0),
    title="C'è energia in più: circa 2,3 kW",
    body="Basta per la lavatrice.",
    created_at=NOON,
    community_id=COMMUNITY,
    episode_id=UUID(int=0xE2),
)
LONG_BODY = "energia " * 100


def outgoing(
    kind: EndpointKind, address: Address, *, body: str | None = None, number: int = 0
) -> OutgoingMessage:
    """The message to one endpoint of the user."""
    endpoint = Endpoint(
        endpoint_id=UUID(int=0xE00 + number), user_id=user_id(0), kind=kind, address=address
    )
    message = MESSAGE if body is None else replace(MESSAGE, body=body)
    return OutgoingMessage(
        message=message, endpoint=endpoint, contact=contact(0), is_repetition=False
    )
