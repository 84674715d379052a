"""Digests are bound to key, purpose and every part."""

from hypothesis import given
from hypothesis import strategies as st

from services.user.domain.keyed_digest import keyed_digest

calls = st.tuples(st.binary(min_size=1, max_size=40), st.lists(st.text(), min_size=1, max_size=4))


@given(calls, calls)
def test_different_questions_have_different_digests(
    one: tuple[bytes, list[str]], other: tuple[bytes, list[str]]
) -> None:
    # HMAC pads its key with zeros: keys that differ only by them are one key.
    same = one[0].rstrip(b"\0") == other[0].rstrip(b"\0") and one[1] == other[1]
    assert (keyed_digest(one[0], *one[1]) == keyed_digest(other[0], *other[1])) == same


def test_parts_cannot_flow_into_one_another() -> None:
    assert keyed_digest(b"key", "ab", "c") != keyed_digest(b"key", "a", "bc")
    assert keyed_digest(b"key", "a", "b", "") != keyed_digest(b"key", "a", "b")
