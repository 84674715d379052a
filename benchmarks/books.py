"""After everything: each reading where it belongs, once, and each balance right."""

from collections.abc import Sequence
from typing import Any, Final

from benchmarks.communities import DEVICE_PREFIX, expected_power
from benchmarks.load.plan import LoadReport
from benchmarks.registration import GATEWAY
from benchmarks.results import Books
from benchmarks.rig import Rig
from libs.chassis.testing.eventually import eventually

_STORED: Final = "select count(*) from energy.reading where device_id like $1"
_LAST_BALANCE_WITHIN_S: Final = 5.0
_TOLERANCE_W: Final = 0.001
"""Balances are sums of whole milliwatts, printed as W."""


async def check_books(
    rig: Rig, connection: Any, reports: Sequence[LoadReport], *, notifications_missing: int
) -> Books:
    """Compare what was sent with what the system says now. Raises asyncpg.PostgresError."""
    gateway, energy = await rig.scraper.read(GATEWAY), await rig.scraper.read("energy")
    return Books(
        sent=sum(report.sent for report in reports),
        confirmed_by_broker=sum(report.confirmed_by_broker for report in reports),
        acknowledged=sum(report.acknowledged for report in reports),
        stored=await connection.fetchval(_STORED, f"{DEVICE_PREFIX}%"),
        delivered_twice=int(energy.total("meriggio_energy_duplicates_total")),
        refused=int(
            gateway.total("meriggio_device_gateway_readings_rejected_total")
            + energy.total("meriggio_energy_readings_rejected_total")
        ),
        balances=len(rig.communities),
        balances_wrong=await _wrong_balances(rig, reports[-1]),
        notifications_missing=notifications_missing,
    )


async def _wrong_balances(rig: Rig, last: LoadReport) -> int:
    """How many communities' newest balance differs from the sum of what was sent last."""

    def count() -> int:
        return sum(not _is_right(rig, number, last) for number in range(len(rig.communities)))

    try:
        await eventually(lambda: count() == 0, timeout_s=_LAST_BALANCE_WITHIN_S)
    except TimeoutError:
        return count()
    return 0


def _is_right(rig: Rig, number: int, last: LoadReport) -> bool:
    community = rig.communities[number]
    said = rig.feed.newest.get(community.community_id)
    if said is None:
        return False
    expected = expected_power(community, last.newest_power_w)
    return (
        abs(said.produced_w - expected.produced_w) < _TOLERANCE_W
        and abs(said.consumed_w - expected.consumed_w) < _TOLERANCE_W
    )
