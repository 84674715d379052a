"""The HTTP edge of live balances and notifications around an engine."""

from functools import cache
from typing import Any, Final

import httpx
from fastapi import FastAPI

from libs.chassis.auth import TokenVerifier
from libs.chassis.lifecycle import Readiness
from libs.chassis.testing.one_application import PerRequest
from libs.chassis.testing.tokens import TestIssuer
from services.engagement.domain.notifications.unsubscribe_token import UnsubscribeTokens
from services.engagement.inbound.http.app import build_app
from services.engagement.inbound.http.live.operations import LiveUseCases, live_operations
from services.engagement.inbound.http.notifications.operations import notification_operations
from services.engagement.inbound.http.notifications.unsubscribe import unsubscribe_operations
from services.engagement.inbound.http.notifications.use_cases import NotificationUseCases
from services.engagement.tests.engine import (
    Engine,
    user_id,
)
from services.engagement.usecases.live.show_community import ShowCommunity
from services.engagement.usecases.live.show_episode import ShowEpisode
from services.engagement.usecases.notifications.choose_preference import ChoosePreference
from services.engagement.usecases.notifications.end_mail import EndMail
from services.engagement.usecases.notifications.export_data import ExportData
from services.engagement.usecases.notifications.read_inbox import ReadInbox
from services.engagement.usecases.notifications.watch_inbox import WatchInbox

MEMBER, STRANGER, REPRESENTATIVE = 0, 50, 99
TOKENS: Final = UnsubscribeTokens(b"k" * 32)
_LIVE: Final = PerRequest[LiveUseCases]("live")
_NOTIFICATIONS: Final = PerRequest[NotificationUseCases]("notifications")
_VERIFIER: Final = PerRequest[TokenVerifier]("verifier")


@cache
def _application() -> FastAPI:
    routers = [live_operations(_LIVE.stand_in), notification_operations(_NOTIFICATIONS.stand_in)]
    for_anybody = [unsubscribe_operations(_NOTIFICATIONS.stand_in)]
    return build_app(routers, Readiness(), _VERIFIER.stand_in, for_anybody=for_anybody)


class Edge:
    """An application around an engine, and people who are signed in."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._issuer = TestIssuer()
        live = LiveUseCases(
            watch_live=engine.watch,
            show_community=ShowCommunity(engine.access, engine.publish, engine.board, engine.books),
            show_episode=ShowEpisode(engine.access, engine.books, engine.books),
            clock=engine.clock,
            ended_sessions=frozenset(),
        )
        choose_preference = ChoosePreference(
            engine.books, engine.books, engine.contacts, engine.access, engine.clock
        )
        notifications = NotificationUseCases(
            read_inbox=ReadInbox(engine.books, engine.tell_inboxes, engine.clock),
            watch_inbox=WatchInbox(engine.books, engine.inboxes),
            choose_preference=choose_preference,
            export_data=ExportData(
                choose_preference,
                engine.contacts,
                engine.clock,
                endpoints=engine.books,
                inbox=engine.books,
                personal_data=engine.books,
            ),
            end_mail=EndMail(TOKENS, engine.books, engine.books, engine.contacts, engine.clock),
            clock=engine.clock,
            ended_sessions=frozenset(),
        )
        app = _VERIFIER.with_(self._issuer.verifier(), _application())
        app = _LIVE.with_(live, _NOTIFICATIONS.with_(notifications, app))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://edge")

    async def call(
        self, method: str, path: str, user: int | None, body: object = None
    ) -> httpx.Response:
        headers = {} if user is None else self._issuer.headers(user_id(user))
        return await self._client.request(method, path, headers=headers, json=body)

    async def send(self, method: str, url: str, **given: Any) -> httpx.Response:
        """As somebody who is not signed in."""
        return await self._client.request(method, url, **given)

    async def get(self, path: str, user: int | None = MEMBER) -> httpx.Response:
        return await self.call("GET", path, user)

    async def close(self) -> None:
        await self._client.aclose()
