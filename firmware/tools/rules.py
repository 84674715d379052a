"""What must hold of the core's object files: python tools/rules.py FOLDER.

No allocation and nothing of an operating system is called, headers are the language's own, and all
stack frames together, which no chain of calls without recursion can exceed, fit.
"""

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parent.parent
_HEADERS: Final = {"stdbool.h", "stddef.h", "stdint.h", "string.h", "math.h"}
_CALLS: Final = {
    "memcpy",
    "memmove",
    "memset",
    "memcmp",
    "memchr",
    "strchr",
    "strcmp",
    "strlen",
} | {
    *("sqrt", "sin", "cos", "sincos", "atan2"),
}
_LARGEST_FRAME: Final = 512
_ALL_FRAMES: Final = 12288
_INCLUDE: Final = re.compile(r"#include <([^>]+)>")


def foreign_headers() -> list[str]:
    """Includes of the core that are not the language's own."""
    found = []
    for path in sorted([*_ROOT.glob("core/*.[ch]"), *_ROOT.glob("port/include/*.h")]):
        found += [
            f"{path.name} includes <{header}>"
            for header in _INCLUDE.findall(path.read_text())
            if header not in _HEADERS
        ]
    return found


def foreign_calls(folder: Path) -> list[str]:
    """Symbols that the core leaves to others and may not."""
    objects = sorted(folder.glob("*.o"))
    listing = _nm("--undefined-only", objects)
    own = {line.split()[-1] for line in _nm("--defined-only", objects).splitlines() if line}
    names = {line.split()[-1] for line in listing.splitlines() if line.split()[:1] == ["U"]}
    return [f"the core calls {name}" for name in sorted(names - own - _CALLS)]


def stack_faults(folder: Path) -> tuple[int, list[str]]:
    """Bytes of all frames together, and what is wrong with any."""
    frames = {}
    faults = []
    for path in sorted(folder.glob("*.su")):
        for line in path.read_text().splitlines():
            place, size, kind = line.split("\t")
            frames[place] = int(size)
            if kind != "static" or int(size) > _LARGEST_FRAME:
                faults.append(f"{place}: a frame of {size} bytes, {kind}")
    total = sum(frames.values())
    if total > _ALL_FRAMES:
        faults.append(f"all frames together have {total} bytes, above {_ALL_FRAMES}")
    return total, faults


def _nm(what: str, objects: list[Path]) -> str:
    command = ["nm", what, *map(str, objects)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603  our own build


def main() -> int:
    """Exit code: 1 when something is wrong."""
    folder = Path(sys.argv[1])
    total, faults = stack_faults(folder)
    faults += foreign_headers() + foreign_calls(folder)
    for fault in faults:
        print(f"rules: {fault}", file=sys.stderr)  # noqa: T201  a command's answer
    if not faults:
        print(f"rules: no allocation, no OS; all stack frames together {total} bytes")  # noqa: T201  the same
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
