"""By which of a user's ways a message goes out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from services.engagement.domain.delivery.endpoint import IMPLICIT, EndpointKind
from services.engagement.domain.notifications.preference import MailUse


@dataclass(frozen=True, slots=True)
class Way:
    """An endpoint that a message goes to."""

    kind: EndpointKind
    endpoint_id: UUID


def ways_to(
    user_id: UUID, working: Iterable[Way], *, mail: MailUse, channels: Collection[str]
) -> list[Way]:
    """Where a message to the user goes: to registered endpoints that work, and implicit ones.

    `channels`: those this installation has. Mail goes out beside others only when asked for.
    """
    ways = [way for way in working if way.kind in channels and way.kind not in IMPLICIT]
    if wants_mail(mail, others=len(ways)) and EndpointKind.MAIL in channels:
        ways.append(Way(EndpointKind.MAIL, user_id))
    if EndpointKind.LOG_FILE in channels:
        ways.append(Way(EndpointKind.LOG_FILE, user_id))
    return ways


def wants_mail(mail: MailUse, *, others: int) -> bool:
    """Whether a message goes out by mail, given how many other ways there are."""
    return mail == "always" or (mail == "without_push" and others == 0)
