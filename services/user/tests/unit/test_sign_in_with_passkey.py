"""FR2.1, FR2.2, NF11: sign in with a passkey, and all that does not open an account."""

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from services.user.domain.challenge import CHALLENGE_LIFETIME
from services.user.domain.letter_wordings import LetterPurpose
from services.user.domain.limits import TooManySignInsError
from services.user.domain.passkey import PasskeyRefusedError
from services.user.domain.security_event import SecurityEventKind
from services.user.ports import SignedAnswer
from services.user.tests.authenticator import Authenticator, Flags, signed
from services.user.tests.unit.passkey_moves import add, sign_in, user_with_session
from services.user.tests.world import ELSEWHERE, EMAIL, HERE, World
from services.user.usecases.sign_in_with_passkey import PasskeySignIn

BRUNO = "bruno@example.org"


async def _anna(world: World, device: Authenticator) -> UUID:
    user_id, session_id = await user_with_session(world)
    await add(world, device, user_id, session_id)
    return user_id


@pytest.mark.parametrize("counts", [True, False], ids=["counts", "does not count"])
@pytest.mark.parametrize("email", [None, " ANNA@example.org "])
async def test_a_passkey_opens_a_session_again_and_again(counts: bool, email: str | None) -> None:
    world, device = World(), Authenticator(counts=counts)
    user_id = await _anna(world, device)
    for _ in range(3):
        tokens = await sign_in(world, device, email)
        assert tokens.user_id == user_id
    await world.refresh(tokens.refresh_token)
    (passkey,) = await world.store.passkeys(user_id)
    assert passkey.last_used_at == world.clock.now()
    assert passkey.made.sign_count == (4 if counts else 0)
    assert (await world.trail(user_id))[-1] is SecurityEventKind.SIGNED_IN


async def test_a_sign_in_from_elsewhere_is_mailed() -> None:
    world, device = World(), Authenticator()
    await _anna(world, device)
    await sign_in(world, device, caller=ELSEWHERE)
    assert (await world.mail())[-1].purpose == LetterPurpose.NEW_DEVICE


async def test_what_is_asked_tells_nothing_of_an_address() -> None:
    world, device = World(), Authenticator()
    await _anna(world, device)
    start = world.use_cases.sign_in_with_passkey.start
    options = [
        dict((await start(email, HERE)).options) for email in (EMAIL, "nobody@example.org", None)
    ]
    assert len({each.pop("challenge") for each in options}) == 3
    assert options[0] == options[1] == options[2]
    assert options[0]["allowCredentials"] == []
    assert options[0]["userVerification"] == "required"


@pytest.mark.parametrize(
    "origin",
    [
        "https://meriggio.example.org.evil.example",
        "https://evil.example",
        "http://meriggio.example.org",
        "https://meriggio.example.org:8443",
        "",
    ],
)
async def test_another_page_cannot_use_the_passkey(origin: str) -> None:
    world, device = World(), Authenticator()
    user_id = await _anna(world, device)
    device.origin = origin
    await _refused(world, device)
    assert (await world.trail(user_id))[-1] is SecurityEventKind.SIGN_IN_FAILED


@pytest.mark.parametrize("flags", [Flags.PRESENT, Flags.VERIFIED, Flags(0)])
async def test_the_person_must_be_present_and_verified(flags: Flags) -> None:
    world, device = World(), Authenticator()
    await _anna(world, device)
    device.flags = flags
    await _refused(world, device)


async def test_a_passkey_of_another_domain_opens_nothing() -> None:
    world, device = World(), Authenticator()
    await _anna(world, device)
    device.keys[-1].rp_id = "evil.example"
    await _refused(world, device)


async def test_a_challenge_is_answered_once_in_time_and_for_its_address() -> None:
    world, device = World(), Authenticator()
    await _anna(world, device)
    signing_in = world.use_cases.sign_in_with_passkey
    first = await signing_in.start(None, HERE)
    for_bruno = await signing_in.start(BRUNO, HERE)
    late = await signing_in.start(None, HERE)

    async def finish(challenge: Any, email: str | None = None) -> None:
        answer = signed(device.sign(dict(challenge.options)))
        await signing_in.finish(PasskeySignIn(challenge.challenge_id, email, answer), HERE)

    await finish(first)
    for challenge, email in ((first, None), (for_bruno, EMAIL), (for_bruno, None)):
        with pytest.raises(PasskeyRefusedError):
            await finish(challenge, email)
    world.clock.advance(seconds=CHALLENGE_LIFETIME.total_seconds())
    with pytest.raises(PasskeyRefusedError):
        await finish(late)


