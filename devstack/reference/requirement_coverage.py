"""A page that says of each requirement how far it is met and which tests cite it."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Final

from devstack.reference.requirement import ALL, GROUPS, Requirement, Status

REPOSITORY: Final = Path(__file__).parents[2]
_IDENTIFIER: Final = re.compile(r"\b(?:FR\d+(?:\.\d+)?|NF\d+|R\d+)\b")
_FIRMWARE: Final = Path("firmware/test")
"""R1 to R7 are resistors there."""
_HEAD: Final = """\
# Requirements and their tests

Made by `make schemas` from `devstack/reference/requirement.py` and from the tests, which cite the
ids of what they check. *Done* means that the services do it, through their APIs and the page
at the edge, and that tests say so; of the device, that it does so on hardware.
`grep -rn FR4.2 --include='test_*.py' .` names the tests.
"""
_TABLE: Final = "| id | requirement | status | missing | tests |\n|---|---|---|---|---|\n"


def page() -> str:
    """The Markdown text of docs/requirements.md."""
    cited = citations(REPOSITORY)
    counts = ", ".join(f"{sum(r.status is status for r in ALL)} {status}" for status in Status)
    sections = [
        f"\n## {title}\n\n{_TABLE}" + "".join(_row(requirement, cited) for requirement in group)
        for title, group in GROUPS.items()
    ]
    return f"{_HEAD}\n{counts} of {len(ALL)}.\n" + "".join(sections)


def citations(repository: Path) -> dict[str, set[Path]]:
    """The folders of tests that name each id."""
    found: dict[str, set[Path]] = defaultdict(set)
    for path in _tests(repository):
        for identifier in _IDENTIFIER.findall(path.read_text()):
            found[identifier].add(_folder(path.relative_to(repository)))
    for identifier, folders in found.items():
        if identifier.startswith("R"):
            folders.discard(_FIRMWARE)
    return found


def unknown_citations(repository: Path) -> dict[str, Path]:
    """Ids that tests name and nobody states."""
    known = {requirement.identifier for requirement in ALL}
    known |= {identifier.split(".")[0] for identifier in known}
    return {
        identifier: path.relative_to(repository)
        for path in _tests(repository)
        for identifier in _IDENTIFIER.findall(path.read_text())
        if identifier not in known
    }


def _tests(repository: Path) -> list[Path]:
    return [
        path
        for top in ("libs", "services", "devstack", "benchmarks", "firmware", "tests")
        for path in sorted((repository / top).rglob("test_*"))
        if path.suffix in {".py", ".c"} and "docs" not in path.parts
    ]


def _folder(path: Path) -> Path:
    """services/energy/tests/unit/test_x.py is of services/energy, tests/journeys/... of itself."""
    return Path(*path.parts[:2])


def _row(requirement: Requirement, cited: dict[str, set[Path]]) -> str:
    tests = ", ".join(f"[{path}](../{path})" for path in sorted(cited[requirement.identifier]))
    return (
        f"| {requirement.identifier} | {requirement.text} | {requirement.status}"
        f" | {requirement.missing} | {tests} |\n"
    )
