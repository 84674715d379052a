"""What the users' announcements and the ends of sessions look like on the bus."""

from uuid import UUID

from libs.chassis.outbox import OutgoingEvent
from libs.contracts import codec, subjects
from libs.contracts.v1.session import SessionEnded
from libs.contracts.v1.user import UserChanged, UserConfirmed, UserDeleted, UserEvent
from services.user.domain.session import Session
from services.user.domain.user import Announcement, ContactNews


def as_event(event_id: UUID, announcement: Announcement) -> OutgoingEvent:
    """The announcement as an event for the stream USERS."""
    user_id = announcement.user.user_id
    return OutgoingEvent(
        event_id,
        subjects.user(user_id),
        codec.encode(_user_event(announcement)),
        is_state=True,
    )


def as_session_ended(event_id: UUID, session: Session) -> OutgoingEvent:
    """The session's end as an event for the stream SESSIONS. Raises ValueError for a live one."""
    if session.ended_at is None:
        raise ValueError("the session has not ended")
    event = SessionEnded(session_id=session.session_id, ended_at=session.ended_at)
    return OutgoingEvent(event_id, subjects.session_ended(session.session_id), codec.encode(event))


def _user_event(announcement: Announcement) -> UserEvent:
    user, occurred_at = announcement.user, announcement.occurred_at
    if announcement.news is ContactNews.DELETED:
        return UserDeleted(user_id=user.user_id, version=user.version, occurred_at=occurred_at)
    confirmed_now = announcement.news is ContactNews.CONFIRMED
    event_type = UserConfirmed if confirmed_now else UserChanged
    return event_type(
        user_id=user.user_id,
        version=user.version,
        occurred_at=occurred_at,
        email=user.email,
        name=user.profile.name,
        locale=user.profile.locale,
        time_zone=user.profile.time_zone,
    )
