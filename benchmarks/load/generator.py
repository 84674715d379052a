"""The loop of the load's process: send what is due, read what came back, sleep a little."""

import itertools
import selectors
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from benchmarks.load.counters import Counters
from benchmarks.load.device import Device
from benchmarks.load.plan import Connecting, Dawn, Day, DevicePlan, LoadPlan, LoadReport

_CONNECTING_AT_ONCE: Final = 8
_TICK_S: Final = 0.004
_READ_EVERY_S: Final = 0.02
_PATIENCE_S: Final = 15.0
"""How long the end of a run waits for a further answer."""


class Generator:
    """Devices take turns, so each one sends at rate / number of devices."""

    def __init__(
        self, plans: Sequence[DevicePlan], *, host: str, port: int, counters: Counters
    ) -> None:
        """Connect all devices. Raises LoadError, OSError."""
        self._counters = counters
        self._selector = selectors.DefaultSelector()
        started_at, cpu_before_s = time.perf_counter(), time.process_time()
        with ThreadPoolExecutor(_CONNECTING_AT_ONCE) as threads:
            self._devices = list(
                threads.map(lambda plan: Device(plan, host=host, port=port), plans)
            )
        self.connecting = Connecting(
            connections=len(plans),
            seconds=time.perf_counter() - started_at,
            cpu_s=time.process_time() - cpu_before_s,
        )
        for device in self._devices:
            self._selector.register(device.connection, selectors.EVENT_READ, device)
        self._turns = itertools.cycle(self._devices)

    def run(self, plan: LoadPlan) -> LoadReport:
        """Send for the plan's time or until told to stop; then wait for what is still to come."""
        before = self._totals()
        run = _Run(plan)
        self._send_all(run)
        seconds = time.perf_counter() - run.started_at
        self._await_answers(plan)
        sent, confirmed, acknowledged = (
            now - then for now, then in zip(self._totals(), before, strict=True)
        )
        return LoadReport(
            sent=sent,
            confirmed_by_broker=confirmed,
            acknowledged=acknowledged,
            unanswered=self._unanswered(),
            seconds=seconds,
            latest_delay_s=run.latest_delay_s,
            dawns=tuple(run.dawns),
            newest_power_w={
                device.plan.device_id: device.newest_power_w
                for device in self._devices
                if device.newest_power_w is not None
            },
        )

    def close(self) -> None:
        """Close every connection."""
        self._selector.close()
        for device in self._devices:
            device.connection.close()

    def _send_all(self, run: "_Run") -> None:
        read_at = run.started_at
        while not self._counters.stop:
            now = time.perf_counter()
            due = run.due(now)
            now_ms = time.time_ns() // 1_000_000
            for _ in range(due):
                self._send_one(run, now_ms)
            self._counters.sent += due
            if now - read_at >= _READ_EVERY_S:
                read_at = now
                self._read(timeout_s=0)
            if run.is_over:
                return
            time.sleep(max(0.0, now + _TICK_S - time.perf_counter()))

    def _send_one(self, run: "_Run", now_ms: int) -> None:
        device = next(self._turns)
        is_plant = device.plan.day_power_w is not None
        is_day = is_plant and run.is_day(device.plan.community)
        measured_at_ms = device.send(now_ms, is_day=is_day)
        if is_plant:
            run.note_light(device.plan.community, is_day=is_day, measured_at_ms=measured_at_ms)

    def _read(self, *, timeout_s: float) -> bool:
        """Read whatever has come; whether something had."""
        ready = self._selector.select(timeout_s)
        for key, _ in ready:
            key.data.read()
        _, self._counters.confirmed, self._counters.acknowledged = self._totals()
        return bool(ready)

    def _await_answers(self, plan: LoadPlan) -> None:
        last_heard = time.perf_counter()
        while time.perf_counter() - last_heard < _PATIENCE_S:
            sent, confirmed, _ = self._totals()
            if confirmed == sent and not (plan.await_system and self._unanswered()):
                return
            if self._read(timeout_s=0.1):
                last_heard = time.perf_counter()

    def _totals(self) -> tuple[int, int, int]:
        confirmed = sum(device.confirmed_by_broker for device in self._devices)
        acknowledged = sum(device.acknowledged for device in self._devices)
        return self._counters.sent, confirmed, acknowledged

    def _unanswered(self) -> int:
        return sum(len(device.unanswered) for device in self._devices)


class _Run:
    """Where one run stands."""

    def __init__(self, plan: LoadPlan) -> None:
        self._plan = plan
        self._total = round(plan.rate_per_s * plan.seconds)
        self._planned = 0
        self._days: dict[int, list[Day]] = {}
        for day in plan.days:
            self._days.setdefault(day.community, []).append(day)
        self._is_light: dict[int, bool] = {}
        self.dawns: list[Dawn] = []
        self.latest_delay_s = 0.0
        self.started_at = time.perf_counter()

    @property
    def is_over(self) -> bool:
        return self._planned >= self._total

    def due(self, now: float) -> int:
        """How many readings leave now."""
        elapsed_s = now - self.started_at
        delay_s = elapsed_s - self._planned / self._plan.rate_per_s
        self.latest_delay_s = max(self.latest_delay_s, delay_s)
        due = min(int(elapsed_s * self._plan.rate_per_s), self._total) - self._planned
        self._planned += due
        return due

    def is_day(self, community: int) -> bool:
        elapsed_s = time.perf_counter() - self.started_at
        days = self._days.get(community, ())
        return any(day.from_s <= elapsed_s < day.until_s for day in days)

    def note_light(self, community: int, *, is_day: bool, measured_at_ms: int) -> None:
        if is_day and not self._is_light.get(community, False):
            self.dawns.append(Dawn(community, measured_at_ms))
        self._is_light[community] = is_day
