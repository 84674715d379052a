"""A user says where to be reached (FR4.2)."""

from collections.abc import Callable, Collection, Sequence
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock, IdFactory
from libs.chassis.errors import ConflictError, NotFoundError, UnauthenticatedError
from services.engagement.domain.delivery.endpoint import (
    MAXIMUM_ENDPOINTS,
    Address,
    DisabledReason,
    EndpointKind,
    RegisteredEndpoint,
)
from services.engagement.domain.registry.contact import Contacts
from services.engagement.ports.delivery import EndpointStore, NewEndpoint

CheckAddress = Callable[[Address], None]
"""Raises InvalidAddressError for what only the channel can tell."""
_SIGNED: Final = EndpointKind.WEBHOOK


class EndpointNotFoundError(NotFoundError):
    """The caller has no such endpoint."""

    code = "endpoint_not_found"


class TooManyEndpointsError(ConflictError):
    """The caller has as many endpoints as one may have."""

    code = "too_many_endpoints"


class ChannelNotOfferedError(ConflictError):
    """This installation does not have the channel of this kind of endpoint."""

    code = "channel_not_offered"


class ManageEndpoints:
    """Lists, registers, changes and removes the caller's own endpoints; nobody sees another's."""

    def __init__(
        self,
        store: EndpointStore,
        contacts: Contacts,
        clock: Clock,
        ids: IdFactory,
        *,
        channels: Collection[str],
        new_secret: Callable[[], str],
        checks: Collection[tuple[EndpointKind, CheckAddress]] = (),
    ) -> None:
        """`channels`: those this installation has. `new_secret` makes a webhook's."""
        self._store = store
        self._contacts = contacts
        self._clock = clock
        self._ids = ids
        self._channels = channels
        self._new_secret = new_secret
        self._checks = dict(checks)

    async def all_of(self, user_id: UUID) -> Sequence[RegisteredEndpoint]:
        """The user's endpoints, oldest first."""
        return await self._store.of_user(user_id)

    async def register(
        self,
        user_id: UUID,
        kind: EndpointKind,
        *,
        label: str,
        address: Address,
        install_id: UUID | None = None,
    ) -> RegisteredEndpoint:
        """Register it; the same address again is the same endpoint, enabled and with a new secret.

        So is a new address of the same installation of the app, whose tokens change at times.

        Raises ChannelNotOfferedError, InvalidAddressError, TooManyEndpointsError, and
        UnauthenticatedError once the account is deleted.
        """
        if self._contacts.is_deleted(user_id):
            raise UnauthenticatedError("this account is deleted")
        if kind not in self._channels:
            raise ChannelNotOfferedError(f"{kind} is not offered here")
        if kind in self._checks:
            self._checks[kind](address)
        new = NewEndpoint(
            endpoint_id=self._ids.new_id(),
            user_id=user_id,
            kind=kind,
            label=label,
            address=address,
            secret=self._new_secret() if kind is _SIGNED else None,
            at=self._clock.now(),
            install_id=install_id,
        )
        registered = await self._store.register(new, maximum=MAXIMUM_ENDPOINTS)
        if registered is None:
            raise TooManyEndpointsError(f"you have {MAXIMUM_ENDPOINTS} endpoints already")
        return registered

    async def change(
        self, user_id: UUID, endpoint_id: UUID, *, label: str, enabled: bool
    ) -> RegisteredEndpoint:
        """Name it, and switch it on or off; what was disabled begins anew when it is enabled.

        Raises EndpointNotFoundError.
        """
        changed = await self._store.change(
            user_id,
            endpoint_id,
            label=label,
            disabled=None if enabled else DisabledReason.BY_USER,
            at=self._clock.now(),
        )
        if changed is None:
            raise EndpointNotFoundError("you have no such endpoint")
        return changed

    async def remove(self, user_id: UUID, endpoint_id: UUID) -> None:
        """Forget it. Raises EndpointNotFoundError."""
        if not await self._store.remove(user_id, endpoint_id, self._clock.now()):
            raise EndpointNotFoundError("you have no such endpoint")
