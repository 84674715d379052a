"""Code, static RAM and stack of the core on the targets: python tools/size.py FOLDER...

A folder holds a target's objects and its .su files. Ends with 1 beyond the budget. Contexts are the
caller's, so beside .data and .bss the structs count that a device has one of.
"""

import subprocess
import sys
from pathlib import Path
from typing import Final

_MOST_CODE: Final = 64 * 1024
_MOST_RAM: Final = 16 * 1024


def main() -> int:
    """Exit code: 1 beyond the budget."""
    fits = True
    for folder in map(Path, sys.argv[1:]):
        code, ram, stack = _of(folder)
        fits = fits and code < _MOST_CODE and ram < _MOST_RAM
        print(  # noqa: T201  a command's answer
            f"size: {folder.name}: {code} bytes of code (budget {_MOST_CODE}), {ram} of static RAM "
            f"with one context each (budget {_MOST_RAM}), all stack frames together {stack}"
        )
    return not fits


def _of(folder: Path) -> tuple[int, int, int]:
    code = ram = 0
    for path in folder.glob("*.o"):
        text, data, bss = _sections(path)
        code += text + data
        ram += data + bss
    frames = "\n".join(path.read_text() for path in folder.glob("*.su")).splitlines()
    return code, ram, sum(int(line.split("\t")[1]) for line in frames if line)


def _sections(path: Path) -> tuple[int, int, int]:
    command = ["size", str(path)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  our own build
    text, data, bss = map(int, answer.stdout.splitlines()[1].split()[:3])
    return text, data, bss


if __name__ == "__main__":
    sys.exit(main())
