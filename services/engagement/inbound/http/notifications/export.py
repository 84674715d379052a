"""All that this service keeps of whoever asks (FR2.4)."""

from datetime import datetime
from http import HTTPStatus
from typing import Final, Self
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.http import ApiModel
from libs.chassis.problem import described_problem
from services.engagement.domain.notifications.audience import Outcome
from services.engagement.domain.notifications.preference import MailUse
from services.engagement.domain.registry.contact import Contact, Locale
from services.engagement.inbound.http.delivery.models import DeliveryView, EndpointView
from services.engagement.inbound.http.notifications.models import NotificationView
from services.engagement.inbound.http.notifications.preference_models import PreferenceView
from services.engagement.inbound.http.notifications.use_cases import NotificationUseCases
from services.engagement.ports.personal_data import CallRecord
from services.engagement.usecases.notifications.export_data import UserData

_NEVER_STORED: Final = {"Cache-Control": "no-store"}


class ContactExport(ApiModel):
    """What the user service told, kept in memory to write to the caller."""

    email: str | None
    name: str
    locale: Locale
    time_zone: str

    @classmethod
    def of(cls, contact: Contact) -> Self:
        """The view of a contact."""
        return cls.showing(contact)


class ExportedNotification(ApiModel):
    """A notification and the ways it took."""

    notification: NotificationView
    deliveries: list[DeliveryView]


class CallExport(ApiModel):
    """A call of one of the caller's communities, and what it meant for the caller."""

    episode_id: UUID
    community_id: UUID
    outcome: Outcome = Field(description="Told, or why not.")
    called_at: datetime = Field(description="On the clock of the readings.")
    recorded_at: datetime

    @classmethod
    def of(cls, record: CallRecord) -> Self:
        """The view of a record."""
        return cls.showing(record)


class EndpointTestsExport(ApiModel):
    """How many tests of endpoints the caller had since then: they are limited."""

    since: datetime
    tests: int


class EngagementExport(ApiModel):
    """Everything, but for addresses and secrets of endpoints in full."""

    exported_at: datetime
    user_id: UUID
    contact: ContactExport | None
    preference: PreferenceView
    mail_before_end: MailUse | None = Field(
        description="What `mail` was before it was ended by the link in a mail."
    )
    endpoints: list[EndpointView]
    endpoint_tests: EndpointTestsExport | None
    notifications: list[ExportedNotification] = Field(description="Oldest first.")
    calls: list[CallExport] = Field(description="Oldest first.")

    @classmethod
    def of(cls, user_id: UUID, data: UserData) -> Self:
        """The view of the data."""
        records = data.records
        tests = records.endpoint_tests
        return cls(
            exported_at=data.exported_at,
            user_id=user_id,
            contact=None if data.contact is None else ContactExport.of(data.contact),
            preference=PreferenceView.of(data.preference),
            mail_before_end=records.mail_before_end,
            endpoints=[EndpointView.of(each) for each in data.endpoints],
            endpoint_tests=None if tests is None else EndpointTestsExport.showing(tests),
            notifications=[
                ExportedNotification(
                    notification=NotificationView.of(item),
                    deliveries=[
                        DeliveryView.of(way)
                        for way in records.deliveries.get(item.notification.notification_id, ())
                    ],
                )
                for item in data.notifications
            ],
            calls=[CallExport.of(each) for each in records.calls],
        )


def export_operations(use_cases: NotificationUseCases) -> APIRouter:
    """The operation /notification/export."""
    router = APIRouter(prefix="/notification")

    @router.get(
        "/export",
        responses=described_problem(HTTPStatus.TOO_MANY_REQUESTS, "Ten exports an hour."),
    )
    async def export_data(caller: CurrentPrincipal, response: Response) -> EngagementExport:
        """All that this service keeps of the caller, except for secrets."""
        data = await use_cases.export_data(caller.user_id)
        response.headers.update(_NEVER_STORED)
        return EngagementExport.of(caller.user_id, data)

    return router
