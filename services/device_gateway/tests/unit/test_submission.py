"""What is told from a message before it is decoded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.contracts import subjects
from services.device_gateway.domain.readings.refusal import Reason
from services.device_gateway.domain.readings.submission import (
    DEVICE_ID_PATTERN,
    Submission,
    device_of,
    refuse_stranger,
    refuse_unseen,
)
from services.device_gateway.tests.examples import NOW, submission


def test_device_ids_are_those_the_subjects_allow() -> None:
    assert DEVICE_ID_PATTERN.pattern == subjects.DEVICE_ID_PATTERN.pattern


def test_topic_names_the_device() -> None:
    assert device_of("energy-data/meter-1") == "meter-1"
    assert device_of("energy-data") is None


def test_size_is_the_whole_payloads() -> None:
    cut = Submission("energy-data/m", b"{", 4097, NOW)
    refusal = refuse_unseen(cut, max_payload_bytes=4096, allow_bare_topic=True)
    assert refusal is not None
    assert refusal.reason is Reason.PAYLOAD_TOO_LARGE
    fits = Submission("energy-data/m", b"{", 4096, NOW)
    assert refuse_unseen(fits, max_payload_bytes=4096, allow_bare_topic=True) is None


def test_bare_topic_only_where_allowed() -> None:
    bare = submission(b"{}", "energy-data")
    refusal = refuse_unseen(bare, max_payload_bytes=4096, allow_bare_topic=False)
    assert refusal is not None
    assert refusal.reason is Reason.BARE_TOPIC_REFUSED
    assert refuse_unseen(bare, max_payload_bytes=4096, allow_bare_topic=True) is None


@pytest.mark.parametrize("device_id", ["", "a/b", "a.b", "-a", "a" * 65, "mètre", "a\n"])
def test_ill_formed_id(device_id: str) -> None:
    assert refuse_stranger(device_id).reason is Reason.BAD_DEVICE_ID


@given(st.from_regex(DEVICE_ID_PATTERN, fullmatch=True))
def test_well_formed_stranger(device_id: str) -> None:
    assert refuse_stranger(device_id).reason is Reason.UNKNOWN_DEVICE
