"""`operator-token`: a bearer token for somebody who brings prices."""

import argparse

from libs.chassis.operator_token import add_operator_token


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    add_operator_token(subparsers, setting="MERIGGIO_ENERGY_OPERATOR_TOKENS")
