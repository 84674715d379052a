"""FR1.3, NF11: who confirms an address confirms the password of their own sign-up, and no other."""

import pytest

from services.user.domain.credential import Verifier
from services.user.domain.user import WrongCredentialsError
from services.user.domain.verification import WrongCodeError
from services.user.tests.proving_client import verifier_of
from services.user.tests.world import EMAIL, World
from services.user.usecases.new_credential import ChosenSecret

OWNERS = "the owner's password"
STRANGERS = "a stranger's password"
CHOSEN = [STRANGERS, verifier_of(STRANGERS)]


async def _overtaken(chosen: ChosenSecret) -> tuple[World, str, str]:
    """The owner signs up, then a stranger; the newest code, mailed to the owner, and both ids."""
    world = World()
    await world.sign_up(password=OWNERS)
    owners = world.sign_up_ids[EMAIL]
    world.clock.advance(seconds=30)
    await world.sign_up_with(EMAIL, chosen)
    return world, owners, world.sign_up_ids[EMAIL]


async def _newest_code(world: World) -> str:
    return (await world.mail())[-1].code or ""


@pytest.mark.parametrize("chosen", CHOSEN, ids=["password", "verifier"])
async def test_the_owner_does_not_confirm_what_a_stranger_chose(chosen: ChosenSecret) -> None:
    world, owners, strangers = await _overtaken(chosen)
    assert owners != strangers
    with pytest.raises(WrongCodeError):
        await world.confirm(EMAIL, await _newest_code(world), owners)
    with pytest.raises(WrongCodeError):
        await world.confirm(EMAIL, "999999", strangers)
    assert world.store.announcements == []
    for password in (OWNERS, STRANGERS):
        with pytest.raises(WrongCredentialsError):
            await world.sign_in(password=password)
        with pytest.raises(WrongCredentialsError):
            await world.prove_sign_in(password=password)


@pytest.mark.parametrize("chosen", CHOSEN, ids=["password", "verifier"])
async def test_nor_with_a_code_that_was_sent_again(chosen: ChosenSecret) -> None:
    world, owners, _ = await _overtaken(chosen)
    world.clock.advance(seconds=30)
    await world.resend()
    with pytest.raises(WrongCodeError):
        await world.confirm(EMAIL, await _newest_code(world), owners)


@pytest.mark.parametrize("chosen", CHOSEN, ids=["password", "verifier"])
async def test_the_owner_signs_up_again_and_the_stranger_has_nothing(chosen: ChosenSecret) -> None:
    world, owners, strangers = await _overtaken(chosen)
    world.clock.advance(seconds=30)
    code = await world.sign_up(password=OWNERS)
    for outdated in (owners, strangers):
        with pytest.raises(WrongCodeError):
            await world.confirm(EMAIL, code, outdated)
    user_id = await world.confirm(EMAIL, code)
    assert (await world.sign_in(password=OWNERS)).user_id == user_id
    user = await world.store.find_user(user_id)
    assert user is not None
    assert not isinstance(user.credential, Verifier)
    assert user.sign_up_digest is None


async def test_a_wrong_id_is_a_wrong_try() -> None:
    world = World()
    code = await world.sign_up()
    for _ in range(5):
        with pytest.raises(WrongCodeError):
            await world.confirm(EMAIL, code, "of no sign-up")
    with pytest.raises(WrongCodeError):
        await world.confirm(EMAIL, code)


async def test_an_id_confirms_its_own_address_only() -> None:
    world = World()
    code = await world.sign_up()
    await world.sign_up("bruno@example.org")
    with pytest.raises(WrongCodeError):
        await world.confirm(EMAIL, code, world.sign_up_ids["bruno@example.org"])
    await world.confirm(EMAIL, code)


async def test_the_id_of_a_sign_up_with_a_confirmed_address_is_worth_nothing() -> None:
    world = World()
    await world.confirmed_user(password=OWNERS)
    world.clock.advance(seconds=30)
    await world.sign_up(password=STRANGERS)
    with pytest.raises(WrongCodeError):
        await world.confirm(EMAIL, "000001")
    await world.sign_in(password=OWNERS)


async def test_every_confirmation_that_does_not_count_is_one_answer() -> None:
    world = World()
    code = await world.sign_up()
    await world.confirmed_user("bruno@example.org")
    refusals = set()
    for email, digits, sign_up_id in (
        (EMAIL, code, "of no sign-up"),
        (EMAIL, "999999", world.sign_up_ids[EMAIL]),
        ("bruno@example.org", code, world.sign_up_ids["bruno@example.org"]),
        ("nobody@example.org", code, world.sign_up_ids[EMAIL]),
    ):
        with pytest.raises(WrongCodeError) as refused:
            await world.confirm(email, digits, sign_up_id)
        refusals.add(str(refused.value))
    assert len(refusals) == 1
