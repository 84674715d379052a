"""The command line as it is typed, in this process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from operate.cli import run


@dataclass(frozen=True)
class Typed:
    """What came of it."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> Any:
        return json.loads(self.out)


Meriggio = Callable[..., Typed]


@pytest.fixture
def meriggio(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Meriggio:
    """Nobody sits at the terminal, and no setting comes from around."""
    monkeypatch.setattr("operate.say.somebody_is_there", lambda: False)
    monkeypatch.setattr("operate.settings.USUAL_FOLDER", Path("/nowhere"))

    def typed(*words: object) -> Typed:
        capsys.readouterr()
        code = run([str(word) for word in words])
        said = capsys.readouterr()
        return Typed(code, said.out, said.err)

    return typed
