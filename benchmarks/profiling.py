"""Where the services' time goes: py-spy looks at who holds the interpreter, in a run of its own."""

import asyncio
import shutil
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks.results import Hotspot

_SAMPLES_PER_S: Final = 200
_SHOWN: Final = 15
_GRACE_S: Final = 20.0


class ProfileError(Exception):
    """py-spy could not look into a process; the message says why."""


async def profile(
    pids: Mapping[str, int], folder: Path, *, seconds: float
) -> dict[str, list[Hotspot]]:
    """Collapsed stacks of each process into `folder`; its hottest functions.

    Raises ProfileError.
    """
    program = shutil.which("py-spy", path=str(Path(sys.executable).parent))
    if program is None:
        raise ProfileError("py-spy is not installed: run 'make setup'")
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    stacks = {name: folder / f"{name}.collapsed.txt" for name in pids}
    await asyncio.gather(
        *(_record(program, pid, stacks[name], seconds) for name, pid in pids.items())
    )
    return {name: hottest(path.read_text().splitlines()) for name, path in stacks.items()}


def hottest(collapsed: Sequence[str]) -> list[Hotspot]:
    """The functions on top of most samples; a line is `outer;inner count`."""
    own: Counter[str] = Counter()
    for line in collapsed:
        stack, _, count = line.rpartition(" ")
        own[stack.rpartition(";")[2]] += int(count)
    total = own.total()
    return [Hotspot(function=name, share=count / total) for name, count in own.most_common(_SHOWN)]


async def _record(program: str, pid: int, output: Path, seconds: float) -> None:
    process = await asyncio.create_subprocess_exec(
        program,
        "record",
        *("--pid", str(pid), "--duration", str(round(seconds)), "--rate", str(_SAMPLES_PER_S)),
        *("--format", "raw", "--output", str(output), "--function", "--gil"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(seconds + _GRACE_S):
            said, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode != 0:
        raise ProfileError(said.decode(errors="replace").strip())
