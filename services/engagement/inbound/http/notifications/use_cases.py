"""What the operations under /notification call."""

from dataclasses import dataclass

from services.engagement.usecases.notifications.choose_preference import ChoosePreference
from services.engagement.usecases.notifications.read_inbox import ReadInbox


@dataclass(frozen=True)
class NotificationUseCases:
    """One a subject."""

    read_inbox: ReadInbox
    choose_preference: ChoosePreference
