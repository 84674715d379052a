"""The room `notifications`: what a user was told."""

from services.engagement.bootstrap.foundation import Foundation, Room
from services.engagement.inbound.http.notifications.operations import (
    NotificationUseCases,
    notification_operations,
)
from services.engagement.outbound.notifications.postgres import PostgresInbox
from services.engagement.usecases.notifications.read_inbox import ReadInbox


def build_notifications(foundation: Foundation) -> Room:
    """Its operations."""
    inbox = PostgresInbox(foundation.pool)
    use_cases = NotificationUseCases(read_inbox=ReadInbox(inbox, foundation.clock))
    return Room(routers=[notification_operations(use_cases)])
