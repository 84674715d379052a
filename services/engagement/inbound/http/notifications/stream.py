"""The caller's inbox as server-sent events (FR4.2)."""

from typing import Annotated, Final

from fastapi import APIRouter, Header, Response
from fastapi.sse import format_sse_event

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.sse import STREAM_PROBLEMS, EventStream, described_events
from services.engagement.inbound.http.notifications.models import InboxNewsView
from services.engagement.inbound.http.notifications.use_cases import NotificationUseCases
from services.engagement.usecases.notifications.inbox_screen import InboxNews

_LAST_POSITION: Final = 2**63 - 1


def inbox_stream(use_cases: NotificationUseCases) -> APIRouter:
    """The operation /notification/stream."""
    router = APIRouter(prefix="/notification")

    @router.get(
        "/stream",
        response_class=Response,  # what FastAPI describes; the answer itself is an event stream
        responses={200: described_events("inbox", InboxNewsView), **STREAM_PROBLEMS},
    )
    async def watch_inbox(
        caller: CurrentPrincipal,
        last_event_id: Annotated[
            int | None,
            Header(
                alias="Last-Event-ID",
                ge=0,
                le=_LAST_POSITION,
                description="The id of the last event seen: what is newer comes first.",
            ),
        ] = None,
    ) -> Response:
        """A stream of `inbox` events: the unread count at once, then each change of the inbox."""
        return EventStream(
            use_cases.watch_inbox.open(caller.user_id, after=last_event_id),
            caller=caller,
            ended=use_cases.ended_sessions,
            clock=use_cases.clock,
            encode=_event,
        )

    return router


def _event(news: InboxNews) -> bytes:
    view = InboxNewsView.of(news)
    return format_sse_event(event="inbox", data_str=view.model_dump_json(), id=str(news.position))
