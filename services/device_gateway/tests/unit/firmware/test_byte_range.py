"""RFC 9110: which bytes a request asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.device_gateway.domain.firmware.byte_range import (
    UnsatisfiableRangeError,
    asked_range,
)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("bytes=0-99", (0, 100)),
        ("Bytes=0-0", (0, 1)),
        ("bytes=90-", (90, 100)),
        ("bytes=90-9999999999999999999", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-1000", (0, 100)),
        ("bytes=5-4", None),
        ("bytes=200-100", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("bytes=0 - 1", None),
        ("items=0-1", None),
        ("bytes=\u0660-\u0669", None),
    ],
)
def test_ranges_of_a_hundred_bytes(header: str | None, expected: tuple[int, int] | None) -> None:
    assert asked_range(header, 100) == expected


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_behind_the_end_is_none(header: str) -> None:
    with pytest.raises(UnsatisfiableRangeError):
        asked_range(header, 100)


@given(st.text(max_size=30) | st.from_regex(r"bytes=\d*-\d*"), st.integers(1, 1000))
def test_whatever_is_asked_lies_in_the_image(header: str, size_bytes: int) -> None:
    try:
        part = asked_range(header, size_bytes)
    except UnsatisfiableRangeError:
        return
    assert part is None or 0 <= part[0] < part[1] <= size_bytes
