"""The room `notifications`: who is told what, what a user was told, and wants to be told."""

from services.engagement.bootstrap.foundation import Foundation, Room
from services.engagement.inbound.events.inboxes import inboxes_worker
from services.engagement.inbound.events.usual import usual_worker
from services.engagement.inbound.http.notifications.operations import notification_operations
from services.engagement.inbound.http.notifications.unsubscribe import unsubscribe_operations
from services.engagement.inbound.http.notifications.use_cases import NotificationUseCases
from services.engagement.inbound.rounds.notifications import inbox_rounds
from services.engagement.outbound.delivery.endpoints import PostgresEndpoints
from services.engagement.outbound.delivery.postgres import PostgresDeliveryQueue
from services.engagement.outbound.notifications.calls import PostgresCallBook
from services.engagement.outbound.notifications.nats import NatsInboxFeed
from services.engagement.outbound.notifications.personal_data import PostgresPersonalData
from services.engagement.outbound.notifications.postgres import PostgresInbox
from services.engagement.outbound.notifications.preferences import PostgresPreferences
from services.engagement.usecases.notifications.choose_preference import ChoosePreference
from services.engagement.usecases.notifications.end_mail import EndMail
from services.engagement.usecases.notifications.estimate_end import RecentDays
from services.engagement.usecases.notifications.export_data import ExportData
from services.engagement.usecases.notifications.forget_old import ForgetOld
from services.engagement.usecases.notifications.forget_removed import ForgetRemoved
from services.engagement.usecases.notifications.plan_call import PlanCall
from services.engagement.usecases.notifications.read_inbox import ReadInbox
from services.engagement.usecases.notifications.tell_inboxes import TellInboxes
from services.engagement.usecases.notifications.watch_inbox import WatchInbox


def plan_call(foundation: Foundation) -> PlanCall:
    """What a call is planned with."""
    return PlanCall(
        foundation.registry,
        foundation.contacts,
        foundation.balances,
        usual=foundation.usual,
        ends=RecentDays(PostgresCallBook(foundation.pool)),
        clock=foundation.clock,
    )


def tell_inboxes(foundation: Foundation) -> TellInboxes:
    """What changes of inboxes are handed to."""
    return TellInboxes(foundation.inboxes, NatsInboxFeed(foundation.bus))


def build_notifications(foundation: Foundation) -> Room:
    """Its workers and operations."""
    inbox, board = PostgresInbox(foundation.pool), foundation.inboxes
    watch, preferences = WatchInbox(inbox, board), PostgresPreferences(foundation.pool)
    queue = PostgresDeliveryQueue(
        foundation.pool, foundation.vault, channels=foundation.wakes.keys()
    )
    choose_preference = ChoosePreference(
        preferences, queue, foundation.contacts, foundation.access, foundation.clock
    )
    use_cases = NotificationUseCases(
        read_inbox=ReadInbox(inbox, tell_inboxes(foundation), foundation.clock),
        watch_inbox=watch,
        choose_preference=choose_preference,
        end_mail=EndMail(
            foundation.unsubscribe_tokens,
            preferences,
            queue,
            foundation.contacts,
            foundation.clock,
        ),
        export_data=ExportData(
            choose_preference,
            foundation.contacts,
            foundation.clock,
            endpoints=PostgresEndpoints(foundation.pool, foundation.vault),
            inbox=inbox,
            personal_data=PostgresPersonalData(foundation.pool),
        ),
        clock=foundation.clock,
        ended_sessions=foundation.ended,
    )
    forget_old = ForgetOld(
        inbox, foundation.clock, keep_days=foundation.settings.notification_keep_days
    )
    forget_removed = ForgetRemoved(preferences, foundation.registry, foundation.clock)
    return Room(
        workers=[
            inboxes_worker(foundation.bus, board),
            usual_worker(foundation.bus, foundation.usual),
            *inbox_rounds(watch, board, forget_old, forget_removed),
        ],
        routers=[notification_operations(use_cases)],
        for_anybody=[unsubscribe_operations(use_cases)],
    )
