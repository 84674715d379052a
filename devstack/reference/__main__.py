"""`python -m devstack.reference` writes the generated pages; `--check` says what is out of date."""

import argparse
import sys
from pathlib import Path
from typing import Final

from devstack.reference import (
    asyncapi,
    cli,
    dashboards,
    errors,
    events,
    metrics,
    openapi,
    requirement_coverage,
    settings,
)

DOCS: Final = Path(__file__).parents[2] / "docs"
_DASHBOARDS: Final = "../deploy/observability/dashboards"
_GENERATED_ONLY: Final = "reference"
"""Whatever else lies in this folder is left over."""


def documents() -> dict[str, str]:
    """Every generated document by its path below docs/."""
    reference = {
        **openapi.documents(),
        "asyncapi.json": asyncapi.document(),
        "cli.md": cli.page(),
        "events.md": events.page(),
        "errors.md": errors.page(),
        "metrics.md": metrics.page(),
        "settings.md": settings.page(),
    }
    return {
        **{f"{_GENERATED_ONLY}/{name}": text for name, text in reference.items()},
        "requirements.md": requirement_coverage.page(),
        **{f"{_DASHBOARDS}/{name}": text for name, text in dashboards.documents().items()},
    }


def differing(wanted: dict[str, str]) -> list[str]:
    """Paths below docs/ that are missing, different, or generated no longer."""
    present = {f"{_GENERATED_ONLY}/{path.name}" for path in (DOCS / _GENERATED_ONLY).glob("*")}
    changed = [
        name
        for name, text in wanted.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text() != text
    ]
    return changed + sorted(present - set(wanted))


def write(name: str, text: str | None) -> None:
    """Write a document, or remove one that is generated no longer."""
    path = DOCS / name
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def main() -> int:
    """Write the documents, or compare them; the exit code is 1 when one differs."""
    parser = argparse.ArgumentParser(prog="devstack.reference", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, name what differs")
    arguments = parser.parse_args()
    wanted = documents()
    changed = differing(wanted)
    for name in changed:
        if not arguments.check:
            write(name, wanted.get(name))
        verb = "out of date; run `make schemas`" if arguments.check else "written"
        print(f"docs/{name}: {verb}")  # noqa: T201  # this is a command
    return 1 if arguments.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
