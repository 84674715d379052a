"""NF11, FR2.1, FR2.2: sign in by proving the password."""

from uuid import UUID

import pytest

from services.user.domain.challenge import CHALLENGE_LIFETIME, Challenge, ChallengePurpose
from services.user.domain.credential import UnacceptableVerifierError, Verifier
from services.user.domain.letter_wordings import LetterPurpose
from services.user.domain.limits import TooManySignInsError
from services.user.domain.security_event import SecurityEventKind
from services.user.domain.user import Profile, WrongCredentialsError
from services.user.outbound.srp_proofs import SrpProofs
from services.user.tests.proving_client import answer_to, proof_from, proof_of, verifier_of
from services.user.tests.world import ELSEWHERE, EMAIL, HERE, PASSWORD, World
from services.user.usecases.prove_password import PasswordProof
from services.user.usecases.sign_up import SignUpRequest

WRONG = "not the password"
NOBODY = "nobody@example.org"


async def test_a_proof_opens_a_session_and_the_server_proves_itself() -> None:
    world = World()
    user_id = await world.proving_user()
    challenge = await world.use_cases.sign_in_by_proof.start(" ANNA@example.org ", HERE)
    answer = answer_to(PASSWORD, challenge.salt, challenge.server_key)
    proved = await world.use_cases.sign_in_by_proof.finish(
        EMAIL, proof_from(answer, challenge), HERE
    )
    assert proved.tokens.user_id == user_id
    assert proved.server_proof == answer.expected_server_proof
    await world.refresh(proved.tokens.refresh_token)
    assert await world.trail(user_id) == [
        SecurityEventKind.SIGNED_UP,
        SecurityEventKind.CONFIRMED,
        SecurityEventKind.SIGNED_IN,
    ]


async def test_a_sign_in_from_elsewhere_is_mailed() -> None:
    world = World()
    await world.proving_user()
    await world.prove_sign_in()
    await world.prove_sign_in(caller=ELSEWHERE)
    assert (await world.mail())[-1].purpose == LetterPurpose.NEW_DEVICE


async def test_wrong_unknown_and_hashed_are_one_answer() -> None:
    world = World()
    user_id = await world.proving_user()
    bruno_id = await world.confirmed_user("bruno@example.org")
    refusals = []
    for email, password in ((EMAIL, WRONG), (NOBODY, PASSWORD), ("bruno@example.org", PASSWORD)):
        with pytest.raises(WrongCredentialsError) as refused:
            await world.prove_sign_in(email, password)
        refusals.append(str(refused.value))
    assert len(set(refusals)) == 1
    for known in (user_id, bruno_id):
        assert (await world.trail(known))[-1] is SecurityEventKind.SIGN_IN_FAILED


async def test_an_unknown_address_is_asked_with_a_salt_of_its_own_that_stays() -> None:
    world = World()
    await world.confirmed_user("bruno@example.org")
    start = world.use_cases.sign_in_by_proof.start
    salts = {}
    for email in (NOBODY, "other@example.org", "bruno@example.org"):
        first, second = await start(email, HERE), await start(email, ELSEWHERE)
        assert first.salt == second.salt
        assert first.server_key != second.server_key
        salts[email] = first.salt
    assert len(set(salts.values())) == 3


async def test_the_password_itself_does_not_open_an_account_with_a_verifier() -> None:
    world = World()
    await world.proving_user()
    with pytest.raises(WrongCredentialsError):
        await world.sign_in()


async def test_a_challenge_is_answered_once() -> None:
    world = World()
    await world.proving_user()
    sign_in = world.use_cases.sign_in_by_proof
    challenge = await sign_in.start(EMAIL, HERE)
    proof = proof_of(PASSWORD, challenge)
    await sign_in.finish(EMAIL, proof, HERE)
    with pytest.raises(WrongCredentialsError):
        await sign_in.finish(EMAIL, proof, HERE)


async def test_a_wrong_answer_uses_the_challenge_up() -> None:
    world = World()
    await world.proving_user()
    sign_in = world.use_cases.sign_in_by_proof
    challenge = await sign_in.start(EMAIL, HERE)
    for password in (WRONG, PASSWORD):
        with pytest.raises(WrongCredentialsError):
            await sign_in.finish(EMAIL, proof_of(password, challenge), HERE)


