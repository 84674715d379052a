"""Fuzz the topics that the gateway listens to with atheris, guided by coverage.

python -m pip install --require-hashes -r locks/fuzz.txt
python -m services.device_gateway.tests.fuzz --topic report/status --runs 100000

Without `--topic` all, one after the other, each in a process of its own. What is found is written
to a file that `--replay` reads; ends with 1 then. Keys and ownership tokens are new in each
process: an input that has them is replayed as one with foreign ones.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]  # optional

with atheris.instrument_imports(include=["services.device_gateway"]):
    from libs.chassis import request_pace
    from services.device_gateway.tests.fuzz.targets import SEPARATOR, TARGETS, Target

_LONGEST_INPUT = 8_192
_WORD = re.compile(rb'"[^"\\]{1,60}"')


def main() -> int:
    """Every topic in a process of its own, for libFuzzer ends it; 1 when something was found."""
    options = _options()
    # Few are remembered, so that what is forgotten too late shows at once.
    vars(request_pace)["_BUCKETS_KEPT"] = 100
    if options.folder is not None:
        _fuzz(TARGETS[options.topic](), options)
    if options.replay is not None:
        TARGETS[options.topic]().check(options.replay.read_bytes())
        return 0
    wanted = TARGETS if options.topic is None else [options.topic]
    return max([_in_its_own_process(topic, options) for topic in wanted])


def _options() -> Any:
    parser = argparse.ArgumentParser(prog="python -m services.device_gateway.tests.fuzz")
    parser.add_argument("--topic", choices=TARGETS, help="only this one")
    parser.add_argument("--runs", type=int, default=10_000, help="inputs a topic")
    parser.add_argument("--seed", type=int, default=1, help="of what is tried")
    parser.add_argument("--replay", type=Path, help="a file with one input, of --topic")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.replay is not None and options.topic is None:
        parser.error("--replay needs --topic")
    return options


def _in_its_own_process(topic: str, options: Any) -> int:
    sys.stdout.write(f"{topic}\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "services.device_gateway.tests.fuzz", "--topic", topic]
    command += ["--runs", str(options.runs), "--seed", str(options.seed), "--folder"]
    with tempfile.TemporaryDirectory() as folder:
        return int(subprocess.run([*command, folder], check=False).returncode != 0)


def _fuzz(target: Target, options: Any) -> None:
    """Ends the process."""
    inputs, dictionary = options.folder / "inputs", options.folder / "words"
    inputs.mkdir()
    for number, seed in enumerate(target.seeds):
        (inputs / str(number)).write_bytes(seed)
    dictionary.write_text("\n".join(sorted(_words(target))) + "\n")
    limits = [f"-runs={options.runs}", f"-seed={options.seed}", f"-max_len={_LONGEST_INPUT}"]
    limits += ["-rss_limit_mb=1024", "-timeout=20", f"-dict={dictionary}"]
    found = f"-artifact_prefix=fuzz-{options.topic.replace('/', '-')}-"
    atheris.Setup([sys.argv[0], *limits, found, str(inputs)], target.check)
    atheris.Fuzz()


def _words(target: Target) -> set[str]:
    """Names and values of the seeds, to put together anew; as libFuzzer reads them."""
    found = {word for seed in target.seeds for word in _WORD.findall(seed)}
    return {_escaped(word) for word in {*found, SEPARATOR}}


def _escaped(word: bytes) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in word) + '"'


if __name__ == "__main__":
    sys.exit(main())
