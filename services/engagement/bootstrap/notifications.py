"""The room `notifications`: what a user was told, and wants to be told."""

from services.engagement.bootstrap.foundation import Foundation, Room
from services.engagement.inbound.http.notifications.operations import notification_operations
from services.engagement.inbound.http.notifications.use_cases import NotificationUseCases
from services.engagement.outbound.notifications.postgres import PostgresInbox
from services.engagement.outbound.notifications.preferences import PostgresPreferences
from services.engagement.usecases.notifications.choose_preference import ChoosePreference
from services.engagement.usecases.notifications.read_inbox import ReadInbox


def build_notifications(foundation: Foundation) -> Room:
    """Its operations."""
    inbox = PostgresInbox(foundation.pool)
    choose = ChoosePreference(
        PostgresPreferences(foundation.pool), foundation.contacts, foundation.access
    )
    use_cases = NotificationUseCases(
        read_inbox=ReadInbox(inbox, foundation.clock), choose_preference=choose
    )
    return Room(routers=[notification_operations(use_cases)])
