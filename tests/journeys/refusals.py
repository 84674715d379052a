"""What a person is told when something is refused."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from devstack.people.connection import ApiProblem


class Refusal:
    """The answer, after the block."""

    problem: ApiProblem


@contextmanager
def refused(status: int, code: str, *, field: str | None = None) -> Iterator[Refusal]:
    """The block is refused with this status and stable code, and names the field that is wrong."""
    refusal = Refusal()
    with pytest.raises(ApiProblem) as told:
        yield refusal
    refusal.problem = told.value
    assert (told.value.status, told.value.code) == (status, code), str(told.value)
    if field is not None:
        assert field in {one.field for one in told.value.fields}, str(told.value)
        assert all(one.message for one in told.value.fields), "it says what is wrong"
