"""NF11, FR2.4: an account moves to a verifier, gets another one, and is deleted by a proof."""

from uuid import UUID

import pytest

from services.user.domain.credential import NoVerifierError, Verifier
from services.user.domain.email_address import normal_email
from services.user.domain.letter_wordings import LetterPurpose
from services.user.domain.limits import TooManyTriesError
from services.user.domain.security_event import SecurityEventKind
from services.user.domain.user import WrongCredentialsError, WrongPasswordError
from services.user.tests.proving_client import proof_of, verifier_of
from services.user.tests.world import EMAIL, HERE, PASSWORD, World
from services.user.usecases.change_password import PasswordChange
from services.user.usecases.confirm_password import Evidence
from services.user.usecases.prove_password import PasswordProof
from services.user.usecases.reset_password import PasswordReset

NEW = "another long password"
NEW_SALT = b"\x07" * 32


async def _proof(world: World, user_id: UUID, password: str = PASSWORD) -> PasswordProof:
    return proof_of(password, await world.use_cases.confirm_password.start(user_id, HERE))


async def _change(world: World, user_id: UUID, present: Evidence) -> None:
    kept, *_ = await world.session_ids(user_id)
    change = PasswordChange(user_id, kept, present, verifier_of(NEW, NEW_SALT))
    await world.use_cases.change_password(change, HERE)


async def test_an_account_with_a_password_moves_to_a_verifier() -> None:
    world = World()
    user_id = await world.confirmed_user()
    await world.sign_in()
    await world.sign_in()
    await _change(world, user_id, PASSWORD)
    user = await world.store.find_user_with_email(normal_email(EMAIL))
    assert user is not None
    assert user.credential == verifier_of(NEW, NEW_SALT)
    assert len(await world.session_ids(user_id)) == 1, "the other session has ended"
    with pytest.raises(WrongCredentialsError):
        await world.sign_in(password=NEW)
    await world.prove_sign_in(password=NEW)
    assert LetterPurpose.PASSWORD_CHANGED in [letter.purpose for letter in await world.mail()]
    assert SecurityEventKind.PASSWORD_CHANGED in await world.trail(user_id)


async def test_a_verifier_is_changed_by_a_proof_of_the_present_password() -> None:
    world = World()
    user_id = await world.proving_user()
    await world.prove_sign_in()
    await _change(world, user_id, await _proof(world, user_id))
    with pytest.raises(WrongCredentialsError):
        await world.prove_sign_in()
    await world.prove_sign_in(password=NEW)


async def test_neither_the_password_nor_a_wrong_proof_changes_a_verifier() -> None:
    world = World()
    user_id = await world.proving_user()
    await world.prove_sign_in()
    used = await _proof(world, user_id)
    await _change(world, user_id, used)
    world.clock.advance(seconds=1)
    for evidence in (NEW, used, await _proof(world, user_id, PASSWORD)):
        with pytest.raises(WrongPasswordError):
            await _change(world, user_id, evidence)
    assert (await world.trail(user_id))[-3:] == [SecurityEventKind.PASSWORD_REFUSED] * 3


async def test_a_sign_in_challenge_confirms_nothing_and_the_other_way_round() -> None:
    world = World()
    user_id = await world.proving_user()
    await world.prove_sign_in()
    challenge = await world.use_cases.sign_in_by_proof.start(EMAIL, HERE)
    with pytest.raises(WrongPasswordError):
        await _change(world, user_id, proof_of(PASSWORD, challenge))
    with pytest.raises(WrongCredentialsError):
        await world.use_cases.sign_in_by_proof.finish(EMAIL, await _proof(world, user_id), HERE)


async def test_somebody_elses_challenge_confirms_nothing() -> None:
    world = World()
    user_id = await world.proving_user()
    await world.prove_sign_in()
    bruno_id = await world.proving_user("bruno@example.org")
    with pytest.raises(WrongPasswordError):
        await _change(world, user_id, await _proof(world, bruno_id))


async def test_where_a_hash_is_kept_nothing_can_be_proved() -> None:
    world = World()
    user_id = await world.confirmed_user()
    with pytest.raises(NoVerifierError):
        await world.use_cases.confirm_password.start(user_id, HERE)


async def test_a_verifier_changed_while_signing_in_opens_nothing() -> None:
    world = World()
    user_id = await world.proving_user()
    await world.prove_sign_in()
    challenge = await world.use_cases.sign_in_by_proof.start(EMAIL, HERE)
    await _change(world, user_id, await _proof(world, user_id))
    with pytest.raises(WrongCredentialsError):
        await world.use_cases.sign_in_by_proof.finish(EMAIL, proof_of(PASSWORD, challenge), HERE)


async def test_a_mailed_code_gives_a_new_verifier_and_ends_all_sessions() -> None:
    world = World()
    user_id = await world.proving_user()
    await world.prove_sign_in()
    world.clock.advance(seconds=30)
    code = await world.reset_code()
    reset = PasswordReset(EMAIL, code, verifier_of(NEW, NEW_SALT))
    await world.use_cases.reset_password(reset, HERE)
    assert await world.session_ids(user_id) == []
    await world.prove_sign_in(password=NEW)


async def test_a_mailed_code_and_a_password_make_it_an_account_with_a_hash_again() -> None:
    world = World()
    await world.proving_user()
    world.clock.advance(seconds=30)
    await world.reset_password(await world.reset_code(), NEW)
    await world.sign_in(password=NEW)
    with pytest.raises(WrongCredentialsError):
        await world.prove_sign_in(password=NEW)


async def test_signing_up_again_replaces_the_secret_of_an_unconfirmed_account() -> None:
    world = World()
    await world.sign_up()
    world.clock.advance(seconds=30)
    user_id = await world.proving_user(password=NEW)
    user = await world.store.find_user(user_id)
    assert user is not None
    assert isinstance(user.credential, Verifier)


async def test_the_account_is_deleted_with_a_proof() -> None:
    world = World()
    user_id = await world.proving_user()
    proof = await _proof(world, user_id)
    await world.use_cases.delete_account(user_id, proof, HERE)
    assert await world.store.find_user(user_id) is None


@pytest.mark.slow
async def test_wrong_proofs_of_a_signed_in_user_are_limited() -> None:
    world = World()
    user_id = await world.proving_user()
    for _ in range(10):
        with pytest.raises(WrongPasswordError):
            await world.use_cases.delete_account(user_id, await _proof(world, user_id, NEW), HERE)
    with pytest.raises(TooManyTriesError):
        await world.use_cases.delete_account(user_id, await _proof(world, user_id), HERE)
