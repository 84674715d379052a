"""Fuzz the readings' topic with atheris, guided by coverage; not among the locked packages.

python -m pip install atheris
python -m services.device_gateway.tests.fuzz -max_total_time=60 -max_len=4096
"""

import sys

import atheris  # type: ignore[import-untyped]

with atheris.instrument_imports(include=["services.device_gateway"]):
    from services.device_gateway.tests.fuzz.readings_topic import Topic

_TOPIC = Topic()


def one_input(body: bytes) -> None:
    """What atheris calls; raises what it finds."""
    _TOPIC.check(body)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
