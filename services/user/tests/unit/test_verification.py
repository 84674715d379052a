"""FR1.3: ten minutes, five tries, once."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.user.domain.verification import (
    CODE_LIFETIME,
    CODE_TRIES,
    CodePurpose,
    CodeVerdict,
    VerificationCode,
    code_digest,
    new_code,
    present,
)
from services.user.outbound.memory_parts import CountingSecrets

NOW = datetime(2026, 6, 21, 10, tzinfo=UTC)
USER = UUID(int=1)
DIGEST = CountingSecrets().digest
codes = st.from_regex(r"[0-9]{6}", fullmatch=True)


def _code(digits: str = "123456") -> VerificationCode:
    return new_code(DIGEST, CodePurpose.SIGN_UP, USER, digits, NOW)


def _presented(digits: str, user: UUID = USER) -> bytes:
    return code_digest(DIGEST, CodePurpose.SIGN_UP, user, digits)


@given(digits=codes, tries=st.lists(codes, max_size=12), late_s=st.integers(0, 1200))
def test_a_code_is_accepted_exactly_when_right_in_time_and_within_five_tries(
    digits: str, tries: list[str], late_s: int
) -> None:
    now = NOW + timedelta(seconds=late_s)
    remaining: VerificationCode | None = _code(digits)
    accepted_at: int | None = None
    for number, attempt in enumerate([*tries, digits]):
        if remaining is None:
            break
        verdict, remaining = present(remaining, _presented(attempt), now)
        if verdict is CodeVerdict.RIGHT:
            accepted_at = number
            assert remaining is None, "a code works once"
    expected = [*tries, digits].index(digits)
    should_work = now < NOW + CODE_LIFETIME and expected < CODE_TRIES
    assert accepted_at == (expected if should_work else None)


def test_five_wrong_tries_use_a_code_up() -> None:
    remaining: VerificationCode | None = _code()
    for _ in range(CODE_TRIES):
        assert remaining is not None
        verdict, remaining = present(remaining, _presented("000000"), NOW)
        assert verdict is CodeVerdict.WRONG
    assert remaining is None


def test_the_right_digits_without_the_rest_are_a_wrong_try() -> None:
    verdict, remaining = present(_code(), _presented("123456"), NOW, holds_the_rest=False)
    assert verdict is CodeVerdict.WRONG
    assert remaining is not None
    assert remaining.tries_left == CODE_TRIES - 1


def test_a_code_belongs_to_one_user() -> None:
    verdict, _ = present(_code(), _presented("123456", UUID(int=2)), NOW)
    assert verdict is CodeVerdict.WRONG


def test_a_code_is_dead_at_the_tenth_minute() -> None:
    just_in_time = NOW + CODE_LIFETIME - timedelta(microseconds=1)
    assert present(_code(), _presented("123456"), just_in_time)[0] is CodeVerdict.RIGHT
    assert present(_code(), _presented("123456"), NOW + CODE_LIFETIME)[0] is CodeVerdict.WRONG


@pytest.mark.parametrize("digits", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦"])
def test_only_six_digits_make_a_code(digits: str) -> None:
    with pytest.raises(ValueError, match="six digits"):
        _code(digits)


def test_digits_cannot_be_read_from_what_is_kept() -> None:
    assert "123456" not in repr(_code())
    assert b"123456" not in _code().digest
