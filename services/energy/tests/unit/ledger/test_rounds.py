"""Ended months are settled by themselves: once they are quiet, again when they changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.energy.domain.incentives.model import Provisional
from services.energy.domain.ledger.errors import TooManyVersionsError
from services.energy.inbound.rounds.settling import (
    BUSY_PAUSE_S,
    NO_TURN_PAUSE_S,
    PASS_PAUSE_S,
    SettlingRounds,
)
from services.energy.tests.samples import HOME
from services.energy.tests.unit.edge import ALICE, COMMUNITY
from services.energy.tests.unit.ledger.stage import MAY, Office
from services.energy.usecases.ledger.settle_due import MONTHS_AT_ONCE, Done

HOUR = timedelta(hours=1)


async def look(office: Office, after: timedelta = timedelta(0)) -> Done:
    office.clock.advance(seconds=after.total_seconds())
    return await office.due(COMMUNITY)


async def version(office: Office) -> int | None:
    newest = await office.newest()
    return None if newest is None else newest.number


async def test_a_month_is_settled_an_hour_after_it_was_seen(office: Office) -> None:
    assert await look(office) == Done(2, 0, 0, 2)
    assert await version(office) is None

    settled = await look(office, HOUR)
    assert (settled.settled, settled.unchanged, settled.waiting) == (1, 1, 0), "May had no energy"
    assert await version(office) == 1
    assert await look(office, HOUR) == Done(2, 0, 0, 0)


async def test_what_changes_is_settled_again(office: Office) -> None:
    await look(office)
    await look(office, HOUR)
    await office.more_of_home()
    assert (await look(office)).waiting == 1
    assert (await look(office, HOUR)).settled == 1
    await office.price(120)
    assert (await look(office)).waiting == 1
    assert (await look(office, HOUR)).settled == 1
    assert await version(office) == 3


async def test_a_replay_gives_one_version(office: Office) -> None:
    """As long as readings of the month arrive, it waits."""
    await look(office)
    for _ in range(5):
        await office.price(120, revision=office.clock.now().minute + 2)
        assert (await look(office, HOUR / 3)).settled == 0
    assert (await look(office, HOUR)).settled == 1


async def test_few_months_a_round_the_newest_first(office: Office) -> None:
    office.put(HOME, ALICE, MAY - 366 * 24 * HOUR)
    seen = await look(office)
    assert (seen.looked_at, seen.waiting) == (15, 15)
    assert (await look(office, HOUR)).waiting == 15 - MONTHS_AT_ONCE
    assert await version(office) == 1


async def test_rounds_go_on_until_nothing_is_due(office: Office) -> None:
    rounds = SettlingRounds(office.registry, office.checks, office.due)

    assert await rounds() == PASS_PAUSE_S
    office.clock.advance(seconds=3_600)
    assert await rounds() == BUSY_PAUSE_S
    assert await rounds() == PASS_PAUSE_S
    async with office.checks.turn():
        assert await rounds() == NO_TURN_PAUSE_S, "another replica's turn"


async def test_a_year_that_is_over_is_no_reason_to_wait(office: Office) -> None:
    """But for June it had no energy: with June all of it is settled."""
    await look(office)
    await look(office, HOUR)
    first = await office.newest()
    await look(office, timedelta(days=200))
    while (await look(office, HOUR)).waiting:
        pass
    await look(office)
    second = await office.newest()

    assert first is not None
    assert second is not None
    assert Provisional.YEAR_NOT_OVER in first.provisional
    assert Provisional.YEAR_NOT_OVER not in second.provisional
    assert (await look(office, HOUR)).waiting == 0


async def test_a_month_with_too_many_versions_holds_up_nobody(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object) -> None:
        raise TooManyVersionsError

    await look(office)
    monkeypatch.setattr(office.ledger, "add", refuse)
    done = await look(office, HOUR)
    assert [key.month.month for key in done.failed] == [6]
    rounds = SettlingRounds(office.registry, office.checks, office.due)
    assert await rounds() == PASS_PAUSE_S, "until it changes once more"


async def test_another_zone_has_other_prices(office: Office) -> None:
    await look(office)
    await look(office, HOUR)
    known = office.registry.community(COMMUNITY)
    assert known is not None
    office.registry.put_community(replace(known, version=2, market_zone="SUD"))
    assert (await look(office)).waiting == 2