async def test_an_answer_after_two_minutes_is_too_late() -> None:
    world = World()
    await world.proving_user()
    sign_in = world.use_cases.sign_in_by_proof
    early, late = await sign_in.start(EMAIL, HERE), await sign_in.start(EMAIL, HERE)
    world.clock.advance(seconds=CHALLENGE_LIFETIME.total_seconds() - 1)
    await sign_in.finish(EMAIL, proof_of(PASSWORD, early), HERE)
    world.clock.advance(seconds=1)
    with pytest.raises(WrongCredentialsError):
        await sign_in.finish(EMAIL, proof_of(PASSWORD, late), HERE)


async def test_a_challenge_counts_for_its_address_only() -> None:
    world = World()
    await world.proving_user()
    await world.proving_user("bruno@example.org")
    sign_in = world.use_cases.sign_in_by_proof
    challenge = await sign_in.start("bruno@example.org", HERE)
    with pytest.raises(WrongCredentialsError):
        await sign_in.finish(EMAIL, proof_of(PASSWORD, challenge), HERE)


async def test_an_answer_to_no_challenge_is_refused() -> None:
    world = World()
    await world.proving_user()
    proof = PasswordProof(UUID(int=99), bytes(384), bytes(32))
    with pytest.raises(WrongCredentialsError):
        await world.use_cases.sign_in_by_proof.finish(EMAIL, proof, HERE)


async def test_an_unconfirmed_address_is_asked_and_answered_as_an_unknown_one() -> None:
    """FR1.3: not even the right proof tells them apart."""
    world = World()
    start = world.use_cases.sign_in_by_proof.start
    before = await start(EMAIL, HERE)
    await world.sign_up_with(EMAIL, verifier_of(PASSWORD))
    after = await start(EMAIL, HERE)
    assert (after.suite, after.salt) == (before.suite, before.salt), "nobody's verifier"
    refusals = set()
    for email, password in ((EMAIL, WRONG), (EMAIL, PASSWORD), (NOBODY, PASSWORD)):
        with pytest.raises(WrongCredentialsError) as refused:
            await world.prove_sign_in(email, password)
        refusals.add(str(refused.value))
    challenge = await start(EMAIL, HERE)
    kept = verifier_of(PASSWORD)
    private = world.use_cases.sign_in_by_proof.prove_password.challenges.secret(
        challenge.challenge_id, ChallengePurpose.SIGN_IN_PROOF
    )
    answer = answer_to(PASSWORD, kept.salt, SrpProofs().server_key(kept, private))
    with pytest.raises(WrongCredentialsError) as refused:
        await world.use_cases.sign_in_by_proof.finish(EMAIL, proof_from(answer, challenge), HERE)
    assert {str(refused.value)} == refusals


@pytest.mark.slow
@pytest.mark.parametrize("email", [EMAIL, NOBODY])
async def test_guessing_is_limited_as_by_password(email: str) -> None:
    world = World()
    await world.proving_user()
    for _ in range(10):
        with pytest.raises(WrongCredentialsError):
            await world.prove_sign_in(email, WRONG)
    with pytest.raises(TooManySignInsError):
        await world.prove_sign_in(email)
    with pytest.raises(TooManySignInsError):
        await world.sign_in(email)


@pytest.mark.slow
async def test_signing_in_starts_the_count_anew() -> None:
    world = World()
    await world.proving_user()
    for _ in range(2):
        for _ in range(9):
            with pytest.raises(WrongCredentialsError):
                await world.prove_sign_in(password=WRONG)
        await world.prove_sign_in()


async def test_challenges_are_limited_by_network_address() -> None:
    world = World()
    start = world.use_cases.sign_in_by_proof.start
    for _ in range(600):
        await world.use_cases.sign_in_by_proof.way_in.admission.challenge(HERE)
    with pytest.raises(TooManySignInsError):
        await start(EMAIL, HERE)
    await start(EMAIL, ELSEWHERE)


async def test_a_verifier_that_protects_nothing_is_refused_by_field() -> None:
    world = World()
    useless = Verifier(bytes(32), (1).to_bytes(384))
    with pytest.raises(UnacceptableVerifierError) as refused:
        await world.use_cases.sign_up(SignUpRequest(EMAIL, useless, Profile()), HERE)
    assert [field.field for field in refused.value.fields] == ["verifier"]


def test_secrets_are_not_shown() -> None:
    shown = repr(Verifier(b"s" * 32, b"v" * 384)) + repr(PasswordProof(UUID(int=1), b"k", b"p"))
    purpose = ChallengePurpose.SIGN_IN_PROOF
    shown += repr(Challenge(UUID(int=1), purpose, b"subject-digest", World().clock.now()))
    assert "ssss" not in shown
    assert "vvvv" not in shown
    assert "b'k'" not in shown
    assert "subject-digest" not in shown
