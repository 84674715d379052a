"""The registry as a whole: looked at, changed, and kept tidy."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.community.domain.audit import Change
from services.community.ports.transaction import RegistryTransaction
from services.community.ports.views import RegistryView


class ProofGuesses(Protocol):
    """Wrong codes of devices; kept whatever becomes of the request."""

    async def wrong_proofs(self, user_id: UUID, *, since: datetime) -> int:
        """How many the user has entered since then."""
        ...

    async def record_wrong_proof(self, user_id: UUID, at: datetime) -> None:
        """One more."""
        ...


class Registry(RegistryView, ProofGuesses, Protocol):
    """The registry of facilities and communities."""

    def transaction(self, change: Change) -> AbstractAsyncContextManager[RegistryTransaction]:
        """Commits on leaving, or undoes everything when an error leaves."""
        ...


class RegistryUpkeep(Protocol):
    """What is done by the clock."""

    async def purge_removed(self, *, removed_until: datetime, now: datetime, limit: int) -> int:
        """Of what was removed until then, keep only ids and closed intervals; how many of each.

        Their audit trails and former users go.
        """
        ...

    async def forget_invitations(self, *, expired_until: datetime, limit: int) -> int:
        """Forget invitations that expired until then; how many."""
        ...

    async def forget_mails(self, *, mailed_until: datetime, limit: int) -> int:
        """Forget that invitations were mailed until then; how many."""
        ...

    async def forget_letters(self, *, due_until: datetime, limit: int) -> int:
        """Forget letters that nobody has tried to send since then; how many."""
        ...

    async def forget_wrong_proofs(self, *, made_until: datetime, limit: int) -> int:
        """Forget wrong codes entered until then; how many."""
        ...

    async def forget_creations(self, *, created_until: datetime, limit: int) -> int:
        """Forget what was created under idempotency keys until then; how many."""
        ...
