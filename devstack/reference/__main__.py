"""`python -m devstack.reference` writes docs/reference; `--check` says what is out of date."""

import argparse
import sys
from pathlib import Path

from devstack.reference import asyncapi, events, openapi

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


def documents() -> dict[str, str]:
    """Every generated document by its file name."""
    return {
        **openapi.documents(),
        "asyncapi.json": asyncapi.document(),
        "events.md": events.page(),
    }


def main() -> int:
    """Write the documents, or compare them; the exit code is 1 when one differs."""
    parser = argparse.ArgumentParser(prog="devstack.reference", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, name what differs")
    arguments = parser.parse_args()
    differing = []
    for name, text in documents().items():
        path = FOLDER / name
        if path.exists() and path.read_text() == text:
            continue
        differing.append(name)
        if not arguments.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    verb = "out of date; run `make schemas`" if arguments.check else "written"
    for name in differing:
        print(f"docs/reference/{name}: {verb}")  # noqa: T201  # this is a command
    return 1 if arguments.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
