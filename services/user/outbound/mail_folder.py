"""Mail as files in a folder: for the demo and for developers."""

import asyncio
import re
from pathlib import Path
from typing import Final

from libs.chassis.clock import Clock
from services.user.domain.letters import Letter
from services.user.ports import MailNotSentError

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9@._+-]")
_LONGEST_RECIPIENT: Final = 120


class MailFolder:
    """Writes each letter as `{time}-{recipient}-{purpose}.txt` and `.html`.

    The text begins with a head; its first line is `Code: 123456` when the letter has a code.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    async def send(self, letter: Letter) -> None:
        """Write both files, the text last. Raises MailNotSentError when the disk refuses."""
        try:
            await asyncio.to_thread(self._write, letter)
        except OSError as error:
            raise MailNotSentError(f"{self._folder}: {error.strerror}") from error

    def _write(self, letter: Letter) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = self._name(letter)
        self._write_whole(f"{name}.html", letter.html)
        self._write_whole(f"{name}.txt", _head(letter) + letter.text)

    def _name(self, letter: Letter) -> str:
        written_at = self._clock.now().strftime("%Y%m%dT%H%M%S.%fZ")
        recipient = _UNSAFE.sub("_", letter.recipient)[:_LONGEST_RECIPIENT]
        return f"{written_at}-{recipient}-{letter.purpose.value}"

    def _write_whole(self, name: str, content: str) -> None:
        unfinished = self._folder / f".{name}.unfinished"  # no reader's *.txt finds it
        unfinished.write_text(content, encoding="utf-8")
        unfinished.replace(self._folder / name)


def _head(letter: Letter) -> str:
    code = [] if letter.code is None else [f"Code: {letter.code}"]
    return "\n".join([*code, f"To: {letter.recipient}", f"Subject: {letter.subject}", "", ""])
