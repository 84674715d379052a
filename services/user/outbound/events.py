"""What the users' announcements look like on the bus."""

from uuid import UUID

from libs.chassis.outbox import OutgoingEvent
from libs.contracts import codec, subjects
from libs.contracts.v1.user import UserChanged, UserConfirmed
from services.user.domain.user import Announcement, ContactNews

_EVENT_TYPES: dict[ContactNews, type[UserConfirmed] | type[UserChanged]] = {
    ContactNews.CONFIRMED: UserConfirmed,
    ContactNews.CHANGED: UserChanged,
}


def as_event(event_id: UUID, announcement: Announcement) -> OutgoingEvent:
    """The announcement as an event for the stream USERS."""
    user = announcement.user
    event = _EVENT_TYPES[announcement.news](
        user_id=user.user_id,
        version=user.version,
        occurred_at=announcement.occurred_at,
        email=user.email,
        name=user.profile.name,
        locale=user.profile.locale,
        time_zone=user.profile.time_zone,
    )
    return OutgoingEvent(event_id, subjects.user(user.user_id), codec.encode(event))
