"""Profile: what a user chooses reaches the services that write to the user."""

from uuid import uuid4

import pytest

from libs.chassis.errors import UnauthenticatedError
from services.user.domain.user import ContactNews, Profile
from services.user.tests.world import World
from services.user.usecases.change_profile import ProfileChange


async def test_only_what_is_given_changes() -> None:
    world = World()
    user_id = await world.confirmed_user()
    user = await world.use_cases.change_profile(user_id, ProfileChange(locale="en"))
    assert user.profile == Profile("Anna", "en", "Europe/Rome")
    user = await world.use_cases.change_profile(
        user_id, ProfileChange(name="", time_zone="Atlantic/Azores")
    )
    assert user.profile == Profile("", "en", "Atlantic/Azores")
    assert await world.use_cases.read_profile(user_id) == user
    news = [(each.news, each.user.version) for each in world.store.announcements]
    assert news == [
        (ContactNews.CONFIRMED, 1),
        (ContactNews.CHANGED, 2),
        (ContactNews.CHANGED, 3),
    ]


async def test_no_change_is_no_news() -> None:
    world = World()
    user_id = await world.confirmed_user()
    await world.use_cases.change_profile(user_id, ProfileChange())
    await world.use_cases.change_profile(user_id, ProfileChange(name="Anna"))
    assert len(world.store.announcements) == 1


async def test_a_gone_account_has_no_profile() -> None:
    world = World()
    with pytest.raises(UnauthenticatedError):
        await world.use_cases.read_profile(uuid4())
    with pytest.raises(UnauthenticatedError):
        await world.use_cases.change_profile(uuid4(), ProfileChange(name="Anna"))
