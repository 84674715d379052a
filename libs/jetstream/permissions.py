"""`permissions`: what the server has to permit each service, and nothing else.

By subjects, for a user a service: in the server's configuration (`authorization`, `accounts`) or in
a JWT. Nobody else's subjects can be published, nobody else's answers heard, and a durable consumer
is its readers' alone. Two services that follow the same stream could end one another's passing
consumers, whose names nobody knows before; they would make them anew.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from libs.chassis.bus_connection import inbox_of
from libs.contracts import access, consumers
from libs.contracts.access import BusAccess
from libs.contracts.consumers import ConsumerSpec

_API: Final = "$JS.API"


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "permissions",
        help="what each service's user may publish and subscribe to, as JSON",
        description=__doc__,
    )
    parser.add_argument(
        "--streams-are-declared",
        action="store_true",
        help="by `declare`, so that no service has to create or change any",
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    found = {
        each.service: permissions_of(each, may_declare=not arguments.streams_are_declared)
        for each in access.ALL
    }
    print(json.dumps(found, indent=2))  # noqa: T201  what the command is for
    return 0


def permissions_of(each: BusAccess, *, may_declare: bool = True) -> dict[str, Any]:
    """As NATS' configuration has them: `publish` and `subscribe`, each with `allow` and `deny`."""
    inbox = f"{inbox_of(each.service)}.>"
    return {
        "publish": {
            "allow": [
                *each.writes,
                *each.speaks,
                inbox,  # of its replicas, to see who lives
                *_streams(each, may_declare=may_declare),
                *_following(each),
                *_sharing(each.shares),
            ],
            "deny": list(_of_others(each)),
        },
        "subscribe": {"allow": [inbox, *each.speaks]},
    }


def _streams(each: BusAccess, *, may_declare: bool) -> Iterator[str]:
    verbs = ("INFO", "CREATE", "UPDATE") if may_declare else ("INFO",)
    for spec in each.declares:
        yield from (f"{_API}.STREAM.{verb}.{spec.name}" for verb in verbs)


def _following(each: BusAccess) -> Iterator[str]:
    for spec in each.follows:
        yield f"{_API}.CONSUMER.CREATE.{spec.name}"
        yield from (f"{_API}.CONSUMER.{verb}.{spec.name}.*" for verb in ("MSG.NEXT", "DELETE"))


def _sharing(shares: Iterable[ConsumerSpec]) -> Iterator[str]:
    for spec in shares:
        place = f"{spec.stream}.{spec.durable}"
        yield from _touching(spec)
        yield f"{_API}.CONSUMER.INFO.{place}"
        yield f"$JS.ACK.{place}.>"
        yield f"$JS.ACK.*.*.{place}.>"  # with domain and account, where the server has one


def _of_others(each: BusAccess) -> Iterator[str]:
    """Durable consumers on streams that it follows."""
    followed: Sequence[str] = [spec.name for spec in each.follows]
    for spec in consumers.ALL:
        if spec.stream in followed and spec not in each.shares:
            yield from _touching(spec)
            yield f"{_API}.CONSUMER.DELETE.{spec.stream}.{spec.durable}"


def _touching(spec: ConsumerSpec) -> Iterator[str]:
    """To make it or to take from it."""
    place = f"{spec.stream}.{spec.durable}"
    verbs = ("CREATE", "DURABLE.CREATE", "MSG.NEXT")
    yield from (f"{_API}.CONSUMER.{verb}.{place}" for verb in verbs)
    yield f"{_API}.CONSUMER.CREATE.{place}.>"
