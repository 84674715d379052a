"""FR1.1: one mailbox is one account."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.user.domain.email_address import InvalidEmailError, normal_email


def test_case_and_space_do_not_make_another_address() -> None:
    assert normal_email("  Anna.Rossi@Example.ORG ") == "anna.rossi@example.org"


@given(st.emails())
def test_the_normal_form_is_its_own_normal_form(address: str) -> None:
    normal = normal_email(address)
    assert normal_email(normal) == normal
    assert normal_email(address.upper()) == normal


@pytest.mark.parametrize(
    "address",
    ["", "anna", "@example.org", "anna@", "a b@example.org", "ànna@example.org", "a@b\n.org",
     "a" * 250 + "@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused_by_field(address: str) -> None:
    with pytest.raises(InvalidEmailError) as refused:
        normal_email(address)
    assert [problem.field for problem in refused.value.fields] == ["email"]
