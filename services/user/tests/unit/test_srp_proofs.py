"""NF11: SRP-6a as RFC 5054 has it, and nothing that proves a password without knowing it."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from srptools import SRPContext  # type: ignore[import-untyped]  # ships no types
from srptools.constants import (  # type: ignore[import-untyped]  # same
    HASH_SHA_1,
    PRIME_1024,
    PRIME_1024_GEN,
    PRIME_3072_GEN,
)

from services.user.domain.credential import GROUP_BYTES, SALT_BYTES, Verifier
from services.user.outbound.srp_proofs import IDENTITY, PRIME, SrpProofs
from services.user.tests.proving_client import SALT, answer_to, verifier_of

PROOFS = SrpProofs()
PRIVATE = bytes(range(1, 33))
PASSWORD = "a long enough password"
VERIFIER = verifier_of(PASSWORD)
SERVER_KEY = PROOFS.server_key(VERIFIER, PRIVATE)
few = settings(max_examples=8, deadline=None)


def _number(text: str) -> int:
    return int("".join(text.split()), 16)


def test_the_library_computes_the_example_of_rfc_5054() -> None:
    """Appendix B: group of 1024 bits, SHA-1, alice and password123."""
    context = SRPContext(
        "alice",
        "password123",
        prime=PRIME_1024,
        generator=PRIME_1024_GEN,
        hash_func=HASH_SHA_1,
    )
    salt = _number("BEB25379 D1A8581E B5A72767 3A2441EE").to_bytes(16)
    private = {
        "a": "60975527 035CF2AD 1989806F 0407210B C81EDC04 E2762A56 AFD529DD DA2D4393",
        "b": "E487CB59 D31AC550 471E81F0 0F6928E0 1DDA08E9 74A004F4 9E61F5D1 05284D20",
    }
    a, b = _number(private["a"]), _number(private["b"])
    x = context.get_common_password_hash(salt)
    assert x == _number("94B7555A ABE9127C C58CCF49 93DB6CF8 4D16C124")
    verifier = context.get_common_password_verifier(x)
    client_public = context.get_client_public(client_private=a)
    server_public = context.get_server_public(password_verifier=verifier, server_private=b)
    assert f"{client_public:x}".startswith("61d5e490f6f1b79547b0704c436f523d")
    assert f"{server_public:x}".startswith("bd0c61512c692c0cb6d041fa01bb152d")
    u = context.get_common_secret(server_public, client_public)
    assert u == _number("CE38B959 3487DA98 554ED47D 70A7AE5F 462EF019")
    of_client = context.get_client_premaster_secret(
        password_hash=x, server_public=server_public, client_private=a, common_secret=u
    )
    of_server = context.get_server_premaster_secret(
        password_verifier=verifier, server_private=b, client_public=client_public, common_secret=u
    )
    assert of_client == of_server
    assert f"{of_client:x}".startswith("b0dc82babcf30674ae450c0287745e79")


@few
@given(password=st.text(min_size=1), salt=st.binary(min_size=SALT_BYTES, max_size=SALT_BYTES))
def test_both_sides_agree_on_every_password_and_salt(password: str, salt: bytes) -> None:
    verifier = verifier_of(password, salt)
    assert PROOFS.accepts(verifier)
    server_key = PROOFS.server_key(verifier, PRIVATE)
    assert len(server_key) == GROUP_BYTES
    answer = answer_to(password, salt, server_key)
    proof = PROOFS.server_proof(
        verifier, PRIVATE, client_key=answer.client_key, client_proof=answer.client_proof
    )
    assert proof == answer.expected_server_proof


@few
@given(guess=st.text(min_size=1).filter(lambda text: text != PASSWORD))
def test_no_other_password_proves_anything(guess: str) -> None:
    answer = answer_to(guess, SALT, SERVER_KEY)
    assert _server_proof(answer.client_key, answer.client_proof) is None


@few
@given(place=st.integers(0, 31), change=st.integers(1, 255))
def test_a_tampered_proof_proves_nothing(place: int, change: int) -> None:
    answer = answer_to(PASSWORD, SALT, SERVER_KEY)
    tampered = bytearray(answer.client_proof)
    tampered[place] ^= change
    assert _server_proof(answer.client_key, bytes(tampered)) is None


def test_an_exchange_is_worth_nothing_for_another_key_of_the_server() -> None:
    answer = answer_to(PASSWORD, SALT, SERVER_KEY)
    assert _server_proof(answer.client_key, answer.client_proof) is not None
    other = PROOFS.server_proof(
        VERIFIER, bytes(32), client_key=answer.client_key, client_proof=answer.client_proof
    )
    assert other is None


@pytest.mark.parametrize("multiple", [0, PRIME], ids=["zero", "the prime"])
def test_a_client_key_that_makes_the_secret_known_is_refused(multiple: int) -> None:
    """With A = 0 mod N the shared secret is 0 whatever the password."""
    context = SRPContext(IDENTITY, prime=f"{PRIME:x}", generator=PRIME_3072_GEN,
                         hash_func=sha256)  # fmt: skip
    proof = context.get_common_session_key_proof(
        session_key=context.get_common_session_key(0),
        salt=SALT,
        server_public=int.from_bytes(SERVER_KEY),
        client_public=multiple,
    )
    assert _server_proof(multiple.to_bytes(GROUP_BYTES), proof) is None


def test_keys_and_proofs_of_another_length_are_refused() -> None:
    answer = answer_to(PASSWORD, SALT, SERVER_KEY)
    for key, proof in (
        (answer.client_key[1:], answer.client_proof),
        (b"\0" + answer.client_key, answer.client_proof),
        (answer.client_key, answer.client_proof[:-1]),
        (answer.client_key, answer.client_proof + b"\0"),
        (b"", b""),
    ):
        assert _server_proof(key, proof) is None


@pytest.mark.parametrize("value", [0, 1, PRIME - 1, PRIME, PRIME + 1, 2**3072 - 1])
def test_a_verifier_that_protects_nothing_is_not_accepted(value: int) -> None:
    assert not PROOFS.accepts(Verifier(SALT, value.to_bytes(GROUP_BYTES)))


def test_no_hash_in_the_proof_begins_with_a_zero_that_numbers_would_lose() -> None:
    """srptools hashes these two as numbers: other clients may hash them as 32 bytes."""
    prime_hash, generator_hash = sha256(PRIME.to_bytes(384)).digest(), sha256(b"\x05").digest()
    assert sha256(IDENTITY.encode()).digest()[0]
    assert prime_hash[0] ^ generator_hash[0]


def _server_proof(client_key: bytes, client_proof: bytes) -> bytes | None:
    return PROOFS.server_proof(VERIFIER, PRIVATE, client_key=client_key, client_proof=client_proof)
