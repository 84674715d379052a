"""The mails that the stack sends, as their reader finds them: in a folder, or at a mail server."""

import asyncio
import re
from pathlib import Path
from typing import Final, Protocol

import httpx
import msgspec

_CODE: Final = "Code: "
_CODE_ALONE: Final = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)
_LOOK_AGAIN_S: Final = 0.05
_TIMEOUT_S: Final = 5.0
_NEWEST: Final = 20


class NoMailError(Exception):
    """The mail that somebody waits for did not come."""


class Post(Protocol):
    """Where mails are."""

    def letters(self, recipient: str) -> list[str]:
        """The texts of the letters to an address, oldest first. Raises NoMailError."""
        ...

    def code_in(self, letter: str) -> str | None:
        """The code that a letter brings, if it brings one."""
        ...


class PostFolder:
    """Files `{time}-{recipient}-{purpose}-{id}.txt`; a code is in the first line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __str__(self) -> str:
        return str(self._folder)

    def letters(self, recipient: str) -> list[str]:
        """The files' texts, by their names."""
        paths = sorted(self._folder.glob(f"*-{recipient}-*.txt"))
        return [path.read_text(encoding="utf-8") for path in paths]

    def code_in(self, letter: str) -> str | None:
        """What the first line says."""
        head = letter.partition("\n")[0]
        return head.removeprefix(_CODE) if head.startswith(_CODE) else None


class _Found(msgspec.Struct, rename={"letter_id": "ID"}):
    letter_id: str


class _Search(msgspec.Struct):
    messages: list[_Found]


class _Letter(msgspec.Struct, rename="pascal"):
    text: str = ""


class Mailpit:
    """A Mailpit server, asked by its HTTP API; a code stands on a line of its own."""

    def __init__(self, url: str, transport: httpx.BaseTransport | None = None) -> None:
        """`transport`: another one than TCP, for tests."""
        self._url = url
        self._http = httpx.Client(
            base_url=url,
            timeout=_TIMEOUT_S,
            trust_env=False,
            transport=transport or httpx.HTTPTransport(verify=False),  # plain HTTP
        )

    def __str__(self) -> str:
        return self._url

    def letters(self, recipient: str) -> list[str]:
        """The newest ones. Blocks for as long as the server takes."""
        query: dict[str, str | int] = {"query": f'to:"{recipient}"', "limit": _NEWEST}
        try:
            found = self._asked("/api/v1/search", query)
            newest_first = msgspec.json.decode(found, type=_Search).messages
            texts = [
                msgspec.json.decode(self._asked(f"/api/v1/message/{one.letter_id}"), type=_Letter)
                for one in reversed(newest_first)
            ]
        except (httpx.HTTPError, msgspec.DecodeError) as error:
            raise NoMailError(f"no mail from {self}: {error or type(error).__name__}") from error
        return [letter.text for letter in texts]

    def code_in(self, letter: str) -> str | None:
        """Six digits and nothing else."""
        found = _CODE_ALONE.search(letter)
        return found[1] if found else None

    def _asked(self, path: str, query: dict[str, str | int] | None = None) -> bytes:
        answer = self._http.get(path, params=query)
        answer.raise_for_status()
        return answer.content


def post_at(place: str) -> Post:
    """A server's http:// URL, or a folder's path."""
    return Mailpit(place) if place.startswith("http://") else PostFolder(Path(place))


class Mailbox:
    """What one looks for in the post."""

    def __init__(self, post: Path | Post) -> None:
        """A path: a folder."""
        self._post = PostFolder(post) if isinstance(post, Path) else post

    def letters(self, recipient: str) -> list[str]:
        """The texts of the letters to an address, oldest first."""
        return self._post.letters(recipient)

    def codes(self, recipient: str) -> list[str]:
        """The codes mailed to an address, oldest first."""
        return [code for one in self.letters(recipient) if (code := self._post.code_in(one))]

    async def next_code(self, recipient: str, *, after: int, timeout_s: float = 30.0) -> str:
        """The newest code once there are more than `after`. Raises NoMailError."""
        try:
            async with asyncio.timeout(timeout_s):
                while len(codes := self.codes(recipient)) <= after:  # noqa: ASYNC110  no news come
                    await asyncio.sleep(_LOOK_AGAIN_S)
                return codes[-1]
        except TimeoutError:
            raise NoMailError(
                f"no code for {recipient} in {self._post} within {timeout_s:g} s"
            ) from None
