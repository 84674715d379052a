"""Operators prove themselves by a bearer token of their own; the settings hold its hash."""

import argparse
import hashlib
import json
import re
import secrets
from typing import Final

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_TOKEN_BYTES: Final = 32


def digest_of(token: str) -> str:
    """SHA-256 in hexadecimal: enough for tokens of 256 random bits, which nobody can guess."""
    return hashlib.sha256(token.encode()).hexdigest()


def fresh_token() -> str:
    """A bearer token of 256 random bits."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def add_operator_token(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]", *, setting: str
) -> None:
    """Declare the command `operator-token NAME`; `setting` is the variable that holds the hash."""
    parser = subparsers.add_parser(
        "operator-token",
        help="make a token for an operator",
        description=f"Prints a fresh token for the operator, and the line with its hash: the "
        f"setting {setting}. Several operators are one JSON object.",
    )
    parser.add_argument(
        "name", metavar="NAME", type=holder_name, help="is written down with what they do"
    )

    def run(arguments: argparse.Namespace) -> int:
        token = fresh_token()
        hashes = json.dumps({arguments.name: digest_of(token)})
        print(f"token of {arguments.name}, shown only now:\n{token}\n")  # noqa: T201  # its purpose
        print(f"{setting}='{hashes}'")  # noqa: T201
        return 0

    parser.set_defaults(run=run)


def holder_name(given: str) -> str:
    """The argument NAME of a command that makes a token. Raises argparse.ArgumentTypeError."""
    if _NAME.fullmatch(given) is None:
        raise argparse.ArgumentTypeError("a name has 1 to 64 letters, digits, dots, - and _")
    return given
