"""The inbox of whoever asks (FR4.2)."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import AfterValidator, AwareDatetime

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.paging import PAGED, Cursor, Cursors
from libs.chassis.problem import described_problem
from services.engagement.domain.notifications.notification import InboxItem, NotificationKind
from services.engagement.inbound.http.notifications.export import export_operations
from services.engagement.inbound.http.notifications.models import NotificationView, UnreadCount
from services.engagement.inbound.http.notifications.preferences import preference_operations
from services.engagement.inbound.http.notifications.stream import inbox_stream
from services.engagement.inbound.http.notifications.use_cases import NotificationUseCases
from services.engagement.ports.notifications import InboxPage, InboxPlace
from services.engagement.usecases.notifications.read_inbox import MAXIMUM_PAGE

_PAGE: Final = 50
_PLACES: Final[Cursors[InboxPlace]] = Cursors(InboxPlace)


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("lies outside the calendar") from None


_Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]


def _place_of(item: InboxItem) -> InboxPlace:
    return InboxPlace(item.notification.created_at, item.notification.notification_id)


def notification_operations(use_cases: NotificationUseCases) -> APIRouter:
    """The operations under /notification."""
    router = APIRouter(tags=["notification"])
    router.include_router(preference_operations(use_cases))
    router.include_router(_inbox_operations(use_cases))
    router.include_router(export_operations(use_cases))
    router.include_router(inbox_stream(use_cases))
    return router


def _inbox_operations(use_cases: NotificationUseCases) -> APIRouter:
    router = APIRouter(prefix="/notification")

    @router.get("", responses=PAGED)
    async def read_notifications(
        caller: CurrentPrincipal,
        request: Request,
        response: Response,
        *,
        unread: Annotated[bool, Query(description="Only those not read.")] = False,
        limit: Annotated[int, Query(ge=1, le=MAXIMUM_PAGE)] = _PAGE,
        before: Annotated[_Instant | None, Query(description="Only those created before.")] = None,
        kind: Annotated[NotificationKind | None, Query(description="Only of this kind.")] = None,
        community_id: Annotated[
            UUID | None, Query(alias="communityId", description="Only of this community.")
        ] = None,
        cursor: Cursor = None,
    ) -> list[NotificationView]:
        """The caller's notifications, newest first; the next page is in the `Link` header."""
        page = InboxPage(
            limit + 1,
            unread_only=unread,
            kind=kind,
            community_id=community_id,
            before=before,
            after=_PLACES.read(cursor),
        )
        found = await use_cases.read_inbox.newest(caller.user_id, page)
        items = _PLACES.cut(found, limit, _place_of, request, response)
        return [NotificationView.of(item) for item in items]

    @router.get("/unread-count")
    async def count_unread(caller: CurrentPrincipal) -> UnreadCount:
        """How many notifications the caller has not read."""
        return UnreadCount(unread_count=await use_cases.read_inbox.unread_count(caller.user_id))

    @router.post("/read-all", status_code=204)
    async def mark_all_read(caller: CurrentPrincipal) -> None:
        """Mark all of the caller's notifications read; again does nothing."""
        await use_cases.read_inbox.mark_all_read(caller.user_id)

    @router.put(
        "/{notificationId}/read",
        status_code=204,
        responses=described_problem(HTTPStatus.NOT_FOUND, "No such notification of the caller."),
    )
    async def mark_read(
        caller: CurrentPrincipal, notification_id: Annotated[UUID, Path(alias="notificationId")]
    ) -> None:
        """Mark a notification read; again does nothing."""
        await use_cases.read_inbox.mark_read(caller.user_id, notification_id)

    return router
