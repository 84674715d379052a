"""What the operations under /notification call."""

from collections.abc import Container
from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.engagement.usecases.notifications.choose_preference import ChoosePreference
from services.engagement.usecases.notifications.end_mail import EndMail
from services.engagement.usecases.notifications.export_data import ExportData
from services.engagement.usecases.notifications.read_inbox import ReadInbox
from services.engagement.usecases.notifications.watch_inbox import WatchInbox


@dataclass(frozen=True)
class NotificationUseCases:
    """One a subject."""

    read_inbox: ReadInbox
    watch_inbox: WatchInbox
    choose_preference: ChoosePreference
    end_mail: EndMail
    export_data: ExportData
    clock: Clock
    ended_sessions: Container[UUID]
    """Their streams end although the access token has not expired."""
