"""All that this service keeps of a user, for the user (FR2.4; GDPR articles 15 and 20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from libs.chassis.errors import TooManyRequestsError, UnauthenticatedError
from libs.chassis.request_pace import RequestPace
from services.engagement.domain.delivery.endpoint import RegisteredEndpoint
from services.engagement.domain.notifications.notification import InboxItem
from services.engagement.domain.registry.contact import Contact, Contacts
from services.engagement.ports.delivery import EndpointStore
from services.engagement.ports.notifications import Inbox
from services.engagement.ports.personal_data import PersonalData, PersonalRecords
from services.engagement.usecases.notifications.choose_preference import (
    ChoosePreference,
    PreferenceInForce,
)

_AT_ONCE: Final = 1_000
_EXPORTS_AN_HOUR: Final = 10


class TooManyExportsError(TooManyRequestsError):
    """A user has ten exports an hour."""

    code = "too_many_exports"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserData:
    """Everything; of endpoints neither addresses nor secrets in the clear."""

    exported_at: datetime
    contact: Contact | None
    preference: PreferenceInForce
    endpoints: Sequence[RegisteredEndpoint]
    notifications: Sequence[InboxItem]
    """Oldest first; as many as there are in the days that notifications are kept."""
    records: PersonalRecords


class ExportData:
    """Reads it. What arrives meanwhile may be in one part and not in another."""

    def __init__(
        self,
        preferences: ChoosePreference,
        contacts: Contacts,
        clock: Clock,
        *,
        endpoints: EndpointStore,
        inbox: Inbox,
        personal_data: PersonalData,
    ) -> None:
        self._preferences = preferences
        self._endpoints = endpoints
        self._inbox = inbox
        self._personal_data = personal_data
        self._contacts = contacts
        self._clock = clock
        self._pace = RequestPace(clock, burst=_EXPORTS_AN_HOUR, per_s=_EXPORTS_AN_HOUR / 3600)

    async def __call__(self, user_id: UUID) -> UserData:
        """The data. Raises TooManyExportsError, UnauthenticatedError when the account is gone."""
        if self._contacts.is_deleted(user_id):
            raise UnauthenticatedError("this account is deleted")
        wait_s = self._pace.wait_s(user_id)
        if wait_s is not None:
            raise TooManyExportsError("at most ten exports an hour", retry_after_s=wait_s)
        return UserData(
            exported_at=self._clock.now(),
            contact=self._contacts.of(user_id),
            preference=await self._preferences.general(user_id),
            endpoints=await self._endpoints.of_user(user_id),
            notifications=await self._notifications(user_id),
            records=await self._personal_data.records_of(user_id),
        )

    async def _notifications(self, user_id: UUID) -> Sequence[InboxItem]:
        found: list[InboxItem] = []
        while True:
            after = found[-1].position if found else 0
            page = await self._inbox.after(user_id, after, limit=_AT_ONCE)
            found += page
            if len(page) < _AT_ONCE:
                return found
