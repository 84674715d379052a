"""`.venv/bin/meriggio`, as the bootstrap makes it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import bootstrap


def test_it_runs_this_checkout_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where another module of that name lies around."""
    folder = tmp_path / "a folder" / "bin"
    folder.mkdir(parents=True)
    (tmp_path / "operate.py").write_text("raise SystemExit('not this one')")
    monkeypatch.setattr(bootstrap, "VENV", folder.parent)
    monkeypatch.setattr(bootstrap, "VENV_PYTHON", Path(sys.executable))

    bootstrap.make_command()
    said = subprocess.run(
        [folder / "meriggio", "keys", "new"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (said.returncode, len(said.stdout.strip())) == (0, 44), said.stderr
