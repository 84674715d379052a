"""What the stores get: one version, keys that the guide names, icons of the drawing."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

import pytest

from tests.app.browser import CHROMIUM

_ROOT: Final = Path(__file__).parents[2]
_APP: Final = _ROOT / "app"
_WORKFLOWS: Final = _ROOT / ".github" / "workflows"
_GUIDE: Final = _ROOT / "docs" / "guides" / "app-release.md"


def test_the_app_has_the_repositorys_version() -> None:
    """NF10."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text())["project"]
    assert json.loads((_APP / "package.json").read_text())["version"] == project["version"]


def test_the_guide_names_every_key_that_the_workflows_need() -> None:
    text = "\n".join(path.read_text() for path in _WORKFLOWS.glob("*.yml"))
    needed = set(re.findall(r"\$\{\{ (?:secrets|vars)\.(\w+) }}", text))
    assert len(needed) > 5
    assert needed - set(re.findall(r"\| `([A-Z0-9_]+)` \|", _GUIDE.read_text())) == set()


def test_the_manifest_names_icons_that_are_there() -> None:
    public = _APP / "public"
    manifest = json.loads((public / "manifest.webmanifest").read_text())
    assert {icon["sizes"] for icon in manifest["icons"]} >= {"192x192", "512x512"}
    assert "maskable" in {icon.get("purpose") for icon in manifest["icons"]}
    paths = [icon["src"] for icon in manifest["icons"]]
    assert [path for path in paths if not (public / path.lstrip("/")).is_file()] == []


def test_packages_of_others_are_named_with_the_version_we_use() -> None:
    wanted = json.loads((_APP / "package.json").read_text())["dependencies"]
    module = (_APP / "src" / "features" / "help" / "logic" / "packages.ts").read_text()
    named = dict(re.findall(r'^  \["([^"]+)", "([^"]+)",', module, re.MULTILINE))
    assert {name: named.get(name) for name in wanted} == wanted


@pytest.mark.slow
def test_icons_are_of_the_drawing() -> None:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed; it draws the icons")
    command = [sys.executable, str(_ROOT / "scripts" / "app_icons.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
