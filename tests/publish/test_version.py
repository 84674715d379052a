"""Every command says which release it is, in one shape: its name, a space, the version (NF10)."""

from collections.abc import Callable, Sequence
from typing import Final

import pytest

from devstack.__main__ import main as devstack
from libs.jetstream.__main__ import main as jetstream
from operate.cli import run as meriggio
from scripts.release import REPOSITORY, agreed_version
from services.community.labels import main as labels
from services.device_gateway.commands import run_command as device_gateway
from services.energy.commands import run_command as energy
from services.engagement.commands import run_command as engagement

_COMMANDS: Final[dict[str, Callable[[Sequence[str]], int]]] = {
    "meriggio": meriggio,
    "python -m devstack": devstack,
    "python -m libs.jetstream": jetstream,
    "python -m services.community.labels": labels,
    "python -m services.device_gateway": device_gateway,
    "python -m services.energy": energy,
    "python -m services.engagement": engagement,
}


@pytest.mark.parametrize("name", _COMMANDS)
def test_each_says_its_name_and_the_version(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = _COMMANDS[name](["--version"])
    except SystemExit as ended:
        code = int(ended.code or 0)

    assert (code, capsys.readouterr().out) == (0, f"{name} {agreed_version(REPOSITORY)}\n")
