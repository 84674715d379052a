"""What the HTTP edge calls."""

from collections.abc import Container
from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.engagement.usecases.read_inbox import ReadInbox
from services.engagement.usecases.show_community import ShowCommunity
from services.engagement.usecases.watch_live import WatchLive


@dataclass(frozen=True)
class UseCases:
    """One of each."""

    watch_live: WatchLive
    show_community: ShowCommunity
    read_inbox: ReadInbox
    clock: Clock
    ended_sessions: Container[UUID]
    """Their live views end although the access token has not expired."""
