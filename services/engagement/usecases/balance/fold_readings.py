"""From readings to balances and surplus decisions: the core of the service (FR3.2, FR4.1, R7)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from libs.chassis.clock import Clock
from services.engagement.domain.balance.live_balances import LiveBalances
from services.engagement.domain.balance.overview import Overview
from services.engagement.domain.balance.reading import Reading
from services.engagement.domain.surplus.watch import SurplusWatch
from services.engagement.usecases.balance.record_minutes import RecordMinutes
from services.engagement.usecases.live.publish_live import PublishLive
from services.engagement.usecases.surplus.record_surplus import RecordSurplus


class FoldReadings:
    """Folds batches; hands on what changed.

    A surplus is decided on a second of event time that is complete, or, so that nobody waits for
    the next reading, on one that is `settle_after` old: devices that measure at the same instant
    do not arrive at the same instant, and a balance of half of them is no balance.
    """

    def __init__(
        self,
        balances: LiveBalances,
        surplus: SurplusWatch,
        record: RecordSurplus,
        live: PublishLive,
        minutes: RecordMinutes,
        *,
        clock: Clock,
        settle_after: timedelta,
    ) -> None:
        self._balances = balances
        self._surplus = surplus
        self._record = record
        self._live = live
        self._minutes = minutes
        self._clock = clock
        self._settle_after = settle_after
        self._unsettled: dict[UUID, datetime] = {}

    def fold(self, readings: Iterable[Reading]) -> None:
        """Fold a batch. What it brings about is handed on, not waited for."""
        fold = self._balances.fold
        for reading in readings:
            fold(reading)
        self.hand_on()

    @property
    def dropped_count(self) -> int:
        """Readings not folded because there are too many devices."""
        return self._balances.dropped_count

    def caught_up(self, partitions: frozenset[int]) -> None:
        """All readings there were of these are folded: they may be shown from now on."""
        self._balances.begin(self._clock.now(), partitions)
        self.hand_on()

    def restored(self, partitions: frozenset[int]) -> None:
        """Their surplus states are known: once they are folded, too, decisions may be taken."""
        self._balances.restored(partitions)
        self.hand_on()

    def settle(self) -> None:
        """Decide where a change has waited long enough for its companions."""
        ripe_at = self._clock.now() - self._settle_after
        ripe = [community for community, since in self._unsettled.items() if since <= ripe_at]
        for community_id in ripe:
            del self._unsettled[community_id]
            self._balances.evaluate(community_id)
        if ripe:
            self._hand_on_decisions()

    def lose_silent(self) -> None:
        """Let go of communities that have been silent in wall-clock time."""
        self._balances.lose_silent(self._clock.now())
        self.hand_on()

    def overview(self) -> Overview:
        """How much is known of all communities that are held here."""
        return self._balances.overview(self._clock.now())

    def hand_on(self) -> None:
        """Pass changes to the screens, decisions and completed minutes to the books."""
        self._minutes.add(self._balances.take_minutes())
        touched = self._balances.take_touched()
        now = self._clock.now()
        for community_id in touched.communities:
            self._unsettled.setdefault(community_id, now)
            self._live.balance_changed(community_id)
        for facility_id in touched.facilities:
            self._live.power_changed(facility_id)
        self._hand_on_decisions()

    def _hand_on_decisions(self) -> None:
        decisions = self._surplus.take_decisions()
        for decision in decisions:
            self._record.add(decision)
            self._live.balance_changed(decision.community_id)
