"""Where homes look up their community's surplus."""

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Protocol
from uuid import UUID

from services.engagement.domain.delivery.home import HomeState


class HomesUnreachableError(ConnectionError):
    """The homes' broker is away; what it had has to be told again."""


class HomeTopics(Protocol):
    """A state a community, which stays until it is replaced, is taken back or expires."""

    def connected(self) -> AbstractAsyncContextManager[asyncio.Event]:
        """Within it states can be told; the event is set when the connection is lost.

        Raises HomesUnreachableError.
        """
        ...

    async def tell(self, state: HomeState) -> None:
        """Replace the community's state. Raises HomesUnreachableError."""
        ...

    async def take_back(self, community_id: UUID) -> None:
        """Nothing is known of the community any more. Raises HomesUnreachableError."""
        ...
