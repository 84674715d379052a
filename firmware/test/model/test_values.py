"""Numbers, times, texts and versions of others, read as Python's libraries read them."""

import ctypes
import json
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from semver import Version

from firmware.test.model.core import LIBRARY
from firmware.test.model.test_json_reader import Json

_OUT = ctypes.POINTER(ctypes.c_int64)
LIBRARY.json_micros.argtypes = [Json, _OUT]
LIBRARY.json_micros.restype = ctypes.c_bool
LIBRARY.json_time.argtypes = [Json, _OUT]
LIBRARY.json_time.restype = ctypes.c_bool
LIBRARY.json_text.argtypes = [
    Json, ctypes.c_char_p, ctypes.c_size_t, ctypes.POINTER(ctypes.c_size_t),
]  # fmt: skip
LIBRARY.json_text.restype = ctypes.c_bool
LIBRARY.semver_is.argtypes = [ctypes.c_char_p]
LIBRARY.semver_is.restype = ctypes.c_bool
LIBRARY.semver_compare.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
LIBRARY.semver_compare.restype = ctypes.c_int

identifiers = st.from_regex(r"\A(0|[1-9][0-9]{0,3}|[0-9]?[a-c-][0-9a-c-]{0,3})\Z")
prereleases = st.lists(identifiers, max_size=3).map(".".join)
cores = st.tuples(*[st.integers(0, 12)] * 3).map(lambda three: ".".join(map(str, three)))
versions = st.builds(lambda core, pre: f"{core}-{pre}" if pre else core, cores, prereleases)


def value_of(text: bytes) -> Json:
    value = Json()
    assert LIBRARY.json_of(text, len(text), value)
    return value


@given(st.decimals(-(10**12), 10**12, places=8) | st.floats(-1e12, 1e12).map(Decimal))
def test_a_number_is_rounded_to_millionths(number: Decimal) -> None:
    text = f"{number:.18g}".encode()
    micros = ctypes.c_int64()

    assert LIBRARY.json_micros(value_of(text), micros)
    exact = Decimal(text.decode()).scaleb(6)
    assert micros.value == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@given(st.datetimes(datetime(1971, 1, 1), datetime(2105, 1, 1)), st.integers(-1439, 1439))  # noqa: DTZ001
def test_a_time_is_msgspecs(naive: datetime, ahead_min: int) -> None:
    moment = naive.replace(tzinfo=UTC)
    zone = f"{'-' if ahead_min < 0 else '+'}{abs(ahead_min) // 60:02}:{abs(ahead_min) % 60:02}"
    local = (naive + timedelta(minutes=ahead_min)).isoformat() + zone
    ms = ctypes.c_int64()

    for text in (msgspec.json.encode(moment), json.dumps(local).encode()):
        assert LIBRARY.json_time(value_of(text), ms)
        assert ms.value == (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


@given(st.text(st.characters(min_codepoint=1, max_codepoint=127), max_size=40))
def test_a_text_is_what_it_was(text: str) -> None:
    into, length = ctypes.create_string_buffer(64), ctypes.c_size_t()

    for encoded in (json.dumps(text).encode(), msgspec.json.encode(text)):
        assert LIBRARY.json_text(value_of(encoded), into, 64, length)
        assert into.raw[: length.value] == text.encode()


@given(versions, versions)
def test_versions_are_ordered_as_semver_does(one: str, other: str) -> None:
    order: Any = LIBRARY.semver_compare(one.encode(), other.encode())

    assert (order > 0) - (order < 0) == Version.parse(one).compare(other)


@given(versions | st.from_regex(r"\A[0-9]{1,2}[.][0-9]{1,2}[.]?[0-9a]{0,2}[-+.a0]{0,4}\Z"))
def test_what_semver_refuses_is_no_version(text: str) -> None:
    assert LIBRARY.semver_is(text.encode()) == Version.is_valid(text)
