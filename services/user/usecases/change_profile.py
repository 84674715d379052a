"""Change name, language and time zone."""

from dataclasses import dataclass, replace
from uuid import UUID

from libs.chassis.clock import Clock
from libs.chassis.errors import UnauthenticatedError
from services.user.domain.user import Locale, User, with_profile
from services.user.ports import UserStore


@dataclass(frozen=True)
class ProfileChange:
    """What is to change; None leaves a value as it is."""

    name: str | None = None
    locale: Locale | None = None
    time_zone: str | None = None


@dataclass(frozen=True)
class ChangeProfile:
    """Keeps the change and tells the other services, who write to the user."""

    store: UserStore
    clock: Clock

    async def __call__(self, user_id: UUID, change: ProfileChange) -> User:
        """The user after the change. Raises UnauthenticatedError when the account is gone."""
        async with self.store.transaction() as transaction:
            user = await transaction.user(user_id)
            if user is None:
                raise UnauthenticatedError("This account no longer exists.")
            present = user.profile
            profile = replace(
                present,
                name=present.name if change.name is None else change.name,
                locale=change.locale or present.locale,
                time_zone=change.time_zone or present.time_zone,
            )
            after, announcement = with_profile(user, profile, self.clock.now())
            if announcement is not None:
                await transaction.save_user(after)
                await transaction.announce(announcement)
        return after
