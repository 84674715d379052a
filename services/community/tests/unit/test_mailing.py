"""An invitation is no way to pester somebody: how often mail leaves on a user's behalf."""

import pytest

from services.community.domain.errors import TooManyInvitationMailsError
from services.community.domain.mailing import (
    MAX_BY_INVITER,
    MAX_TO_ADDRESS,
    RecentMails,
    may_mail,
)
from services.community.tests.samples import NOON, at


def test_an_address_gets_so_many_and_the_inviter_is_not_told() -> None:
    few = RecentMails(1, NOON, MAX_TO_ADDRESS - 1)
    enough = RecentMails(1, NOON, MAX_TO_ADDRESS)
    assert (may_mail(few, NOON), may_mail(enough, NOON)) == (True, False)


def test_an_inviter_sends_so_many_and_learns_when_there_can_be_more() -> None:
    assert may_mail(RecentMails(MAX_BY_INVITER - 1, NOON, 0), at(1))
    with pytest.raises(TooManyInvitationMailsError) as refused:
        may_mail(RecentMails(MAX_BY_INVITER, NOON, 0), at(23))
    assert refused.value.retry_after_s == 3600
