"""Keep up with how users are reached, and forget those who are gone."""

from collections.abc import Iterable

from services.engagement.domain.registry.contact import Contact, Contacts
from services.engagement.ports.notifications import Inbox


class ProjectUsers:
    """Takes over users' contacts; of a deleted user the contact and all messages are dropped."""

    def __init__(self, contacts: Contacts, inbox: Inbox) -> None:
        self._contacts = contacts
        self._inbox = inbox

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
            await self._inbox.forget(deleted)
