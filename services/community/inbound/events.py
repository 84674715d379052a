"""What the user service tells of accounts."""

from collections.abc import Sequence
from typing import Final

from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.consume import DeadLetterOffice, Rejection, consume
from libs.chassis.follow import follow
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.telemetry import get_logger
from libs.contracts import consumers, streams, subjects
from libs.contracts.codec import MalformedEventError
from libs.contracts.v1.user import USER_DECODER, UserDeleted
from services.community.domain.errors import InvalidEmailError
from services.community.ports import PeopleKeeper
from services.community.usecases.remove_account import RemoveAccount

DURABLE: Final = consumers.ACCOUNTS.durable
MALFORMED: Final = "malformed"
_AT_ONCE: Final = consumers.ACCOUNTS.batch_size
"""Accounts of a batch: each is a transaction of its own, all before the acknowledgement."""


class PeopleHandler:
    """Learns who has which address, name and language; what cannot be read is told and skipped."""

    def __init__(self, keeper: PeopleKeeper) -> None:
        self._keeper = keeper

    async def __call__(self, messages: Sequence[BusMessage]) -> None:
        for message in messages:
            try:
                event = USER_DECODER.decode(message.data)
                if isinstance(event, UserDeleted):
                    self._keeper.forget(event.user_id)
                else:
                    self._keeper.put(
                        event.user_id, email=event.email, name=event.name, locale=event.locale
                    )
            except (MalformedEventError, InvalidEmailError) as error:
                # Not its words: they may quote an address.
                get_logger().error(
                    "user_event_unreadable", subject=message.subject, error=type(error).__name__
                )


def people_worker(bus: Bus, handler: PeopleHandler) -> Worker:
    """Follows the users; ready once all that are known are here."""

    async def run(context: WorkerContext) -> None:
        await follow(
            bus,
            stream=streams.USERS.name,
            subjects=[subjects.USERS],
            apply=handler,
            caught_up=context.ready,
            context=context,
        )

    return Worker("people", run)


class AccountsHandler:
    """Removes who is deleted; what else is told of users does not matter here."""

    def __init__(self, remove_account: RemoveAccount) -> None:
        self._remove_account = remove_account

    async def __call__(self, messages: Sequence[BusMessage]) -> Sequence[Rejection]:
        """Raises a transient error when the database is away: the batch is handled again."""
        rejections: list[Rejection] = []
        for index, message in enumerate(messages):
            try:
                event = USER_DECODER.decode(message.data)
            except MalformedEventError as error:
                rejections.append(Rejection(index, MALFORMED, str(error)))
                continue
            if isinstance(event, UserDeleted):
                await self._remove_account(event.user_id)
        return rejections


def accounts_worker(bus: Bus, handler: AccountsHandler, dead_letters: DeadLetterOffice) -> Worker:
    """Follows the accounts' ends, sharing them with the other replicas."""

    async def run(context: WorkerContext) -> None:
        context.ready()
        await consume(
            bus,
            stream=streams.USERS.name,
            durable=DURABLE,
            subjects=[subjects.USERS],
            handle=handler,
            dead_letters=dead_letters,
            context=context,
            batch_size=_AT_ONCE,
        )

    return Worker("accounts", run)
