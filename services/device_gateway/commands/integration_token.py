"""`integration-token`: a bearer token for a program that may post readings, nothing else."""

import argparse
import json
from typing import Final

from libs.chassis.operator_token import digest_of, fresh_token, holder_name
from services.device_gateway.config.readings import DEVICES_PATTERN

_SETTING: Final = "MERIGGIO_DEVICE_GATEWAY_INTEGRATION_TOKENS"


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "integration-token",
        help="make a token for a program that brings readings",
        description=f"Prints a fresh token for the integration, and the line with its hash: the "
        f"setting {_SETTING}. Several integrations are one JSON object.",
    )
    parser.add_argument("name", metavar="NAME", type=holder_name, help="is logged with its posts")
    parser.add_argument(
        "--devices",
        metavar="PATTERN",
        type=_pattern,
        action="append",
        help="ids it may send for, * for any characters; may be repeated; without: every device",
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    token = fresh_token()
    entry: dict[str, object] = {"sha256": digest_of(token)}
    if arguments.devices:
        entry["devices"] = arguments.devices
    setting = json.dumps({arguments.name: entry})
    print(f"token of {arguments.name}, shown only now:\n{token}\n")  # noqa: T201  # its purpose
    print(f"{_SETTING}='{setting}'")  # noqa: T201
    return 0


def _pattern(given: str) -> str:
    if DEVICES_PATTERN.fullmatch(given) is None:
        raise argparse.ArgumentTypeError("a pattern has 1 to 64 letters, digits, _, - and *")
    return given
