"""What an image needs besides our code: Python without its tools, and what it is linked to.

Runs inside a build stage, with nothing but the standard library, on any Debian-based Python image
of any architecture. `runtime.py python ROOT` collects the interpreter below ROOT; `runtime.py
packages ROOT` trims the packages in ROOT/packages and adds what they are linked to and the layer
below (`--beyond`) has not; `runtime.py code ROOT` compiles ours in ROOT/app. The result needs no
shell.

Of each Debian package of which a file is taken the entry of dpkg's database comes along, in the
place where scanners look in images without a shell (`/var/lib/dpkg/status.d`).
"""

import argparse
import compileall
import os
import py_compile
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

USER_ID: Final = 65_532
"""As in other images without a shell: nobody that a machine has."""
STATE: Final = ("broker", "bus", "log", "mail", "pki", "state")
"""Below /var/lib/meriggio: where volumes go, which take over the owner of the folder they cover."""
_UNUSED_MODULES: Final = (
    *("curses", "distutils", "ensurepip", "idlelib", "lib2to3", "pydoc_data", "sqlite3"),
    *("test", "tkinter", "turtledemo", "venv", "site-packages", "dist-packages", "__pycache__"),
)
_UNUSED_EXTENSIONS: Final = re.compile(
    r"(_curses|_curses_panel|_dbm|_gdbm|_sqlite3|_test\w*|_tkinter|nis|readline|xx\w*)\."
)
_UNUSED_IN_PACKAGES: Final = ("__pycache__", "include", "test", "tests")
_UNUSED_FILES: Final = (
    "*.pyx",
    "*.pxd",
    "*.pxi",
    "*.pyi",
    "*.a",
    "*.h",
    "*.hpp",
    "direct_url.json",
)
_UNUSED_IN_PYARROW: Final = ("*flight*", "*s3*", "*azure*", "*gcs*")
"""Remote calls and storage elsewhere: 46 MB. Parquet does without (tests/deploy)."""
_PYTHON: Final = "usr/local/bin/python"
_CERTIFICATES: Final = "etc/ssl/certs/ca-certificates.crt"
_SYSTEM_FILES: Final = ("etc/debian_version", "etc/os-release", "usr/lib/os-release", _CERTIFICATES)


def collect_python(root: Path) -> None:
    """The interpreter, its library, what both are linked to, and a user."""
    interpreter = Path(sys.executable).resolve()
    library = Path(sysconfig.get_path("stdlib"))
    _link_merged_folders(root)
    target = _inside(root, library)
    shutil.copytree(library, target, symlinks=True, ignore=_unused_in_library)
    _copy(root, interpreter)
    python = root / _PYTHON
    if python.resolve() != _inside(root, interpreter).resolve():
        python.parent.mkdir(parents=True, exist_ok=True)
        python.symlink_to(interpreter)
    _copy_libraries(root, [interpreter, *target.rglob("*.so")], beyond=root)
    for name in _SYSTEM_FILES:
        if (path := Path("/", name)).exists():
            _copy(root, path)
    _make_user(root)
    _compile(root, target)


def collect_packages(root: Path, beyond: Path) -> None:
    """Trim packages to what runs, add what they are linked to, and compile them."""
    packages = root / "packages"
    for name in _UNUSED_IN_PACKAGES:
        for path in [*packages.rglob(name)]:
            # A package named so at the top would be somebody's module.
            if path.is_dir() and path.parent != packages:
                shutil.rmtree(path)
    for pattern in _UNUSED_FILES:
        for path in packages.rglob(pattern):
            path.unlink()
    for pattern in _UNUSED_IN_PYARROW:
        for path in (packages / "pyarrow").glob(pattern):
            path.unlink()
    shutil.rmtree(packages / "bin", ignore_errors=True)
    _copy_libraries(root, packages.rglob("*.so*"), beyond=beyond)
    _compile(root, packages)


def collect_code(root: Path) -> None:
    """Compile it, with the same rights whatever those of the checkout are."""
    for path in root.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    _compile(root, root / "app")


def settle_times(root: Path, seconds: int) -> None:
    """Let everything be of one time, so that a layer does not tell when it was made."""
    for path in (*root.rglob("*"), root):
        os.utime(path, (seconds, seconds), follow_symlinks=False)


def _link_merged_folders(root: Path) -> None:
    """/lib is a link to /usr/lib where the image has it so; else each library would come twice."""
    root.mkdir(parents=True, exist_ok=True)
    for name in ("lib", "lib32", "lib64", "libx32"):
        path = Path("/", name)
        if path.is_symlink():
            _inside(root, Path("/usr", name)).mkdir(parents=True, exist_ok=True)
            (root / name).symlink_to(path.readlink())


