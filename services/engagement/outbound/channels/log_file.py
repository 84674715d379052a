"""Notifications as JSON lines in a file: for the demo, for developers, for whoever tails it."""

import asyncio
import os
from pathlib import Path
from typing import Final

import msgspec

from services.engagement.domain.delivery.message import Message
from services.engagement.ports.delivery import NotSentError, OutgoingMessage

FILE_NAME: Final = "notifications.jsonl"
_MODE: Final = 0o640


class _Line(msgspec.Struct, rename="camel"):
    notification_id: str
    episode_id: str
    community_id: str
    user_id: str
    kind: str
    title: str
    body: str
    created_at: str


class LogFileChannel:
    """Appends each notification once: before a second attempt it looks whether the first is there.

    One write call a line, so lines of several processes do not mix. What is written survives the
    death of the process; it is not forced to the disk.
    """

    name = "log_file"
    idempotent = True

    def __init__(self, path: Path) -> None:
        """`path` is a folder, or a file ending in .jsonl."""
        self._path = path if path.suffix == ".jsonl" else path / FILE_NAME
        self._lock = asyncio.Lock()

    async def send(self, message: OutgoingMessage) -> None:
        """Append the line. Raises NotSentError when the file cannot be opened."""
        async with self._lock:
            await asyncio.to_thread(self._append, message.message, message.is_repetition)

    def _append(self, message: Message, look_first: bool) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if look_first and self._has(message):
                return
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, _MODE)
        except OSError as error:
            raise NotSentError(f"{self._path}: {error.strerror}") from error
        try:
            line = msgspec.json.encode(_line(message)) + b"\n"
            if _ends_inside_a_line(descriptor):
                line = b"\n" + line
            os.write(descriptor, line)
        finally:
            os.close(descriptor)

    def _has(self, message: Message) -> bool:
        if not self._path.exists():
            return False
        decoder = msgspec.json.Decoder(_Line)
        wanted = str(message.message_id)
        with self._path.open("rb") as file:
            for line in file:
                if wanted.encode() not in line:
                    continue
                try:
                    if decoder.decode(line).notification_id == wanted:
                        return True
                except msgspec.DecodeError:
                    continue  # a line that a full disk cut short is not a notification
        return False


def _line(message: Message) -> _Line:
    return _Line(
        notification_id=str(message.message_id),
        episode_id=str(message.episode_id),
        community_id=str(message.community_id),
        user_id=str(message.user_id),
        kind=message.kind,
        title=message.title,
        body=message.body,
        created_at=message.created_at.isoformat(),
    )


def _ends_inside_a_line(descriptor: int) -> bool:
    size = os.fstat(descriptor).st_size
    return size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