async def test_an_answer_to_another_challenge_is_refused() -> None:
    world, device = World(), Authenticator()
    await _anna(world, device)
    signing_in = world.use_cases.sign_in_with_passkey
    one, other = await signing_in.start(None, HERE), await signing_in.start(None, HERE)
    answer = signed(device.sign(dict(one.options)))
    with pytest.raises(PasskeyRefusedError):
        await signing_in.finish(PasskeySignIn(other.challenge_id, None, answer), HERE)


async def test_an_address_admits_only_its_own_passkeys() -> None:
    world, device = World(), Authenticator()
    await _anna(world, device)
    await world.confirmed_user(BRUNO)
    for email in (BRUNO, "nobody@example.org"):
        with pytest.raises(PasskeyRefusedError):
            await sign_in(world, device, email)


async def test_the_device_must_name_the_passkeys_owner() -> None:
    world, device = World(), Authenticator()
    await _anna(world, device)
    bruno_id = await world.confirmed_user(BRUNO)
    for handle in (bruno_id.bytes, b"", None):
        named = partial(_with_handle, handle)
        with pytest.raises(PasskeyRefusedError):
            await sign_in(world, device, change=named)


def _with_handle(handle: bytes | None, credential: dict[str, Any]) -> SignedAnswer:
    return replace(signed(credential), user_handle=handle)


async def test_somebody_elses_credential_does_not_verify_my_signature() -> None:
    world, of_anna, of_bruno = World(), Authenticator(), Authenticator()
    anna_id = await _anna(world, of_anna)
    await add(world, of_bruno, *(await user_with_session(world, BRUNO)))

    def as_anna(credential: dict[str, Any]) -> SignedAnswer:
        key = of_anna.keys[-1]
        answer = signed(credential)
        return replace(answer, credential_id=key.credential_id, user_handle=key.user_handle)

    with pytest.raises(PasskeyRefusedError):
        await sign_in(world, of_bruno, change=as_anna)
    assert (await world.trail(anna_id))[-1] is SecurityEventKind.SIGN_IN_FAILED


@pytest.mark.parametrize("part", ["signature", "authenticator_data", "client_data"])
async def test_a_tampered_answer_is_refused(part: str) -> None:
    world, device = World(), Authenticator()
    await _anna(world, device)

    def tampered(credential: dict[str, Any]) -> SignedAnswer:
        answer = signed(credential)
        kept: bytes = getattr(answer, part)
        return replace(answer, **{part: kept[:-1] + bytes([kept[-1] ^ 1])})

    with pytest.raises(PasskeyRefusedError):
        await sign_in(world, device, change=tampered)


@pytest.mark.parametrize("junk", [b"", b"\xff" * 40, b"{}", b"\xa1" * 200, bytes(37)])
@pytest.mark.parametrize("part", ["signature", "authenticator_data", "client_data"])
async def test_junk_is_refused_and_no_fault(part: str, junk: bytes) -> None:
    world, device = World(), Authenticator()
    await _anna(world, device)
    with pytest.raises(PasskeyRefusedError):
        await sign_in(world, device, change=lambda c: replace(signed(c), **{part: junk}))


@pytest.mark.parametrize("step", [0, -1])
async def test_a_count_that_does_not_go_up_is_refused_and_recorded(step: int) -> None:
    """The key may have been copied."""
    world, device = World(), Authenticator()
    user_id = await _anna(world, device)
    await sign_in(world, device)
    device.keys[-1].sign_count += step - 1
    await _refused(world, device)
    assert (await world.trail(user_id))[-1] is SecurityEventKind.PASSKEY_REFUSED
    (passkey,) = await world.store.passkeys(user_id)
    assert passkey.made.sign_count == 2, "what is refused counts for nothing"


async def test_a_removed_passkey_opens_nothing() -> None:
    world, device = World(), Authenticator()
    user_id = await _anna(world, device)
    (passkey,) = await world.store.passkeys(user_id)
    await world.use_cases.own_passkeys.remove(user_id, passkey.passkey_id, HERE)
    await _refused(world, device)


async def test_guesses_are_limited_by_network_address() -> None:
    world, device = World(), Authenticator()
    await _anna(world, device)
    for _ in range(300):
        await world.use_cases.sign_in_with_passkey.admission.passkey(HERE)
    with pytest.raises(TooManySignInsError):
        await sign_in(world, device)
    await sign_in(world, device, caller=ELSEWHERE)


async def _refused(world: World, device: Authenticator) -> None:
    with pytest.raises(PasskeyRefusedError):
        await sign_in(world, device)
