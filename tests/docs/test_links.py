"""Links lead somewhere, and every page can be reached."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import REPOSITORY, Page, all_pages

_PICTURE_LIMIT_BYTES = 200_000


@pytest.mark.parametrize("page", all_pages(), ids=str)
def test_relative_links_lead_to_a_file_and_a_heading(page: Page) -> None:
    broken = [target for target in page.links if not _resolves(page, target)]

    assert broken == []


def test_every_page_of_the_documentation_is_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [REPOSITORY / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        waiting += [
            (path.parent / target.split("#")[0]).resolve()
            for target in Page(path).links
            if _is_relative(target) and target.split("#")[0].endswith(".md")
        ]

    documentation = {page.path for page in all_pages() if page.path.parts[-2] != "tests"}
    assert sorted(str(Page(path)) for path in documentation - reached) == []


def test_pictures_are_small() -> None:
    pictures = list((REPOSITORY / "docs").rglob("*.png"))

    assert [p for p in pictures if p.stat().st_size > _PICTURE_LIMIT_BYTES] == []


def test_the_index_of_decisions_has_every_decision_by_its_title() -> None:
    folder = REPOSITORY / "docs" / "adr"
    written = {
        path.name: re.sub(r"^# \d{4} ", "", path.read_text().splitlines()[0])
        for path in sorted(folder.glob("0*.md"))
    }
    row = re.compile(r"^\| \[(\d{4})\]\((\1-[\w-]+\.md)\) \| (.+) \|$", re.MULTILINE)
    listed = {name: title for _, name, title in row.findall((folder / "README.md").read_text())}

    assert listed == written
    assert [name[:4] for name in written] == [f"{n:04}" for n in range(1, len(written) + 1)]


def _is_relative(target: str) -> bool:
    return re.match(r"[a-z]+:", target) is None


def _resolves(page: Page, target: str) -> bool:
    if not _is_relative(target):
        return True
    path_text, _, anchor = target.partition("#")
    path = (page.path.parent / path_text).resolve() if path_text else page.path
    if not path.exists() or REPOSITORY not in (path, *path.parents):
        return False
    return not anchor or path.suffix != ".md" or anchor in Page(path).anchors
