"""Twins of the post and of the ways out for mail, in memory."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from libs.chassis.mail import Letter
from libs.chassis.mail_post import PostedLetter


class Mailbox:
    """Twin of the senders: keeps what was sent; `failure` is raised instead when set."""

    idempotent = False

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.ids: list[UUID] = []
        self.failure: Exception | None = None

    async def send(self, letter_id: UUID, letter: Letter) -> None:
        """Keep the letter and its id."""
        if self.failure is not None:
            raise self.failure
        self.letters.append(letter)
        self.ids.append(letter_id)


@dataclass
class MemoryPost:
    """Twin of PostgresPost, put_into_post and take_from_post."""

    _waiting: dict[UUID, tuple[Letter, datetime, int]] = field(default_factory=dict)

    def copy(self) -> "MemoryPost":
        """A copy whose changes do not show here."""
        return MemoryPost(dict(self._waiting))

    def put(self, letter_id: UUID, letter: Letter, now: datetime) -> None:
        """Keep the letter until it has left."""
        self._waiting[letter_id] = (letter, now, 0)

    def take(self, letter_id: UUID) -> None:
        """Forget a letter, unless it has left."""
        self._waiting.pop(letter_id, None)

    def forget(self, *, due_until: datetime, limit: int) -> int:
        """Forget letters that nobody has tried to send since then; how many."""
        outdated = [each for each, (_, due_at, _) in self._waiting.items() if due_at <= due_until]
        for letter_id in outdated[:limit]:
            self.take(letter_id)
        return len(outdated[:limit])

    def waiting(self) -> dict[UUID, Letter]:
        """What waits, in order."""
        return {each: letter for each, (letter, _, _) in self._waiting.items()}

    async def claim(self, now: datetime, *, count: int, lease: timedelta) -> list[PostedLetter]:
        """Up to `count` due letters."""
        due = [each for each, (_, due_at, _) in self._waiting.items() if due_at <= now]
        claimed = []
        for letter_id in due[:count]:
            letter, _, attempts = self._waiting[letter_id]
            self._waiting[letter_id] = (letter, now + lease, attempts + 1)
            claimed.append(PostedLetter(letter_id, letter, attempts + 1))
        return claimed

    async def remove(self, letter_id: UUID) -> None:
        """Forget a letter."""
        self.take(letter_id)

    async def postpone(self, letter_id: UUID, until: datetime) -> None:
        """Give the letter back for a later attempt."""
        if letter_id in self._waiting:
            letter, _, attempts = self._waiting[letter_id]
            self._waiting[letter_id] = (letter, until, attempts)
