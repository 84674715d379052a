"""The store, as Postgres and as its twin."""

import pytest

from libs.chassis.clock import RandomIds
from libs.chassis.seal import Seal
from services.user.outbound.memory import MemoryUserStore
from services.user.outbound.postgres import PostgresUserStore
from services.user.ports import UserStore
from services.user.tests.contract.subject import Subject


@pytest.fixture(params=["memory", "postgres"])
def subject(request: pytest.FixtureRequest) -> Subject:
    if request.param == "memory":
        return Subject(MemoryUserStore(RandomIds()))
    pool = request.getfixturevalue("pool")
    return Subject(PostgresUserStore(pool, Seal(bytes(32)), RandomIds()), pool)


@pytest.fixture
def store(subject: Subject) -> UserStore:
    return subject.store
