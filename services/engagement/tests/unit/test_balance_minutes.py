"""The balance by the minute: what a policy is tried on later (FR4.2)."""

import pytest

from services.engagement.domain.balance.minutes import BalanceMinute
from services.engagement.outbound.balance.memory import MemoryBalanceMinutes
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.tests.engine import (
    COMMUNITY,
    KW,
    MINUTE,
    Engine,
    at,
    community,
    engine_with,
    facility,
    reading,
)
from services.engagement.usecases.balance import record_minutes
from services.engagement.usecases.balance.record_minutes import RecordMinutes


def _minute(number: int, produced_mw: int, consumed_mw: int, fresh: int) -> BalanceMinute:
    return BalanceMinute(COMMUNITY, at(number * MINUTE), produced_mw, consumed_mw, fresh, 2)


async def test_a_minute_is_the_balance_at_its_end() -> None:
    engine = await engine_with()
    engine.fold.fold([reading(0, 0, -3 * KW), reading(1, 20, KW), reading(0, 59, -2 * KW)])
    engine.fold.fold([reading(1, 61, 5 * KW), reading(1, 300, KW)])
    assert await engine.minutes.record() == 2
    assert list(engine.past_balances.minutes.values()) == [
        _minute(0, 2 * KW, KW, 2),
        _minute(1, 2 * KW, 5 * KW, 2),
    ]


async def test_what_is_rebuilt_at_the_start_is_not_a_minute_of_the_past() -> None:
    engine = Engine()
    readings = [reading(0, second, -KW) for second in (0, 90, 200)]
    await engine.start(community(), facility(0), readings=readings)
    assert await engine.minutes.record() == 0


async def test_minutes_wait_for_the_store() -> None:
    engine = await engine_with()
    engine.past_balances.available = False
    engine.fold.fold([reading(0, 0, -KW), reading(0, 61, -KW)])
    with pytest.raises(StoreUnavailableError):
        await engine.minutes.record()
    engine.past_balances.available = True
    assert await engine.minutes.record() == 1


async def test_the_oldest_are_let_go_when_too_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_minutes, "MAXIMUM_WAITING", 3)
    store = MemoryBalanceMinutes()
    waiting = RecordMinutes(store, keep_days=90)
    waiting.add(_minute(number, KW, KW, 2) for number in range(5))
    assert waiting.take_lost() == 2
    assert await waiting.record() == 3
    assert [minute for _, minute in store.minutes] == [at(n * MINUTE) for n in (2, 3, 4)]
