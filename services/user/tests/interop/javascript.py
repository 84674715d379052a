"""A Node process with the JavaScript client, spoken to line by line."""

import asyncio
import json
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

_HERE: Final = Path(__file__).parent
_INSTALL_S: Final = 100
_ANSWER_S: Final = 30
_UNREACHABLE: Final = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT", "ENETUNREACH")


def installed_client(folder: Path) -> Path:
    """The client with its locked library in the folder; skips the test where that cannot be."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("node and npm are not installed; with them this speaks to a JavaScript client")
    for name in ("package.json", "package-lock.json", "zero_knowledge.js", "converse.js"):
        shutil.copy(_HERE / name, folder)
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=_INSTALL_S, check=False
    )
    if done.returncode != 0 and any(word in done.stderr for word in _UNREACHABLE):
        pytest.skip(f"npm cannot reach its registry:\n{done.stderr}")
    assert done.returncode == 0, done.stderr
    return folder


@dataclass
class JavaScript:
    """The running process."""

    process: asyncio.subprocess.Process

    async def ask(self, task: str, **given: Any) -> dict[str, Any]:
        """The answer to one task; a fault of the client fails the test."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"task": task, **given}).encode() + b"\n")
        line = await asyncio.wait_for(self.process.stdout.readline(), _ANSWER_S)
        assert line, "the JavaScript client ended; its complaint is above"
        answer: dict[str, Any] = json.loads(line)
        return answer


@asynccontextmanager
async def javascript_client(folder: Path) -> AsyncIterator[JavaScript]:
    """Start it in the folder, end it by closing its input."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        "node", "converse.js", cwd=folder, stdin=pipe, stdout=pipe
    )
    try:
        yield JavaScript(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), _ANSWER_S)
        except TimeoutError:
            process.kill()
            raise
