"""The code on a device's label (FR7.1)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.community.domain.device_proof import check_proof, proof_of
from services.community.domain.errors import InvalidProofError, ProofMissingError, ProofWrongError

KEY = b"an operator's key, of 32 bytes or more"
device_ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", fullmatch=True)
GOLDEN = "LW7L-4WCJ-34C"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def test_a_label_is_the_same_for_ever() -> None:
    """Printed labels outlive releases: a change of the code would make them worthless."""
    assert proof_of("meter-1", KEY) == GOLDEN


@given(device_ids)
def test_what_is_printed_is_accepted_however_it_is_written(device_id: str) -> None:
    proof = proof_of(device_id, KEY)

    assert re.fullmatch(r"[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{3}", proof)
    for written in (proof, proof.lower(), proof.replace("-", " "), proof.replace("-", "")):
        check_proof(device_id, written, KEY)
    check_proof(device_id, proof.replace("O", "0").replace("I", "1").replace("B", "8"), KEY)


@given(device_ids, st.integers(0, 10), st.sampled_from(_LETTERS))
def test_every_wrong_character_shows_as_a_slip(device_id: str, place: int, other: str) -> None:
    proof = list(proof_of(device_id, KEY).replace("-", ""))
    is_changed = proof[place] != other
    proof[place] = other

    if is_changed:
        with pytest.raises(InvalidProofError):
            check_proof(device_id, "".join(proof), KEY)


@given(device_ids, device_ids)
def test_another_devices_code_is_wrong(device_id: str, other: str) -> None:
    if device_id != other:
        with pytest.raises(ProofWrongError):
            check_proof(device_id, proof_of(other, KEY), KEY)


def test_another_operators_code_is_wrong() -> None:
    with pytest.raises(ProofWrongError):
        check_proof("meter-1", proof_of("meter-1", KEY + b"!"), KEY)


@pytest.mark.parametrize(
    "proof", ["", "-", "ABCD", "A" * 12, "ABCD-EFGH-IJ\u00e9", "ABCD-EFGH-IJ9"]
)
def test_what_is_no_code_is_refused(proof: str) -> None:
    with pytest.raises(InvalidProofError) as refused:
        check_proof("meter-1", proof, KEY)

    assert [each.field for each in refused.value.fields] == ["proof"]


def test_a_missing_code_is_asked_for() -> None:
    with pytest.raises(ProofMissingError) as refused:
        check_proof("meter-1", None, KEY)

    assert [each.field for each in refused.value.fields] == ["proof"]
