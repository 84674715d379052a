"""Which tags a request names (RFC 9110)."""

import pytest

from libs.chassis.entity_tags import EntityTag, is_known, tag_of


@pytest.mark.parametrize(
    ("header", "known"),
    [
        (None, False),
        ("", False),
        ('"a"', True),
        ('W/"a"', True),
        ('"b", W/"a" ,"c"', True),
        ("*", True),
        (" * ", True),
        ("a", False),
        ('"A"', False),
        ('"a"' + " " * 1_000, False),
    ],
)
def test_who_names_the_tag_has_the_answer(header: str | None, known: bool) -> None:
    assert is_known(header, '"a"') is known


def test_a_tag_is_quoted() -> None:
    assert tag_of(' W/"3.9f" ') == EntityTag(weak=True, opaque="3.9f")
    assert tag_of('"3"') == EntityTag(weak=False, opaque="3")
    assert tag_of("3") is None
    assert tag_of('"3", "4"') is None
