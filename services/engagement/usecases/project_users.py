"""Keep up with how users are reached."""

from collections.abc import Iterable

from services.engagement.domain.contact import Contact, Contacts


class ProjectUsers:
    """Takes over users' contacts; a deleted user's is dropped."""

    def __init__(self, contacts: Contacts) -> None:
        self._contacts = contacts

    def apply(self, changes: Iterable[Contact]) -> None:
        """Idempotent: a state that is not newer than the one held is ignored."""
        for change in changes:
            self._contacts.apply(change)
