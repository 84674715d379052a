"""A channel's twin in memory."""

from services.engagement.ports.delivery import NotSentError, OutgoingMessage


class MemoryChannel:
    """Remembers what it sent; `failure` is raised instead when set."""

    def __init__(self, name: str = "mail", *, idempotent: bool = False) -> None:
        self.name = name
        self.idempotent = idempotent
        self.sent: list[OutgoingMessage] = []
        self.failure: Exception | None = None

    async def send(self, message: OutgoingMessage) -> None:
        if self.failure is not None:
            raise self.failure
        if message.contact is None and message.endpoint.address is None:
            raise NotSentError("no contact is known")
        self.sent.append(message)