def _unused_in_library(folder: str, names: list[str]) -> set[str]:
    unused = {name for name in names if _UNUSED_EXTENSIONS.match(name) or name.endswith(".pyc")}
    if folder == sysconfig.get_path("stdlib"):
        unused |= {name for name in names if name in _UNUSED_MODULES}
        unused |= {name for name in names if name.startswith("config-")}
    return unused | {name for name in names if name == "__pycache__"}


def _copy_libraries(root: Path, linked: Iterable[Path], *, beyond: Path) -> None:
    """What programs and extensions are linked to, with the links that name it."""
    wanted = {library for path in linked for library in _libraries_of(path, root)}
    packages = set()
    for library in sorted(wanted):
        if not _inside(beyond, library).exists():
            _copy(root, library)
            _copy(root, library.resolve())
            packages |= set(_packages_of(library))
    status = root / "var/lib/dpkg/status.d"
    for package in sorted(packages):
        status.mkdir(parents=True, exist_ok=True)
        entry = _said("dpkg-query", "--status", package)
        (status / package.partition(":")[0]).write_text(entry)


def _libraries_of(path: Path, root: Path) -> Iterator[Path]:
    """Absolute, outside of `root`, below /usr where /lib is a link to that."""
    for line in _said("ldd", str(path)).splitlines():
        found = re.search(r"(?:=> )?(/\S+) \(0x", line)
        if found and not Path(found[1]).is_relative_to(root):
            name = Path(found[1])
            yield name.parent.resolve() / name.name
        if "not found" in line and not any(root.rglob(line.split()[0])):
            raise SystemExit(f"{path} is linked to what is not here: {line.strip()}")


def _packages_of(library: Path) -> Iterator[str]:
    """Debian's packages that own it; none for what was built in the image."""
    for path in dict.fromkeys((library, library.resolve())):
        for name in (path, Path("/", *path.parts[2:]) if path.parts[1] == "usr" else path):
            for line in _said("dpkg-query", "--search", str(name)).splitlines():
                if not line.startswith("diversion"):
                    yield line.rpartition(": ")[0].split(", ")[0]


def _said(*command: str) -> str:
    """What a program of the image prints; nothing where it has nothing to tell."""
    done = subprocess.run(  # noqa: S603  our own words
        command, capture_output=True, text=True, check=False
    )
    return done.stdout


def _copy(root: Path, path: Path) -> None:
    """To the same place below `root`; a symbolic link stays one."""
    target = _inside(root, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not os.path.lexists(target):
        shutil.copy2(path, target, follow_symlinks=False)


def _inside(root: Path, path: Path) -> Path:
    return root / path.relative_to("/")


def _make_user(root: Path) -> None:
    etc = root / "etc"
    etc.mkdir(exist_ok=True)
    (etc / "passwd").write_text(
        "root:x:0:0:root:/:/sbin/nologin\n"
        f"meriggio:x:{USER_ID}:{USER_ID}:Meriggio:/var/lib/meriggio:/sbin/nologin\n"
    )
    (etc / "group").write_text(f"root:x:0:\nmeriggio:x:{USER_ID}:\n")
    (root / "app").mkdir()  # else WORKDIR would make it, with the time of the build
    (root / "tmp").mkdir()
    (root / "tmp").chmod(0o1777)
    home = root / "var/lib/meriggio"
    for folder in (home, *(home / name for name in STATE)):
        folder.mkdir(parents=True)
        os.chown(folder, USER_ID, USER_ID)
        folder.chmod(0o700)


def _compile(root: Path, folder: Path) -> None:
    """By content, not by time: the same bytes of the same sources, not looked at again at start."""
    compileall.compile_dir(
        folder,
        quiet=2,
        stripdir=str(root),
        prependdir="/",
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )


def main() -> None:
    """Parse and do it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("python", "packages", "code"))
    parser.add_argument("root", type=Path)
    parser.add_argument("--beyond", type=Path, default=Path("/runtime"))
    arguments = parser.parse_args()
    root: Path = arguments.root
    if arguments.what == "python":
        collect_python(root)
    elif arguments.what == "packages":
        collect_packages(root, arguments.beyond)
    else:
        collect_code(root)
    settle_times(root, int(os.environ.get("SOURCE_DATE_EPOCH", "0")))


if __name__ == "__main__":
    main()
