"""The page's modules that need no browser, by Node's own test runner."""

import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

_MODULES: Final = sorted(Path(__file__).parent.glob("*.test.mjs"))


@pytest.mark.parametrize("tests", _MODULES, ids=lambda path: path.stem)
def test_modules_of_the_page(tests: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed; with it the page's modules are tested")
    done = subprocess.run(
        [node, "--test", str(tests)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout
