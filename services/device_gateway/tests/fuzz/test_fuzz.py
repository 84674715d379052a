"""Each topic is fuzzed for a little while in every build; longer runs: `__main__.py`."""

import subprocess
import sys

import pytest

from services.device_gateway.tests.fuzz.targets import TARGETS

_RUNS = 3_000

pytest.importorskip("atheris", reason="atheris is not installed: locks/fuzz.txt has it")


@pytest.mark.slow
@pytest.mark.parametrize("topic", sorted(TARGETS))
def test_nothing_is_found(topic: str) -> None:
    fuzzer = [sys.executable, "-m", "services.device_gateway.tests.fuzz"]
    fuzzed = subprocess.run(
        [*fuzzer, "--topic", topic, "--runs", str(_RUNS)],
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert fuzzed.returncode == 0, fuzzed.stdout[-4_000:]
    assert f"Done {_RUNS} runs" in fuzzed.stdout
