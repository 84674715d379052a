"""Endpoints, and news for their users, in books of either kind."""

from datetime import timedelta
from uuid import UUID

from services.engagement.domain.delivery.attempts import (
    ClaimedDelivery,
)
from services.engagement.domain.delivery.endpoint import (
    Address,
    EndpointKind,
    PushToken,
    RegisteredEndpoint,
    WebhookAddress,
)
from services.engagement.ports.delivery import NewEndpoint
from services.engagement.ports.surplus import Entry
from services.engagement.tests.contract.books import Books
from services.engagement.tests.contract.examples import call, detection
from services.engagement.tests.engine import at, user_id

NOW = at(602)
CLAIM = UUID(int=1)
HOOK = WebhookAddress("https://home.example/told")
PHONE = PushToken("ExponentPushToken[abcdefgh]")
LATER = 72 * 3600
"""Far enough from the first news for a user to be told again."""
ALL = ("mail", "log_file", "webhook", "expo")


def new(
    number: int,
    *,
    user: int = 0,
    kind: EndpointKind = EndpointKind.WEBHOOK,
    address: Address = HOOK,
    label: str = "Home",
    secret: str | None = "whsec_c2VjcmV0",
    install_id: UUID | None = None,
) -> NewEndpoint:
    return NewEndpoint(
        endpoint_id=UUID(int=0xE00 + number),
        user_id=user_id(user),
        kind=kind,
        label=label,
        address=address,
        secret=secret if kind is EndpointKind.WEBHOOK else None,
        at=at(number),
        install_id=install_id,
    )


async def register(books: Books, *endpoints: NewEndpoint) -> list[RegisteredEndpoint]:
    registered = [await books.endpoints.register(each, maximum=10) for each in endpoints]
    return [each for each in registered if each is not None]


async def tell(books: Books, *, users: tuple[int, ...] = (0,)) -> None:
    await books.store.record(news(0, users=users), None)


def news(started: float, *, users: tuple[int, ...] = (0,)) -> list[Entry]:
    """A detection and its call through all channels."""
    return [detection(started), call(started, users=users, channels=ALL)]


async def claim(books: Books, channel: str, *, after: float = 0) -> list[ClaimedDelivery]:
    now = NOW + timedelta(seconds=after)
    return list(await books.queue.claim(channel, limit=99, now=now, claim_id=CLAIM))


async def waiting(books: Books, *, after: float = 0) -> dict[str, int]:
    """How many deliveries of each channel are due; they are claimed."""
    return {channel: len(await claim(books, channel, after=after)) for channel in ALL}
