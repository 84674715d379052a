import pytest

from services.community.ports import Registry
from services.community.tests.contract.subject import Subject, in_memory, on_postgres


@pytest.fixture(params=["memory", "postgres"])
def subject(request: pytest.FixtureRequest) -> Subject:
    if request.param == "memory":
        return in_memory()
    return on_postgres(request.getfixturevalue("pool"))


@pytest.fixture
def registry(subject: Subject) -> Registry:
    return subject.registry
