"""Whoever has the link in a mail ends such mail, without signing in (RFC 8058; FR4.2)."""

from uuid import UUID

from libs.chassis.clock import Clock
from libs.chassis.errors import InvalidInputError, TooManyRequestsError
from libs.chassis.request_pace import RequestPace
from services.engagement.domain.notifications.unsubscribe_token import UnsubscribeTokens
from services.engagement.domain.registry.contact import Contacts, Locale
from services.engagement.ports.delivery import DeliveryQueue
from services.engagement.ports.preferences import Preferences


class InvalidUnsubscribeLinkError(InvalidInputError):
    """The link is not one that we wrote."""

    code = "invalid_unsubscribe_link"


class TooManyUnsubscribesError(TooManyRequestsError):
    """One link was followed, or wrong links were tried, too often."""

    code = "too_many_unsubscribes"


class EndMail:
    """Says nothing of the user but the language, and changes nothing but mail about surplus.

    Mail providers follow the links of many people from few addresses: what counts is each user's
    own link, and of an address only links that are wrong.
    """

    def __init__(
        self,
        tokens: UnsubscribeTokens,
        preferences: Preferences,
        queue: DeliveryQueue,
        contacts: Contacts,
        clock: Clock,
    ) -> None:
        self._tokens = tokens
        self._preferences = preferences
        self._queue = queue
        self._contacts = contacts
        self._clock = clock
        self._pace = RequestPace(clock, burst=30, per_s=1 / 20)
        self._pace_of_wrong = RequestPace(clock, burst=30, per_s=1 / 10)

    async def look_at(self, token: str, household: str) -> Locale:
        """The user's language; changes nothing, as scanners of mail open every link.

        Raises InvalidUnsubscribeLinkError or TooManyUnsubscribesError.
        """
        return await self._language(self._user(token, household))

    async def end(self, token: str, household: str) -> Locale:
        """No mail about surplus from now on, also none that waits. Raises as `look_at` does."""
        user_id = self._user(token, household)
        if not self._contacts.is_deleted(user_id):
            await self._preferences.end_mail(user_id)
            await self._queue.drop_mail(user_id, self._clock.now())
        return await self._language(user_id)

    async def undo(self, token: str, household: str) -> Locale:
        """As before a link ended it; what the user decided elsewhere stays.

        Raises as `look_at` does.
        """
        user_id = self._user(token, household)
        await self._preferences.resume_mail(user_id)
        return await self._language(user_id)

    def _user(self, token: str, household: str) -> UUID:
        found = self._tokens.read(token)
        pace, who = (
            (self._pace_of_wrong, household) if found is None else (self._pace, found.user_id)
        )
        wait_s = pace.wait_s(who)
        if wait_s is not None:
            raise TooManyUnsubscribesError("too often; wait a little", retry_after_s=wait_s)
        if found is None:
            raise InvalidUnsubscribeLinkError("this link is not complete, or not ours")
        return found.user_id

    async def _language(self, user_id: UUID) -> Locale:
        preference = await self._preferences.general(user_id)
        return preference.language or self._contacts.locale_of(user_id)
