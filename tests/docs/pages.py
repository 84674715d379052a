"""The documentation as data: every Markdown page with its links, names, and blocks of code."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

REPOSITORY: Final = Path(__file__).parents[2]
_TOP: Final = ("docs", "services", "libs", "devstack", "operate", "firmware", "tests", "benchmarks")
_MARKDOWN: Final = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Block:
    """A fenced block. ```sh stack``` has the language `sh` and the word `stack`."""

    page: "Page"
    line: int
    language: str
    words: frozenset[str]
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    def commands(self) -> list[str]:
        """The commands of a shell block, one a line; comments and continuations undone."""
        joined = self.text.replace("\\\n", " ")
        lines = (re.sub(r"(^|\s+)#\s.*", "", line).strip() for line in joined.splitlines())
        return [line for line in lines if line]


class Page:
    """One Markdown file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text()

    def __str__(self) -> str:
        return self.path.relative_to(REPOSITORY).as_posix()

    @cached_property
    def _tokens(self) -> list[Token]:
        return _MARKDOWN.parse(self.text)

    def _inline(self) -> Iterator[Token]:
        for token in self._tokens:
            yield from token.children or ()

    @cached_property
    def links(self) -> list[str]:
        """Targets of links and images, those of HTML too."""
        found = (token.attrGet("href") or token.attrGet("src") for token in self._inline())
        html = (token.content for token in (*self._inline(), *self._tokens) if "html" in token.type)
        in_html = re.findall(r'(?:href|src)="([^"]+)"', "\n".join(html))
        return [*(str(target) for target in found if target), *in_html]

    @cached_property
    def names(self) -> list[str]:
        """What stands between single backticks in running text and tables."""
        return [token.content for token in self._inline() if token.type == "code_inline"]

    @cached_property
    def blocks(self) -> list[Block]:
        """The fenced blocks."""
        return [
            Block(self, (token.map or [0])[0] + 1, language, frozenset(words), token.content)
            for token in self._tokens
            if token.type == "fence"
            for language, *words in [token.info.split() or [""]]
        ]

    @cached_property
    def anchors(self) -> set[str]:
        """The fragments that GitHub gives the headings."""
        headings = (
            after.content
            for token, after in zip(self._tokens, self._tokens[1:], strict=False)
            if token.type == "heading_open"
        )
        return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}


@cache
def all_pages() -> tuple[Page, ...]:
    """Every page of the repository, each read once."""
    paths = [
        *REPOSITORY.glob("*.md"),
        REPOSITORY / "app" / "README.md",
        *(p for top in _TOP for p in (REPOSITORY / top).rglob("*.md")),
    ]
    return tuple(Page(path) for path in sorted(paths))


def blocks(language: str) -> list[Block]:
    """The blocks of a language on all pages."""
    return [block for page in all_pages() for block in page.blocks if block.language == language]


def readme_commands() -> list[str]:
    """What the README tells a person to type."""
    page = Page(REPOSITORY / "README.md")
    return [cmd for block in page.blocks if block.language == "sh" for cmd in block.commands()]


def make_arguments(command: str) -> tuple[list[str], dict[str, str]]:
    """Targets and variables of `make TARGET ... NAME=value ...`."""
    words = shlex.split(command)[1:]
    targets = [word for word in words if "=" not in word]
    return targets, dict(word.split("=", 1) for word in words if "=" in word)
