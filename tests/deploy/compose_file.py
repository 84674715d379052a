"""compose.yaml, as data."""

import re
from pathlib import Path
from typing import Any, Final

import yaml

REPOSITORY: Final = Path(__file__).parents[2]
COMPOSE_FILES: Final = ("compose.yaml", "compose.without-mailpit.yaml")


def compose(name: str = "compose.yaml") -> dict[str, Any]:
    """The file with its anchors and merges undone, variables as they stand."""
    loaded: dict[str, Any] = yaml.safe_load((REPOSITORY / name).read_text())
    return loaded


def default_of(text: str) -> str:
    """What `${NAME:-default}` is where nobody says otherwise."""
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)


def images() -> dict[str, str]:
    """The image of each service, where nobody says otherwise."""
    return {name: default_of(one["image"]) for name, one in compose()["services"].items()}
