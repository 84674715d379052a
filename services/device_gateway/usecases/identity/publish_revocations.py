"""The list of what is revoked, made in the transaction of a revocation, and daily without one."""

import asyncio
from typing import Final, get_args

from libs.chassis.clock import Clock
from services.device_gateway.domain.pki.revocation import (
    LIST_LIFE,
    MADE_ANEW_AFTER,
    next_list_number,
)
from services.device_gateway.ports.identity import (
    IdentityStore,
    IdentityTransaction,
    PublishedLists,
)
from services.device_gateway.ports.pki import (
    AuthorityKind,
    RevocationListSigner,
    StoredRevocationList,
)

_AUTHORITIES: Final[tuple[AuthorityKind, ...]] = get_args(AuthorityKind)
_LEFT_AT_LEAST: Final = LIST_LIFE - MADE_ANEW_AFTER


class PublishRevocations:
    """Makes the lists of the authorities whose keys this gateway has: without, it makes none."""

    def __init__(
        self, store: IdentityStore, signer: RevocationListSigner | None, clock: Clock
    ) -> None:
        self._store = store
        self._signer = signer
        self._clock = clock

    async def within(self, transaction: IdentityTransaction, authority: AuthorityKind) -> None:
        """Make the authority's list anew in this transaction, which others of it wait for."""
        if self._signer is None or not self._signer.signs_lists_of(authority):
            return
        previous = await transaction.locked_list(authority)
        now = self._clock.now()
        revoked = await transaction.revoked(authority, now)
        number = next_list_number(None if previous is None else previous.number, now)
        # Beside the event loop: 10,000 entries take a fifth of a second.
        pem = await asyncio.to_thread(
            self._signer.certificate_revocation_list, authority, revoked, number=number, now=now
        )
        published = StoredRevocationList(pem, number, now + LIST_LIFE)
        await transaction.save_list(authority, published, revoked)

    async def __call__(self, *, anew: bool = False) -> int:
        """Make what is a day old or lacks something, or all `anew`; how many lists that were."""
        made = [await self._look_after(authority, anew=anew) for authority in _AUTHORITIES]
        return sum(made)

    async def _look_after(self, authority: AuthorityKind, *, anew: bool) -> bool:
        if self._signer is None or not self._signer.signs_lists_of(authority):
            return False
        if not anew and not await self._is_outdated(self._store, authority):
            return False
        async with self._store.transaction() as transaction:
            # Of several replicas the first one makes it; the others find it made.
            await transaction.locked_list(authority)
            if not anew and not await self._is_outdated(transaction, authority):
                return False
            await self.within(transaction, authority)
            return True

    async def _is_outdated(self, lists: PublishedLists, authority: AuthorityKind) -> bool:
        now = self._clock.now()
        published = await lists.current(authority)
        if published is None or published.next_update - now < _LEFT_AT_LEAST:
            return True
        return await lists.has_unlisted(authority, now)
