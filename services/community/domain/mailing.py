"""How often mail leaves on somebody's behalf: an invitation is no way to pester a stranger."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.community.domain.errors import TooManyInvitationMailsError

COUNTED_FOR: Final = timedelta(hours=24)
MAX_BY_INVITER: Final = 50
"""Mails that one user's invitations cause in that time, whatever became of the invitations."""
MAX_TO_ADDRESS: Final = 3
"""Mails to one address in that time, whoever invites."""


@dataclass(frozen=True, slots=True)
class RecentMails:
    """What has left, or waits to leave, within COUNTED_FOR."""

    by_inviter: int
    first_by_inviter: datetime | None
    to_address: int


def may_mail(recent: RecentMails, now: datetime) -> bool:
    """False when the address has had enough for a day: the invitation waits there without a mail.

    The inviter is not told of that: it would tell of others' invitations. Raises
    TooManyInvitationMailsError when the inviter has sent enough.
    """
    if recent.by_inviter >= MAX_BY_INVITER and recent.first_by_inviter is not None:
        wait = recent.first_by_inviter + COUNTED_FOR - now
        raise TooManyInvitationMailsError(
            f"at most {MAX_BY_INVITER} invitations of a user are mailed in 24 hours",
            retry_after_s=max(1, math.ceil(wait.total_seconds())),
        )
    return recent.to_address < MAX_TO_ADDRESS
