"""Which tags a request names (RFC 9110)."""

import pytest

from libs.chassis.entity_tags import (
    EntityTag,
    InvalidIfMatchError,
    is_known,
    tag_of,
    versioned_tag,
    versions_named,
)


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


@pytest.mark.parametrize(
    ("header", "named"),
    [
        (None, None),
        (" * ", None),
        ('"3.9f"', {3}),
        ('"3.9f-gzip", "4"', {3, 4}),
        ('W/"3.9f"', set()),
        ('"another"', set()),
        (versioned_tag(12, b"what is shown"), {12}),
    ],
)
def test_a_change_may_start_from_the_versions_it_names(
    header: str | None, named: set[int] | None
) -> None:
    assert versions_named(header) == named


@pytest.mark.parametrize("header", ["3", '"3" "4"', '"3",', ""])
def test_what_is_no_tag_is_refused(header: str) -> None:
    with pytest.raises(InvalidIfMatchError) as refused:
        versions_named(header)

    assert refused.value.fields[0].field == "if-match"


def test_the_tag_is_another_where_something_else_is_shown() -> None:
    assert versioned_tag(1, b"a") != versioned_tag(1, b"b")
    assert versioned_tag(1, b"a") == versioned_tag(1, b"a")
