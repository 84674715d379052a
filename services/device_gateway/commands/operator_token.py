"""`operator-token`: a bearer token for somebody who runs the fleet."""

import argparse
import json
import re
import secrets
from typing import Final

from services.device_gateway.commands.failure import CommandFailedError

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_TOKEN_BYTES: Final = 32


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "operator-token",
        help="make a token for an operator of the fleet",
        description="Prints a fresh token for the operator, and for the gateway the line with its "
        "hash: the setting OPERATOR_TOKENS. Several operators are one JSON object.",
    )
    parser.add_argument("name", metavar="NAME", help="is written down with what they do")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    name: str = arguments.name
    if _NAME.fullmatch(name) is None:
        raise CommandFailedError("a name has 1 to 64 letters, digits, dots, - and _")
    # Imported when it is wanted: FastAPI is half a second of every other command's start.
    from services.device_gateway.inbound.http.operator import digest_of  # noqa: PLC0415

    token = secrets.token_urlsafe(_TOKEN_BYTES)
    setting = json.dumps({name: digest_of(token)})
    print(f"token of {name}, shown only now:\n{token}\n")  # noqa: T201  # that is its purpose
    print(f"MERIGGIO_DEVICE_GATEWAY_OPERATOR_TOKENS='{setting}'")  # noqa: T201
    return 0
