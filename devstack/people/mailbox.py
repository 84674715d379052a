"""The mails that the stack writes into a folder, as their reader finds them."""

import asyncio
from pathlib import Path
from typing import Final

_CODE: Final = "Code: "
_LOOK_AGAIN_S: Final = 0.05


class NoMailError(Exception):
    """The mail that somebody waits for did not come."""


class Mailbox:
    """Reads `{time}-{recipient}-{purpose}-{id}.txt` in a folder; a code is in the first line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def letters(self, recipient: str) -> list[str]:
        """The texts of the letters to an address, oldest first."""
        paths = sorted(self._folder.glob(f"*-{recipient}-*.txt"))
        return [path.read_text(encoding="utf-8") for path in paths]

    def codes(self, recipient: str) -> list[str]:
        """The codes mailed to an address, oldest first."""
        heads = (letter.partition("\n")[0] for letter in self.letters(recipient))
        return [head.removeprefix(_CODE) for head in heads if head.startswith(_CODE)]

    async def next_code(self, recipient: str, *, after: int, timeout_s: float = 30.0) -> str:
        """The newest code once there are more than `after`. Raises NoMailError."""
        try:
            async with asyncio.timeout(timeout_s):
                while len(codes := self.codes(recipient)) <= after:  # noqa: ASYNC110  # a folder
                    await asyncio.sleep(_LOOK_AGAIN_S)
                return codes[-1]
        except TimeoutError:
            raise NoMailError(
                f"no code for {recipient} in {self._folder} within {timeout_s:g} s"
            ) from None
