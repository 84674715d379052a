"""The committed web build is whole, and is what its stamp says."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

_ROOT: Final = Path(__file__).parents[2]
_WEB: Final = _ROOT / "app" / "web"
_STAMP: Final = "stamp.json"


def test_every_file_of_the_export_is_committed() -> None:
    """Assets lie below folders named node_modules, which rules for git like to leave out."""
    stamp = json.loads((_WEB / _STAMP).read_text())
    listed = subprocess.run(
        ["git", "ls-files", "-z", "app/web"], cwd=_ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("this is no checkout of git, so nothing can be said of what is committed")
    committed = [name for name in listed.stdout.split("\0") if name]
    assert len(committed) == stamp["files"] + 1


def test_index_names_files_that_are_there() -> None:
    index = (_WEB / "index.html").read_text()
    scripts = [part.split('"')[0] for part in index.split('src="')[1:]]
    assert scripts
    assert all((_WEB / script.lstrip("/")).is_file() for script in scripts)


def test_no_screen_has_the_path_of_a_service() -> None:
    """The edge would answer with the service's own words."""
    described = (_ROOT / "docs" / "reference").glob("openapi-*.json")
    of_services = {
        path.split("/")[1] for one in described for path in json.loads(one.read_text())["paths"]
    }
    screens = (_ROOT / "app" / "src" / "app").rglob("*.tsx")
    of_screens = {_first_segment(screen) for screen in screens}
    assert len(of_screens) > 5
    assert not of_screens & (of_services | {"mail", "page", "openapi"})


def _first_segment(screen: Path) -> str:
    parts = screen.relative_to(_ROOT / "app" / "src" / "app").with_suffix("").parts
    return next((part for part in parts if not part.startswith(("(", "_", "+"))), "")


@pytest.mark.parametrize("command", ["", "nonsense"])
def test_the_stamps_program_says_how_it_is_used(command: str) -> None:
    program = [sys.executable, str(_ROOT / "scripts" / "app_web.py"), *command.split()]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "app_web.py export" in done.stderr
