"""What people were told, by every way out: the inbox, the mail folder, the log file."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from devstack.people.person import Person
from devstack.supervisor.stack import Stack


async def inbox(person: Person, community_id: UUID) -> list[UUID]:
    """Ids of the notifications about a community in somebody's inbox."""
    return [
        notification.notification_id
        for notification in await person.engagement.notifications(limit=100)
        if notification.community_id == community_id
    ]


def letters(stack: Stack, person: Person) -> Counter[str]:
    """How many letters about each notification somebody got, by the first digits of its id."""
    email = person.account.identity.email
    names = (path.stem for path in stack.mail_folder.glob(f"*-{email}-surplus-*.txt"))
    return Counter(name.rsplit("-", 1)[1] for name in names)


def logged(stack: Stack, person: Person) -> Counter[str]:
    """How many lines about each of somebody's notifications the log file has, by its id."""
    user_id = str(person.account.user_id)
    return Counter(
        str(line["notificationId"]) for line in log_lines(stack) if line["userId"] == user_id
    )


def log_lines(stack: Stack) -> list[Mapping[str, Any]]:
    """Every line of the log file. Raises msgspec.DecodeError for one that is cut."""
    if not stack.notification_log.exists():
        return []
    return [msgspec.json.decode(line) for line in stack.notification_log.read_bytes().splitlines()]


async def told_once(stack: Stack, person: Person, community_id: UUID, times: int) -> bool:
    """Whether each of so many notifications of a community came once by each way out."""
    ids = await inbox(person, community_id)
    mailed, written = letters(stack, person), logged(stack, person)
    return len(ids) == len(set(ids)) == times and all(
        mailed[one.hex[:12]] == 1 and written[str(one)] == 1 for one in ids
    )
