"""FR1.2: a password is refused with the reason, by length and commonness only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.user.domain.password import (
    MAX_PASSWORD_LENGTH,
    MIN_PASSWORD_LENGTH,
    UnacceptablePasswordError,
    normal_password,
    password_length_problem,
    require_acceptable,
)


@given(st.text(alphabet="abc XYZ 123 è", min_size=10, max_size=MAX_PASSWORD_LENGTH))
def test_any_characters_make_a_password(password: str) -> None:
    require_acceptable(password, email="anna@example.org", is_common=False)


@given(st.text())
def test_normal_form_is_stable_and_decides_the_length(password: str) -> None:
    normal = normal_password(password)
    assert normal_password(normal) == normal
    fits = MIN_PASSWORD_LENGTH <= len(normal) <= MAX_PASSWORD_LENGTH
    assert (password_length_problem(password) is None) == fits


def test_the_same_typing_on_two_keyboards_is_one_password() -> None:
    composed, decomposed = "perch\u00e9 non piove", "perche\u0301 non piove"
    assert composed != decomposed
    assert normal_password(composed) == normal_password(decomposed)


@pytest.mark.parametrize(
    ("password", "is_common", "code"),
    [
        ("123456789", False, "password_too_short"),
        ("a" * 129, False, "password_too_long"),
        ("qwertyuiop", True, "password_too_common"),
        ("Anna@Example.org", False, "password_too_common"),
    ],
)
def test_a_refusal_names_field_and_reason(password: str, is_common: bool, code: str) -> None:
    with pytest.raises(UnacceptablePasswordError) as refused:
        require_acceptable(password, email="anna@example.org", is_common=is_common)
    assert [(problem.field, problem.code) for problem in refused.value.fields] == [
        ("password", code)
    ]
