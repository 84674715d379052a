"""Which release this code is: of traces' resource, and of what commands answer to `--version`."""

import argparse
from typing import Final

VERSION: Final = "0.1.0"
"""`make release` writes it: nothing of ours is installed as a package that would know."""


def tell_version(parser: argparse.ArgumentParser) -> None:
    """Let `--version` print the program's name, a space, and the version."""
    parser.add_argument("--version", action="version", version=f"%(prog)s {VERSION}")
