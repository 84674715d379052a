"""Preferences: what a user decided is there until the user decides again (FR4.2)."""

import asyncio
from dataclasses import replace
from datetime import time, timedelta
from uuid import UUID

import pytest

from services.engagement.domain.notifications.preference import (
    DEFAULT_PREFERENCE,
    CommunityPreference,
    InvalidPreferenceError,
    MailUse,
    Preference,
)
from services.engagement.domain.quiet_hours import QuietHours
from services.engagement.tests.contract.books import Books
from services.engagement.tests.engine import COMMUNITY, user_id

ANNA, BRUNO = user_id(0), user_id(1)
OTHER_COMMUNITY = UUID(int=0xC1)
CHOSEN = Preference(
    wanted=False,
    surplus_over=True,
    per_day=2,
    per_week=5,
    minimum_gap=timedelta(minutes=90),
    quiet=QuietHours(time(22, 30), time(7)),
    time_zone="Europe/Lisbon",
    language="en",
    mail="always",
)


async def test_before_anything_is_decided_the_defaults_hold(books: Books) -> None:
    assert await books.preferences.general(ANNA) == DEFAULT_PREFERENCE
    assert await books.preferences.of_community(ANNA, COMMUNITY) is None


async def test_what_was_decided_last_holds_and_for_that_user_alone(books: Books) -> None:
    await books.preferences.save_general(ANNA, CHOSEN)
    assert await books.preferences.general(ANNA) == CHOSEN
    assert await books.preferences.general(BRUNO) == DEFAULT_PREFERENCE
    await books.preferences.save_general(ANNA, Preference(per_week=7))
    assert await books.preferences.general(ANNA) == Preference(per_week=7)


async def test_a_community_can_be_another_matter(books: Books) -> None:
    own = CommunityPreference(wanted=False, surplus_over=True)
    await books.preferences.save_of_community(
        ANNA, COMMUNITY, CommunityPreference(wanted=True, surplus_over=False)
    )
    await books.preferences.save_of_community(ANNA, COMMUNITY, own)
    assert await books.preferences.of_community(ANNA, COMMUNITY) == own
    assert await books.preferences.of_community(ANNA, OTHER_COMMUNITY) is None
    assert await books.preferences.of_community(BRUNO, COMMUNITY) is None
    for _ in range(2):
        await books.preferences.delete_of_community(ANNA, COMMUNITY)
        assert await books.preferences.of_community(ANNA, COMMUNITY) is None


async def test_a_deleted_users_decisions_are_forgotten(books: Books) -> None:
    own = CommunityPreference(wanted=False, surplus_over=True)
    for user in (ANNA, BRUNO):
        await books.preferences.save_general(user, CHOSEN)
        await books.preferences.save_of_community(user, COMMUNITY, own)
    await books.inbox.forget([ANNA])
    assert await books.preferences.general(ANNA) == DEFAULT_PREFERENCE
    assert await books.preferences.of_community(ANNA, COMMUNITY) is None
    assert await books.preferences.general(BRUNO) == CHOSEN
    assert await books.preferences.of_community(BRUNO, COMMUNITY) == own


@pytest.mark.parametrize("mail", ["always", "without_push"])
async def test_mail_that_a_link_ended_can_be_resumed(books: Books, mail: MailUse) -> None:
    before = replace(CHOSEN, mail=mail)
    await books.preferences.save_general(ANNA, before)
    for _ in range(2):
        await books.preferences.end_mail(ANNA)
        assert await books.preferences.general(ANNA) == replace(before, mail="never")
    assert await books.preferences.general(BRUNO) == DEFAULT_PREFERENCE
    for _ in range(2):
        await books.preferences.resume_mail(ANNA)
        assert await books.preferences.general(ANNA) == before


async def test_who_had_decided_nothing_has_the_defaults_but_for_mail(books: Books) -> None:
    await books.preferences.resume_mail(ANNA)
    await books.preferences.end_mail(ANNA)
    assert await books.preferences.general(ANNA) == replace(DEFAULT_PREFERENCE, mail="never")
    await books.preferences.resume_mail(ANNA)
    assert await books.preferences.general(ANNA) == DEFAULT_PREFERENCE


async def test_what_the_user_decided_since_or_before_is_not_undone(books: Books) -> None:
    never = replace(CHOSEN, mail="never")
    await books.preferences.save_general(ANNA, CHOSEN)
    await books.preferences.end_mail(ANNA)
    await books.preferences.save_general(ANNA, never)
    await books.preferences.resume_mail(ANNA)
    assert await books.preferences.general(ANNA) == never
    await books.preferences.end_mail(ANNA)
    await books.preferences.resume_mail(ANNA)
    assert await books.preferences.general(ANNA) == never


async def test_of_a_forgotten_user_nothing_can_be_resumed(books: Books) -> None:
    await books.preferences.save_general(ANNA, CHOSEN)
    await books.preferences.end_mail(ANNA)
    await books.inbox.forget([ANNA])
    await books.preferences.resume_mail(ANNA)
    assert await books.preferences.general(ANNA) == DEFAULT_PREFERENCE


async def test_all_that_was_decided_for_communities_is_listed(books: Books) -> None:
    own = CommunityPreference(wanted=False, surplus_over=True)
    other = CommunityPreference(wanted=True, surplus_over=False)
    await books.preferences.save_of_community(ANNA, OTHER_COMMUNITY, other)
    await books.preferences.save_of_community(ANNA, COMMUNITY, own)
    await books.preferences.save_of_community(BRUNO, COMMUNITY, other)
    found = await books.preferences.of_communities(ANNA)
    assert dict(found) == {COMMUNITY: own, OTHER_COMMUNITY: other}
    assert list(found) == sorted(found)
    assert await books.preferences.forget_communities([COMMUNITY]) == 2
    assert await books.preferences.forget_communities([COMMUNITY]) == 0
    assert await books.preferences.of_communities(ANNA) == {OTHER_COMMUNITY: other}
    assert await books.preferences.of_communities(BRUNO) == {}


async def test_changes_at_the_same_time_are_all_made(books: Books) -> None:
    """Two switches of a screen, and the link in a mail: none undoes another."""
    await asyncio.gather(
        books.preferences.change_general(ANNA, lambda now: replace(now, per_week=now.per_week + 1)),
        books.preferences.end_mail(ANNA),
        *(
            books.preferences.change_general(
                ANNA, lambda now: replace(now, per_week=now.per_week + 1)
            )
            for _ in range(4)
        ),
    )
    expected = replace(DEFAULT_PREFERENCE, per_week=8, mail="never")
    assert await books.preferences.general(ANNA) == expected
    assert await books.preferences.general(BRUNO) == DEFAULT_PREFERENCE


async def test_a_change_that_cannot_be_leaves_it_as_it_was(books: Books) -> None:
    def wrong(now: Preference) -> Preference:
        return replace(now, per_day=9)

    with pytest.raises(InvalidPreferenceError):
        await books.preferences.change_general(ANNA, wrong)
    await books.preferences.save_general(ANNA, CHOSEN)
    with pytest.raises(InvalidPreferenceError):
        await books.preferences.change_general(ANNA, wrong)
    assert await books.preferences.general(ANNA) == CHOSEN
