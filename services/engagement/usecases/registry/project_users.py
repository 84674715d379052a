"""Keep up with how users are reached, and forget those who are gone."""

from collections.abc import Iterable

from services.engagement.domain.registry.contact import Contact, Contacts
from services.engagement.ports.delivery import EndpointStore
from services.engagement.ports.notifications import Inbox


class ProjectUsers:
    """Takes over users' contacts; of a deleted user contact, endpoints and messages go."""

    def __init__(self, contacts: Contacts, inbox: Inbox, endpoints: EndpointStore) -> None:
        self._contacts = contacts
        self._inbox = inbox
        self._endpoints = endpoints

    async def apply(self, changes: Iterable[Contact]) -> None:
        """Idempotent: a state that is not newer than the one held is ignored.

        Raises StoreUnavailableError when messages could not be deleted yet: apply it again.
        """
        deleted = []
        for change in changes:
            self._contacts.apply(change)
            if change.is_deleted:
                deleted.append(change.user_id)
        if deleted:
            await self._endpoints.forget_endpoints(deleted)
            await self._inbox.forget(deleted)
