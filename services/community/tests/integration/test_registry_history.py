"""Any history on a real database and a real bus: the twin's answers, and every last state told."""

from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from libs.chassis.errors import DomainError
from services.community.tests.history.choices import everything_over
from services.community.tests.history.invariants import RegistryHistory
from services.community.tests.history.stage import Stage, open_stage

REAL = settings(deadline=None, phases=[Phase.generate])
"""To shrink a history takes hundreds of runs: what fails on the twin is shrunk there."""


class RealRegistryHistory(RegistryHistory):
    """The same requests asked of Postgres, told to NATS by a relay that is killed now and then."""

    stage: ClassVar[Stage]

    def __init__(self) -> None:
        super().__init__(self.stage.runner)
        self._runner.run(self.stage.reset())
        self._real = everything_over(self.stage.registry, self.clock)

    def perform(self, operation: str, *arguments: Any) -> Any:
        """Both answer the same."""
        answer = super().perform(operation, *arguments)
        real = self.run(getattr(self._real, operation)(*arguments))
        if isinstance(answer, DomainError):
            assert (type(real), real.detail) == (type(answer), answer.detail)
        else:
            assert real == answer
        return answer

    @rule(publishes=st.integers(0, 4), stores_last=st.booleans())
    def relay_dies(self, publishes: int, *, stores_last: bool) -> None:
        """After the commit and before the publish, or between the publish and its mark."""
        self._runner.run(self.stage.relay(publishes=publishes, stores_last=stores_last))

    @rule()
    def drain(self) -> None:
        """The stream's last states are the tables', and each version was stored once."""
        self._runner.run(self._check_after_a_drain())

    async def _check_after_a_drain(self) -> None:
        await self.stage.relay()
        told = await self.stage.told()
        assert told == await self.stage.in_tables()
        by_twin = {each.subject: each for each in self.contents.outbox}
        assert told == {
            subject: (each.payload, str(each.event_id)) for subject, each in by_twin.items()
        }
        stored, written = await self.stage.times_told()
        assert stored == written == len(self.contents.outbox)

    def teardown(self) -> None:
        self.drain()
        super().teardown()


def histories_on(opened: Stage) -> type[RealRegistryHistory]:
    class OnStage(RealRegistryHistory):
        stage = opened

    return OnStage


@pytest.fixture
def stage(database_dsn: str, nats_url: str) -> Iterator[Stage]:
    with open_stage(database_dsn, nats_url) as stage:
        yield stage


def test_any_history_is_told_whatever_becomes_of_the_relay(stage: Stage) -> None:
    """R1, R2, R3, R4, R9, NF4."""
    run_state_machine_as_test(
        histories_on(stage),
        settings=settings(REAL, max_examples=10, stateful_step_count=25),
    )


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_any_long_history_is_told_whatever_becomes_of_the_relay(stage: Stage) -> None:
    """R1, R2, R3, R4, R9, NF4."""
    run_state_machine_as_test(
        histories_on(stage),
        settings=settings(REAL, max_examples=150, stateful_step_count=60),
    )
