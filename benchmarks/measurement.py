"""The order of a benchmark on a running stack: warm up, search, hold, half load, books."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import asyncpg

from benchmarks.books import check_books
from benchmarks.half_load import measure_latencies
from benchmarks.load.plan import LoadPlan, LoadReport
from benchmarks.options import Options
from benchmarks.results import Books, Latencies, Load
from benchmarks.rig import Observation, Rig
from benchmarks.search import Trial, best_rate, judge, next_rate

_WARM_UP_RATE_PER_S: Final = 200.0
_WARM_UP_S: Final = 3.0
_SETTLE_SHARE: Final = 0.2
"""Of a run, at its start: not measured."""
LONG_RUN: Final = 3
"""How many times the length of a step the sustained run and the latency run take."""
_HELD_AGAIN_AT: Final = 0.85
_HOLD_ATTEMPTS: Final = 6

Say = Callable[[str], None]


@dataclass(kw_only=True)
class Measured:
    """What the runs on the stack gave."""

    books: Books
    trials: list[Trial] = field(default_factory=list)
    sustained: Load | None = None
    half: Load | None = None
    latencies: Latencies | None = None


class Measurement:
    """Runs on one rig; keeps every report, because the books are checked over all of them."""

    def __init__(self, rig: Rig, options: Options, say: Say) -> None:
        self._rig = rig
        self._options = options
        self._say = say
        self._reports: list[LoadReport] = []
        self._trials: list[Trial] = []

    async def run(self) -> Measured:
        """Everything but profiles. Raises LoadError, asyncpg.PostgresError."""
        self._say("warming up")
        await self.observe(LoadPlan(rate_per_s=_WARM_UP_RATE_PER_S, seconds=_WARM_UP_S))
        await self._search()
        sustained = await self._hold()
        half, latencies, missing = None, None, 0
        async with asyncpg.create_pool(
            self._rig.stack.database_dsn, min_size=1, max_size=1
        ) as database:
            if sustained is not None:
                rate_per_s = sustained.rate_per_s / 2
                self._say(f"latencies at {rate_per_s:,.0f} readings/s")
                seconds = LONG_RUN * self._options.seconds
                observation, latencies, missing = await measure_latencies(
                    self, self._rig, database, rate_per_s=rate_per_s, seconds=seconds
                )
                half = load_of(rate_per_s, observation)
            books = await check_books(
                self._rig, database, self._reports, notifications_missing=missing
            )
        return Measured(
            books=books,
            trials=self._trials,
            sustained=sustained,
            half=half,
            latencies=latencies,
        )

    async def observe(self, plan: LoadPlan) -> Observation:
        """One run, which the books will be checked for too."""
        observation = await self._rig.observe(plan, settle_s=plan.seconds * _SETTLE_SHARE)
        self._reports.append(observation.report)
        return observation

    async def _search(self) -> None:
        """Raise the rate until the backlog grows, then close in."""
        while rate_per_s := next_rate(
            self._trials,
            first_per_s=self._options.first_rate_per_s,
            highest_per_s=self._options.highest_rate_per_s,
        ):
            await self._try(rate_per_s, self._options.seconds)

    async def _hold(self) -> Load | None:
        """The best rate for longer; a little less when it was not carried after all."""
        rate_per_s = best_rate(self._trials)
        if rate_per_s is None:
            return None
        for _ in range(_HOLD_ATTEMPTS):
            trial, observation = await self._try(rate_per_s, LONG_RUN * self._options.seconds)
            if trial.sustained:
                return load_of(rate_per_s, observation)
            rate_per_s *= _HELD_AGAIN_AT
        return None

    async def _try(self, rate_per_s: float, seconds: float) -> tuple[Trial, Observation]:
        observation = await self.observe(LoadPlan(rate_per_s=rate_per_s, seconds=seconds))
        trial = judge(rate_per_s, observation.samples)
        self._trials.append(trial)
        self._say(
            f"{rate_per_s:>7,.0f} readings/s for {seconds:.0f} s: "
            f"{'sustained' if trial.sustained else 'too much'}, "
            f"backlog {trial.backlog_at_end:,} ({trial.backlog_growth_per_s:+,.0f}/s)"
        )
        return trial, observation


def load_of(rate_per_s: float, observation: Observation) -> Load:
    """The costs of a run. Raises ZeroDivisionError when nothing was stored in it."""
    window = observation.window
    return Load(
        rate_per_s=rate_per_s,
        seconds=window.seconds,
        stored_per_s=window.stored / window.seconds,
        latest_delay_s=observation.report.latest_delay_s,
        costs=window.costs(),
        others_cpu_us=window.others_cpu_s * 1e6 / window.stored,
    )
