"""A user's own data."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.errors import UnauthenticatedError
from services.user.domain.user import User
from services.user.ports import UserStore


@dataclass(frozen=True)
class ReadProfile:
    """What the signed-in user sees of the account."""

    store: UserStore

    async def __call__(self, user_id: UUID) -> User:
        """The user. Raises UnauthenticatedError when the account is gone."""
        user = await self.store.find_user(user_id)
        if user is None:
            raise UnauthenticatedError("This account no longer exists.")
        return user
