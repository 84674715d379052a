"""Links that end mail: ours only, each for one user (FR4.2, RFC 8058)."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.engagement.domain.notifications.unsubscribe_token import (
    TOKEN_LENGTH,
    UnsubscribeTokens,
    Unsubscribing,
)

TOKENS = UnsubscribeTokens(b"k" * 32)
ANNA = Unsubscribing(UUID(int=1))


@given(st.uuids())
def test_a_token_is_read_as_it_was_written(user_id: UUID) -> None:
    what = Unsubscribing(user_id)
    token = TOKENS.token_of(what)
    assert len(token) == TOKEN_LENGTH
    assert TOKENS.read(token) == what
    assert TOKENS.token_of(what) == token
    assert UnsubscribeTokens(b"l" * 32).read(token) is None


@given(st.integers(0, TOKEN_LENGTH * 6 - 1))
def test_no_bit_of_it_can_be_another(position: int) -> None:
    """So nobody makes another user's, or another topic's, of their own."""
    content = bytearray(urlsafe_b64decode(TOKENS.token_of(ANNA)))
    content[position // 8] ^= 1 << position % 8
    assert TOKENS.read(urlsafe_b64encode(bytes(content)).decode()) is None


@given(st.text())
def test_what_is_no_token_is_none(text: str) -> None:
    assert TOKENS.read(text) is None


@pytest.mark.parametrize("end", ["", "=", "\n", " ", "é", "A"])
def test_it_is_all_there_and_nothing_more(end: str) -> None:
    token = TOKENS.token_of(ANNA)
    assert TOKENS.read(token[:-1] + end) is None
    if end:
        assert TOKENS.read(token + end) is None


def test_what_a_later_version_ends_is_not_guessed() -> None:
    payload = bytes([99]) + ANNA.user_id.bytes
    later = urlsafe_b64encode(payload + TOKENS._mac(payload)).decode()
    assert TOKENS.read(later) is None
