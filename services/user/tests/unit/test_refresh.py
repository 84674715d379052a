"""FR2.3, FR2.4: refresh and sign out."""

import pytest

from services.user.domain.session import RefreshRefusedError
from services.user.tests.world import HERE, World


async def test_each_refresh_token_is_used_once() -> None:
    world = World()
    await world.confirmed_user()
    tokens = [await world.sign_in()]
    for _ in range(5):
        world.clock.advance(seconds=590)
        tokens.append(await world.refresh(tokens[-1].refresh_token))
    assert len({each.refresh_token for each in tokens}) == 6
    assert len({each.user_id for each in tokens}) == 1


async def test_a_lost_answer_is_given_again() -> None:
    world = World()
    await world.confirmed_user()
    first = await world.sign_in()
    lost = await world.refresh(first.refresh_token)
    world.clock.advance(seconds=10)
    again = await world.refresh(first.refresh_token)
    assert again.refresh_token == lost.refresh_token
    await world.refresh(again.refresh_token)


async def test_reuse_after_the_grace_ends_the_whole_family_and_no_other() -> None:
    world = World()
    await world.confirmed_user()
    phone, laptop = await world.sign_in(), await world.sign_in()
    second = await world.refresh(phone.refresh_token)
    world.clock.advance(seconds=11)
    with pytest.raises(RefreshRefusedError):
        await world.refresh(phone.refresh_token)
    with pytest.raises(RefreshRefusedError):
        await world.refresh(second.refresh_token)
    await world.refresh(laptop.refresh_token)


@pytest.mark.parametrize("token", ["", "unknown", "ünknown"])
async def test_an_unknown_token_is_refused(token: str) -> None:
    with pytest.raises(RefreshRefusedError):
        await World().refresh(token)


async def test_thirty_idle_days_end_a_session() -> None:
    world = World()
    await world.confirmed_user()
    tokens = await world.sign_in()
    world.clock.advance(seconds=30 * 86_400)
    with pytest.raises(RefreshRefusedError):
        await world.refresh(tokens.refresh_token)


async def test_sign_out_by_any_token_of_the_family() -> None:
    world = World()
    await world.confirmed_user()
    first = await world.sign_in()
    second = await world.refresh(first.refresh_token)
    await world.sign_out(first.refresh_token)
    with pytest.raises(RefreshRefusedError):
        await world.refresh(second.refresh_token)
    await world.sign_out(first.refresh_token)
    await world.sign_out("unknown")


async def test_sign_out_of_one_session_leaves_the_others() -> None:
    world = World()
    user_id = await world.confirmed_user()
    phone, laptop = await world.sign_in(), await world.sign_in()
    async with world.store.transaction() as transaction:
        sessions = await transaction.live_sessions(user_id, world.clock.now())
    await world.use_cases.sign_out.by_session(sessions[0].session_id, HERE)
    assert not await world.store.session_is_live(sessions[0].session_id, world.clock.now())
    with pytest.raises(RefreshRefusedError):
        await world.refresh(phone.refresh_token)
    await world.refresh(laptop.refresh_token)
