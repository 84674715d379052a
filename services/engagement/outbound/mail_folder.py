"""Mail as files in a folder: for the demo and for developers."""

import asyncio
import re
from datetime import UTC
from pathlib import Path
from typing import Final

from services.engagement.outbound.letter import Letter
from services.engagement.ports import NotSentError

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9@._+-]")
_LONGEST_RECIPIENT: Final = 120


class MailFolder:
    """Writes each letter as `{time}-{recipient}-surplus-{id}.txt` and `.html`.

    The name follows from the letter, so writing it again replaces it by itself.
    """

    idempotent = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def post(self, letter: Letter) -> None:
        """Write both files, the text last. Raises NotSentError when the disk refuses."""
        try:
            await asyncio.to_thread(self._write, letter)
        except OSError as error:
            raise NotSentError(f"{self._folder}: {error.strerror}") from error

    def _write(self, letter: Letter) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = _name(letter)
        head = f"To: {letter.recipient}\nSubject: {letter.subject}\n\n"
        self._write_whole(f"{name}.html", letter.html)
        self._write_whole(f"{name}.txt", head + letter.text)

    def _write_whole(self, name: str, content: str) -> None:
        unfinished = self._folder / f".{name}"
        unfinished.write_text(content, encoding="utf-8")
        unfinished.replace(self._folder / name)


def _name(letter: Letter) -> str:
    written_at = letter.written_at.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    recipient = _UNSAFE.sub("_", letter.recipient)[:_LONGEST_RECIPIENT]
    return f"{written_at}-{recipient}-surplus-{letter.letter_id.hex[:12]}"
