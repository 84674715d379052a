"""Print the codes for devices' labels: `python -m services.community.labels ID...`."""

import argparse
import sys
from collections.abc import Sequence

from pydantic import ValidationError

from libs.chassis.version import tell_version
from services.community.config import LabelSettings
from services.community.domain.device_proof import proof_of
from services.community.domain.facility import DEVICE_ID_PATTERN


def code_on_label(device_id: str, key: str) -> str:
    """What who holds the device reads on it, by the operator's key as it is in the settings."""
    return proof_of(device_id, key.encode())


def main(arguments: Sequence[str] | None = None) -> int:
    """One line a device: id, tab, code. 2 when the key is missing or an id is none."""
    parser = argparse.ArgumentParser(
        prog="python -m services.community.labels",
        description="Codes for devices' labels, from MERIGGIO_COMMUNITY_DEVICE_PROOF_KEY.",
    )
    tell_version(parser)
    parser.add_argument("ids", metavar="ID", nargs="*", help="device ids; else one a line of stdin")
    ids = parser.parse_args(arguments).ids or [line.strip() for line in sys.stdin if line.strip()]
    for device_id in ids:
        if DEVICE_ID_PATTERN.fullmatch(device_id) is None:
            parser.error(f"not a device id: {device_id!r}")
    try:
        key = LabelSettings().device_proof_key.get_secret_value()
    except ValidationError:
        parser.error("set MERIGGIO_COMMUNITY_DEVICE_PROOF_KEY to at least 32 characters")
    for device_id in ids:
        print(f"{device_id}\t{code_on_label(device_id, key)}")  # noqa: T201  # that is its purpose
    return 0


if __name__ == "__main__":
    sys.exit(main())
