"""Mail as files in a folder: for the demo and for developers."""

import asyncio
import re
from datetime import UTC
from pathlib import Path
from typing import Final
from uuid import UUID

from libs.chassis.mail import Letter, MailNotSentError

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9@._+-]")
_LONGEST_RECIPIENT: Final = 120


class MailFolder:
    """Writes each letter as `{time}-{recipient}-{purpose}-{id}.txt` and `.html`.

    The name follows from the letter, so writing it again replaces it by itself. The text begins
    with a head; its first line is `Code: 123456` when the letter has a code.
    """

    idempotent = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, letter_id: UUID, letter: Letter) -> None:
        """Write both files, the text last. Raises MailNotSentError when the disk refuses."""
        try:
            await asyncio.to_thread(self._write, _name(letter_id, letter), letter)
        except OSError as error:
            raise MailNotSentError(f"{self._folder}: {error.strerror}") from error

    def _write(self, name: str, letter: Letter) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._write_whole(f"{name}.html", letter.html)
        self._write_whole(f"{name}.txt", _head(letter) + letter.text)

    def _write_whole(self, name: str, content: str) -> None:
        unfinished = self._folder / f".{name}.unfinished"  # no reader's *.txt finds it
        unfinished.write_text(content, encoding="utf-8")
        unfinished.replace(self._folder / name)


def _name(letter_id: UUID, letter: Letter) -> str:
    written_at = letter.written_at.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    recipient = _UNSAFE.sub("_", letter.recipient)[:_LONGEST_RECIPIENT]
    return f"{written_at}-{recipient}-{letter.purpose}-{letter_id.hex[:12]}"


def _head(letter: Letter) -> str:
    code = [] if letter.code is None else [f"Code: {letter.code}"]
    return "\n".join([*code, f"To: {letter.recipient}", f"Subject: {letter.subject}", "", ""])
