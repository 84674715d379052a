"""A world, an issuer of tokens, and a client of the HTTP edge."""

from collections.abc import AsyncIterator

import httpx
import pytest

from libs.chassis.testing.tokens import TestIssuer
from services.user.tests.unit.edge import client_of
from services.user.tests.world import World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def issuer() -> TestIssuer:
    return TestIssuer()


@pytest.fixture
async def client(world: World, issuer: TestIssuer) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(world, issuer) as client:
        yield client
