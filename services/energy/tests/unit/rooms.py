"""Operations in an application made once, around the use cases of each test."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Final, Generic, TypeVar

import httpx
from fastapi import APIRouter, FastAPI

from libs.chassis.lifecycle import Readiness
from libs.chassis.testing.one_application import PerRequest
from libs.chassis.testing.tokens import TestIssuer
from services.energy.inbound.http.app import build_app

T = TypeVar("T")
ISSUER: Final = TestIssuer()
"""Whose tokens the applications take."""


class Room(Generic[T]):
    """`operations`: the routers' makers, which all call the same use cases."""

    def __init__(self, name: str, operations: Sequence[Callable[[T], APIRouter]]) -> None:
        self._called: PerRequest[T] = PerRequest(name)
        self._operations = operations

    @cached_property
    def _application(self) -> FastAPI:
        routers = [operations(self._called.stand_in) for operations in self._operations]
        return build_app(routers, Readiness(), ISSUER.verifier())

    def client(self, use_cases: T) -> httpx.AsyncClient:
        """One that calls these."""
        app = self._called.with_(use_cases, self._application)
        return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://energy")
