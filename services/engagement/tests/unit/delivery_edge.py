"""The HTTP edge of endpoints and deliveries around an engine."""

from functools import cache, partial
from typing import Any, Final
from uuid import UUID

import httpx
from fastapi import FastAPI

from libs.chassis.auth import TokenVerifier
from libs.chassis.lifecycle import Readiness
from libs.chassis.testing.fakes import SequentialIds
from libs.chassis.testing.one_application import PerRequest
from libs.chassis.testing.tokens import TestIssuer
from services.engagement.domain.delivery.endpoint import (
    EndpointKind,
    InvalidAddressError,
    apprise_address,
    webhook_address,
)
from services.engagement.inbound.http.app import build_app
from services.engagement.inbound.http.delivery.operations import (
    DeliveryUseCases,
    OfferedChannel,
    delivery_operations,
)
from services.engagement.outbound.channels.memory import MemoryChannel
from services.engagement.outbound.channels.webhook import new_secret
from services.engagement.tests.engine import (
    Engine,
    user_id,
)
from services.engagement.usecases.delivery.manage_endpoints import ManageEndpoints
from services.engagement.usecases.delivery.read_deliveries import ReadDeliveries
from services.engagement.usecases.delivery.try_endpoint import TryEndpoint

MEMBER, STRANGER = 0, 50
_DELIVERY: Final = PerRequest[DeliveryUseCases]("delivery")
_VERIFIER: Final = PerRequest[TokenVerifier]("verifier")
HOOK = {"kind": "webhook", "label": "Home", "url": "https://home.example/secret-path/told"}
NOBODY = UUID(int=404)


@cache
def _application() -> FastAPI:
    return build_app([delivery_operations(_DELIVERY.stand_in)], Readiness(), _VERIFIER.stand_in)


def refuse_everything(_: object) -> None:
    raise InvalidAddressError("the URL is not understood")


class Edge:
    """The operations around an engine, whose channels for webhooks and apps are in memory."""

    def __init__(self, engine: Engine, *, web_push_key: str | None = "BPub") -> None:
        self.engine = engine
        self.hooks = MemoryChannel("webhook", idempotent=True)
        self._issuer = TestIssuer()
        books, clock, ids = engine.books, engine.clock, SequentialIds()
        channels = ("mail", "webhook", "expo", "fcm", "web_push", "apprise")
        use_cases = DeliveryUseCases(
            manage_endpoints=ManageEndpoints(
                books,
                engine.contacts,
                clock,
                ids,
                channels=[each for each in channels if each != "fcm"],
                new_secret=new_secret,
                checks=[(EndpointKind.APPRISE, refuse_everything)],
            ),
            try_endpoint=TryEndpoint(books, {"webhook": self.hooks}, engine.contacts, clock, ids),
            web_push_key=web_push_key,
            read_deliveries=ReadDeliveries(books),
            webhook_address=webhook_address,
            apprise_address=partial(apprise_address, schemes=frozenset({"tgram"})),
            channels=[
                OfferedChannel(EndpointKind.MAIL),
                OfferedChannel(EndpointKind.APPRISE, ("tgram",)),
                OfferedChannel(EndpointKind.WEB_PUSH),
            ],
        )
        app = _DELIVERY.with_(use_cases, _application())
        app = _VERIFIER.with_(self._issuer.verifier(), app)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://edge")

    async def call(
        self, method: str, path: str, body: object = None, *, user: int | None = MEMBER
    ) -> httpx.Response:
        headers = {} if user is None else self._issuer.headers(user_id(user))
        return await self._client.request(
            method, f"/notification{path}", headers=headers, json=body
        )

    async def registered(self, body: object = HOOK, *, user: int = MEMBER) -> dict[str, Any]:
        answer = await self.call("POST", "/endpoint", body, user=user)
        assert answer.status_code == 201, answer.text
        endpoint: dict[str, Any] = answer.json()
        return endpoint

    async def close(self) -> None:
        await self._client.aclose()
