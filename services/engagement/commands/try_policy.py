"""`try-policy`: what a surplus policy would have done with readings of the past."""

import argparse
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid5

from pydantic import ValidationError

from libs.chassis.commands import CommandFailedError
from services.engagement.domain.balance.minutes import BalanceMinute
from services.engagement.domain.notifications.call import Member
from services.engagement.domain.notifications.preference import Standing
from services.engagement.domain.registry.registry import Community
from services.engagement.domain.replay.calls import Audience
from services.engagement.domain.surplus.policy import SurplusPolicy
from services.engagement.inbound.events.policies import policy_of
from services.engagement.inbound.files.reading_csv import ReadingsNotUsableError, readings_of
from services.engagement.inbound.files.replay_table import replay_table
from services.engagement.inbound.http.replay.models import PolicyBody, ReplayView
from services.engagement.usecases.replay.replay_readings import COMMUNITY, minutes_of, one_community
from services.engagement.usecases.replay.try_policy import TriedPolicy, try_on

_MINUTE: Final = timedelta(minutes=1)


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "try-policy",
        help="what a surplus policy would have done with readings of the past",
        description="Folds the readings of one community's devices as the service does, and runs "
        "a policy over its balance by the minute. Needs no server. The file has the columns "
        "device_id, measured_at (RFC 3339) and power_w (withdrawal above zero), by time.",
    )
    parser.add_argument("readings", metavar="READINGS.csv", type=Path)
    parser.add_argument("--policy", metavar="FILE.json", type=Path, help="fields of surplusPolicy")
    parser.add_argument("--members", type=int, help="who can be told; default: one a device")
    parser.add_argument("--chart", metavar="FILE.svg", type=Path, help="write a chart")
    parser.add_argument("--json", action="store_true", help="as POST .../replay answers")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    policy = _policy(arguments.policy)
    try:
        device_ids = sorted({reading.device_id for reading in readings_of(arguments.readings)})
        placements = one_community(device_ids)
        minutes = list(minutes_of(readings_of(arguments.readings), placements, policy))
    except ReadingsNotUsableError as error:
        raise CommandFailedError(f"{arguments.readings}: {error}") from None
    if not minutes:
        raise CommandFailedError(f"{arguments.readings}: no whole minute of readings")
    members = arguments.members if arguments.members is not None else len(device_ids)
    tried = _try(policy, minutes, members)
    if arguments.chart is not None:
        _write_chart(tried, arguments.chart)
    if arguments.json:
        print(ReplayView.of(tried).model_dump_json())  # noqa: T201  that is its purpose
    else:
        print(replay_table(tried, len(device_ids)))  # noqa: T201  that is its purpose
    return 0


def _policy(path: Path | None) -> SurplusPolicy:
    try:
        fields = {} if path is None else json.loads(path.read_text())
        return policy_of(PolicyBody.model_validate(fields).to_event())
    except ValidationError as error:
        lines = [f"  {'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
        raise CommandFailedError("\n".join([f"{path} is no policy:", *lines])) from None
    except ValueError as error:
        raise CommandFailedError(f"{path} is no JSON: {error}") from None


def _try(policy: SurplusPolicy, minutes: Sequence[BalanceMinute], members: int) -> TriedPolicy:
    users = [uuid5(COMMUNITY, f"member {number}") for number in range(members)]
    audience = Audience([Member(user) for user in users], [Standing(user) for user in users])
    community = Community(COMMUNITY, version=1, policy=policy)
    period = (_midnight(minutes[0].minute, policy), minutes[-1].minute + _MINUTE)
    return try_on(community, policy, period, minutes, audience=audience)


def _midnight(moment: datetime, policy: SurplusPolicy) -> datetime:
    local = moment.astimezone(policy.zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def _write_chart(tried: TriedPolicy, path: Path) -> None:
    # Its library takes a while to load.
    from services.engagement.inbound.http.replay.chart import replay_svg  # noqa: PLC0415

    zone = tried.replay.policy.zone
    chart = replay_svg(
        tried.replay, tried.points, interval=tried.interval, period=tried.period, zone=zone
    )
    path.write_bytes(chart)
