"""The room `live`: figures to the screens."""

from services.engagement.bootstrap.foundation import Foundation, Room
from services.engagement.inbound.events.live import live_workers
from services.engagement.inbound.http.live.operations import LiveUseCases, live_operations
from services.engagement.inbound.rounds.live import publish_worker, screen_rounds
from services.engagement.outbound.live.nats import NatsLiveFeed
from services.engagement.outbound.notifications.calls import PostgresCallBook
from services.engagement.outbound.surplus.postgres import PostgresSurplusStore
from services.engagement.usecases.live.publish_live import PublishLive
from services.engagement.usecases.live.show_community import ShowCommunity
from services.engagement.usecases.live.show_episode import ShowEpisode
from services.engagement.usecases.live.watch_live import WatchLive


def publish_live(foundation: Foundation) -> PublishLive:
    """The use case that changes are handed to."""
    return PublishLive(
        foundation.balances,
        foundation.registry,
        NatsLiveFeed(foundation.bus),
        foundation.board,
        foundation.clock,
    )


def build_live(foundation: Foundation, publish: PublishLive) -> Room:
    """Its workers and operations."""
    access, board = foundation.access, foundation.board
    watch = WatchLive(access, board, NatsLiveFeed(foundation.bus))
    store = PostgresSurplusStore(foundation.pool)
    use_cases = LiveUseCases(
        watch_live=watch,
        show_community=ShowCommunity(access, publish, board, store),
        show_episode=ShowEpisode(access, store, PostgresCallBook(foundation.pool)),
        clock=foundation.clock,
        ended_sessions=foundation.ended,
    )
    return Room(
        workers=[
            publish_worker(publish),
            *live_workers(foundation.bus, board, publish),
            *screen_rounds(publish, watch, board),
        ],
        routers=[live_operations(use_cases)],
    )
