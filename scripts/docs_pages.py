"""A page of the repository as the site's generator wants it: the same text, other conventions.

Pages are CommonMark, read on GitHub; zensical reads Python-Markdown, which wants four spaces in a
list, an empty line before one, and one word after a fence. A link to a file that the site has not
goes to the repository.
"""

# ruff: noqa: INP001

import posixpath
import re
from collections.abc import Set as AbstractSet
from pathlib import PurePosixPath
from typing import Final

from markdown_it import MarkdownIt

ADDRESS: Final = "https://github.com/meriggio/meriggio/blob/main/"
_MARKDOWN: Final = MarkdownIt("commonmark").enable("table")
_MARKER: Final = re.compile(r" *(?:[-*+]|\d+[.)]) +")
_LINK: Final = re.compile(r"(\]\()([^)\s#:]+)(#[^)\s]*)?\)")
_FENCE: Final = re.compile(r"^( *```\w+) .*$", re.MULTILINE)


def title(text: str) -> str:
    """Its first heading."""
    found = re.search(r"^# (.+)$", text, re.MULTILINE)
    if not found:
        raise ValueError("a page without a heading")
    return found[1].replace("`", "")


def adapted(text: str, path: PurePosixPath, here: AbstractSet[PurePosixPath]) -> str:
    """The page at this path, where the site has the files that are `here`."""
    return _FENCE.sub(r"\1", _with_wide_lists(_with_links(text, path, here)))


def _with_links(text: str, path: PurePosixPath, here: AbstractSet[PurePosixPath]) -> str:
    def instead(match: re.Match[str]) -> str:
        target = PurePosixPath(posixpath.normpath(path.parent / match[2]))
        if target in here:
            return match[0]
        return f"{match[1]}{ADDRESS}{target}{match[3] or ''})"

    code = _code_lines(text)
    lines = text.split("\n")
    return "\n".join(
        line if number in code else _LINK.sub(instead, line) for number, line in enumerate(lines)
    )


def _code_lines(text: str) -> set[int]:
    blocks = (t.map for t in _MARKDOWN.parse(text) if t.type in ("fence", "code_block") and t.map)
    return {line for begin, end in blocks for line in range(begin, end)}


def _with_wide_lists(text: str) -> str:
    """Four spaces for each list that a line is in; an empty line before a list and a wide item."""
    lines = text.split("\n")
    depth = [0] * len(lines)
    offset = [0] * len(lines)
    begins: set[int] = set()
    before: dict[int, tuple[int, int]] = {}  # by level, where the last item was
    for token in _MARKDOWN.parse(text):
        if token.map is None:
            continue
        first, end = token.map
        if token.type in ("bullet_list_open", "ordered_list_open") and token.level == 0:
            begins.add(first)
        if token.type == "list_item_open":
            if any(not line.strip() for line in lines[slice(*before.get(token.level, (0, 0)))]):
                begins.add(first)  # after paragraphs, an item would be one more line of the last
            before[token.level] = (first, end)
            marker = _MARKER.match(lines[first], offset[first])
            width = marker.end() if marker else len(lines[first])
            for inside in range(first + 1, end):
                depth[inside] += 1
                offset[inside] = width
    wide: list[str] = []
    for number, line in enumerate(lines):
        if number in begins and wide and wide[-1].strip():
            wide.append("")
        wide.append(_moved(line, depth[number], offset[number]))
    return "\n".join(wide)


def _moved(line: str, depth: int, offset: int) -> str:
    if depth == 0 or not line.strip():
        return line
    rest = line[offset:] if not line[:offset].strip() else line.lstrip()
    return " " * (4 * depth) + rest
