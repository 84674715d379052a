"""NF11, FR2.4: passkeys are added by who proves it, seen, renamed, removed, exported, deleted."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from services.user.domain.challenge import CHALLENGE_LIFETIME
from services.user.domain.letter_wordings import LetterPurpose
from services.user.domain.passkey import (
    MAX_PASSKEYS,
    PasskeyKnownError,
    PasskeyNotFoundError,
    SignInAgainError,
    TooManyPasskeysError,
    UnacceptablePasskeyError,
)
from services.user.domain.security_event import SecurityEventKind
from services.user.domain.user import WrongPasswordError
from services.user.ports import CreatedAnswer
from services.user.tests.authenticator import Authenticator, Flags, created
from services.user.tests.proving_client import proof_of
from services.user.tests.unit.passkey_moves import add, user_with_session
from services.user.tests.world import HERE, PASSWORD, World
from services.user.usecases.add_passkey import NewPasskey

BRUNO = "bruno@example.org"


async def test_an_added_passkey_is_seen_recorded_and_mailed() -> None:
    world, device = World(), Authenticator()
    user_id, session_id = await user_with_session(world)
    added = await add(world, device, user_id, session_id, "Telefono")
    assert await world.use_cases.own_passkeys.all_of(user_id) == [added]
    assert (added.name, added.created_at) == ("Telefono", world.clock.now())
    assert not added.made.is_backed_up
    assert (await world.trail(user_id))[-1] is SecurityEventKind.PASSKEY_ADDED
    assert (await world.mail())[-1].purpose == LetterPurpose.PASSKEY_ADDED


async def test_the_browser_is_asked_for_a_verified_discoverable_key_of_this_user() -> None:
    world, device = World(), Authenticator()
    user_id, session_id = await user_with_session(world)
    await add(world, device, user_id, session_id)
    options = (await world.use_cases.add_passkey.start(user_id, session_id, None, HERE)).options
    assert options["rp"] == {"name": "Meriggio", "id": "meriggio.example.org"}
    assert options["user"]["name"] == "anna@example.org"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["attestation"] == "none"
    assert len(options["excludeCredentials"]) == 1


async def test_a_backed_up_passkey_is_told_apart() -> None:
    world = World()
    device = Authenticator(
        flags=Flags.PRESENT | Flags.VERIFIED | Flags.MAY_BE_BACKED_UP | Flags.BACKED_UP
    )
    assert (await add(world, device, *(await user_with_session(world)))).made.is_backed_up


async def test_ten_minutes_after_the_sign_in_the_password_is_asked_for() -> None:
    world = World()
    user_id, session_id = await user_with_session(world)
    start = world.use_cases.add_passkey.start
    world.clock.advance(seconds=599)
    await start(user_id, session_id, None, HERE)
    world.clock.advance(seconds=1)
    with pytest.raises(SignInAgainError):
        await start(user_id, session_id, None, HERE)
    with pytest.raises(WrongPasswordError):
        await start(user_id, session_id, "not the password", HERE)
    await start(user_id, session_id, PASSWORD, HERE)


async def test_a_proof_of_the_password_will_do() -> None:
    world = World()
    user_id = await world.proving_user()
    await world.prove_sign_in()
    (session_id,) = await world.session_ids(user_id)
    world.clock.advance(seconds=3600)
    challenge = await world.use_cases.confirm_password.start(user_id, HERE)
    proof = proof_of(PASSWORD, challenge)
    await world.use_cases.add_passkey.start(user_id, session_id, proof, HERE)


async def test_a_session_of_somebody_else_or_an_ended_one_is_no_recent_sign_in() -> None:
    world = World()
    user_id, session_id = await user_with_session(world)
    _, of_bruno = await user_with_session(world, BRUNO)
    await world.use_cases.sign_out.by_session(session_id, HERE)
    for session in (of_bruno, session_id, UUID(int=77)):
        with pytest.raises(SignInAgainError):
            await world.use_cases.add_passkey.start(user_id, session, None, HERE)


Change = Callable[[CreatedAnswer], CreatedAnswer]


@pytest.mark.parametrize(
    "change",
    [
        lambda a: replace(a, credential_id=b"another"),
        lambda a: replace(a, attestation=a.attestation[:-1]),
        lambda a: replace(a, attestation=b"\xff" * 90),
        lambda a: replace(a, client_data=b"{}"),
        lambda a: replace(a, client_data=a.client_data.replace(b"create", b"get")),
    ],
)
async def test_an_answer_that_does_not_hold_adds_nothing(change: Change) -> None:
    await _nothing_is_added(Authenticator(), change)


@pytest.mark.parametrize(
    "device",
    [
        Authenticator(origin="https://evil.example"),
        Authenticator(flags=Flags.PRESENT),
        Authenticator(flags=Flags.VERIFIED),
    ],
    ids=["another page", "not verified", "not present"],
)
async def test_a_ceremony_that_is_not_the_one_asked_for_adds_nothing(
    device: Authenticator,
) -> None:
    await _nothing_is_added(device, lambda answer: answer)


async def _nothing_is_added(device: Authenticator, change: Change) -> None:
    world = World()
    user_id, session_id = await user_with_session(world)
    challenge = await world.use_cases.add_passkey.start(user_id, session_id, None, HERE)
    answer = change(created(device.create(dict(challenge.options))))
    new = NewPasskey(user_id, session_id, challenge.challenge_id, "Phone", answer)
    with pytest.raises(UnacceptablePasskeyError):
        await world.use_cases.add_passkey.finish(new, HERE)
    assert await world.store.passkeys(user_id) == []


async def test_a_challenge_counts_once_in_time_and_in_its_session() -> None:
    world, device = World(), Authenticator()
    user_id, session_id = await user_with_session(world)
    await world.sign_in()
    other_session = (await world.session_ids(user_id))[-1]
    adding = world.use_cases.add_passkey

    async def finish(challenge: Any, session: UUID = session_id) -> None:
        answer = created(device.create(dict(challenge.options)))
        await adding.finish(
            NewPasskey(user_id, session, challenge.challenge_id, "Phone", answer), HERE
        )

    first = await adding.start(user_id, session_id, None, HERE)
    elsewhere = await adding.start(user_id, session_id, None, HERE)
    late = await adding.start(user_id, session_id, None, HERE)
    await finish(first)
    with pytest.raises(UnacceptablePasskeyError):
        await finish(first)
    with pytest.raises(UnacceptablePasskeyError):
        await finish(elsewhere, other_session)
    world.clock.advance(seconds=CHALLENGE_LIFETIME.total_seconds())
    with pytest.raises(UnacceptablePasskeyError):
        await finish(late)


async def test_a_passkey_belongs_to_one_account() -> None:
    world, device = World(), Authenticator()
    await add(world, device, *(await user_with_session(world)))
    known = device.keys[0].credential_id

    of_bruno = Authenticator()
    bruno_id, session_id = await user_with_session(world, BRUNO)
    challenge = await world.use_cases.add_passkey.start(bruno_id, session_id, None, HERE)
    made = created(of_bruno.create(dict(challenge.options)))
    same = CreatedAnswer(
        known,
        made.client_data,
        made.attestation.replace(of_bruno.keys[0].credential_id, known),
    )
    new = NewPasskey(bruno_id, session_id, challenge.challenge_id, "Phone", same)
    with pytest.raises(PasskeyKnownError):
        await world.use_cases.add_passkey.finish(new, HERE)


async def test_an_account_has_at_most_twenty() -> None:
    world, device = World(), Authenticator()
    user_id, session_id = await user_with_session(world)
    adding = world.use_cases.add_passkey
    open_challenge = await adding.start(user_id, session_id, None, HERE)
    for _ in range(MAX_PASSKEYS):
        await add(world, device, user_id, session_id)
    with pytest.raises(TooManyPasskeysError):
        await adding.start(user_id, session_id, None, HERE)
    answer = created(device.create(dict(open_challenge.options)))
    new = NewPasskey(user_id, session_id, open_challenge.challenge_id, "Phone", answer)
    with pytest.raises(TooManyPasskeysError):
        await adding.finish(new, HERE)


async def test_a_passkey_is_renamed_and_removed_by_its_user_only() -> None:
    world, device = World(), Authenticator()
    user_id, session_id = await user_with_session(world)
    added = await add(world, device, user_id, session_id)
    bruno_id, _ = await user_with_session(world, BRUNO)
    own = world.use_cases.own_passkeys
    for stranger, passkey_id in ((bruno_id, added.passkey_id), (user_id, UUID(int=88))):
        with pytest.raises(PasskeyNotFoundError):
            await own.rename(stranger, passkey_id, "Mine")
        with pytest.raises(PasskeyNotFoundError):
            await own.remove(stranger, passkey_id, HERE)
    renamed = await own.rename(user_id, added.passkey_id, "Old phone")
    assert await own.all_of(user_id) == [renamed] == [replace(added, name="Old phone")]
    await own.remove(user_id, added.passkey_id, HERE)
    assert await own.all_of(user_id) == []
    assert (await world.trail(user_id))[-1] is SecurityEventKind.PASSKEY_REMOVED
    assert (await world.mail())[-1].purpose == LetterPurpose.PASSKEY_REMOVED


async def test_passkeys_are_exported_and_go_with_the_account() -> None:
    world, device = World(), Authenticator()
    user_id, session_id = await user_with_session(world)
    added = await add(world, device, user_id, session_id)
    exported = await world.use_cases.export_data(user_id, session_id, HERE)
    assert exported.passkeys == [added]
    await world.use_cases.delete_account(user_id, PASSWORD, HERE)
    assert await world.store.find_passkey(added.made.credential_id) is None
