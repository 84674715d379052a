"""SurplusStore's twin in memory."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from services.engagement.domain.notifications.notification import Notification
from services.engagement.domain.replay.correction import Correction, RecordedEpisode
from services.engagement.domain.surplus.detection import CALL_SPACING, EndReason
from services.engagement.domain.surplus.watch import SurplusCheckpoint
from services.engagement.outbound.delivery.memory import plan_deliveries
from services.engagement.outbound.notifications.memory_calls import MemoryCallBook
from services.engagement.ports.surplus import (
    Call,
    Detection,
    Ending,
    Entry,
    Episode,
    Leaving,
    Recorded,
    Update,
)


class MemorySurplusStore(MemoryCallBook):
    """Keeps SurplusStore's promises."""

    async def load_checkpoints(self) -> Sequence[SurplusCheckpoint]:
        self.check()
        return list(self.states.values())

    async def save_checkpoints(self, checkpoints: Sequence[SurplusCheckpoint]) -> None:
        self.check()
        for checkpoint in checkpoints:
            self.states[checkpoint.community_id] = checkpoint

    async def record(
        self, entries: Sequence[Entry], checkpoint: SurplusCheckpoint | None
    ) -> Recorded:
        self.check()
        recorded = Recorded()
        for entry in entries:
            recorded += self._record_entry(entry)
        if checkpoint is not None:
            self.states[checkpoint.community_id] = checkpoint
        return recorded

    def _record_entry(self, entry: Entry) -> Recorded:
        if isinstance(entry, Call):
            return self._call(entry)
        if isinstance(entry, Ending):
            return self._conclude(entry)
        if isinstance(entry, Detection):
            self._detect(entry)
        else:
            self._update(entry)
        return Recorded()

    def _detect(self, detection: Detection) -> None:
        if detection.episode_id in self.recorded:
            return
        detected = detection.detected
        ours = [
            episode
            for episode in self.recorded.values()
            if episode.community_id == detection.community_id
        ]
        for still_open in (episode for episode in ours if episode.ended_at is None):
            if still_open.started_at > detected.started_at:
                return
            self._end(
                still_open.episode_id, detected.started_at, still_open.peak_excess_mw, "silent"
            )
        self.recorded[detection.episode_id] = Episode(
            episode_id=detection.episode_id,
            community_id=detection.community_id,
            started_at=detected.started_at,
            detected_at=detected.detected_at,
            ended_at=None,
            detected_excess_mw=detected.excess_mw,
            peak_excess_mw=detected.excess_mw,
            notified_at=None,
        )
        self.detected_by[detection.episode_id] = detection.detected_by
        self.events.append(("detected", detection.episode_id))

    def _call(self, call: Call) -> Recorded:
        episode, at = self.recorded.get(call.episode_id), call.plan.at
        if episode is None or episode.ended_at is not None or episode.calls != call.plan.number - 1:
            return Recorded()
        if episode.last_called_at is not None and at - episode.last_called_at < CALL_SPACING:
            return Recorded()
        if self._were_others_called(call):
            return Recorded()
        self.recorded[call.episode_id] = replace(
            episode,
            notified_at=episode.notified_at or at,
            last_called_at=at,
            calls=call.plan.number,
        )
        decision = self.write_call(call.plan)
        self.events.append(("called", call.episode_id))
        outcomes = Recorded(outcomes=Counter(decision.outcomes.values()))
        return self._leave(decision.notifications, call.leaving) + outcomes

    def _were_others_called(self, call: Call) -> bool:
        """Within the cooldown."""
        at, cooldown = call.plan.at, timedelta(seconds=call.cooldown_s)
        return any(
            other.notified_at is not None
            and other.last_called_at is not None
            and other.last_called_at > at - cooldown
            and other.notified_at < at + cooldown
            for other in self.recorded.values()
            if other.community_id == call.community_id and other.episode_id != call.episode_id
        )

    def _conclude(self, ending: Ending) -> Recorded:
        ended = ending.ended
        is_new = self._end(ending.episode_id, ended.ended_at, ended.peak_excess_mw, ended.reason)
        if not is_new or ending.over is None or ending.leaving is None:
            return Recorded()
        return self._leave(self.write_over(ending.over), ending.leaving)

    def _leave(self, notifications: Sequence[Notification], leaving: Leaving) -> Recorded:
        deliveries = plan_deliveries(
            self,
            notifications,
            channels=leaving.channels,
            mail={
                each.user_id: self.preferences[each.user_id].mail
                for each in notifications
                if each.user_id in self.preferences
            },
            triggered_at=leaving.triggered_at,
        )
        return Recorded(deliveries, frozenset(each.user_id for each in notifications))

    def _update(self, update: Update) -> None:
        episode, updated = self.recorded.get(update.episode_id), update.updated
        if episode is None or episode.ended_at is not None:
            return
        before = self.updated_at.get(update.episode_id)
        if before is not None and before >= updated.at:
            return
        self.updated_at[update.episode_id] = updated.at
        peak_mw = max(updated.peak_excess_mw, episode.peak_excess_mw)
        self.recorded[update.episode_id] = replace(episode, peak_excess_mw=peak_mw)
        self.events.append(("updated", update.episode_id))

    def _end(
        self, episode_id: UUID, ended_at: datetime, peak_excess_mw: int, reason: EndReason
    ) -> bool:
        episode = self.recorded.get(episode_id)
        if episode is None or episode.ended_at is not None:
            return False
        self.recorded[episode_id] = replace(
            episode,
            ended_at=max(ended_at, episode.started_at),
            peak_excess_mw=max(peak_excess_mw, episode.peak_excess_mw),
            end_reason=reason,
        )
        self.events.append(("ended", episode_id))
        return True

    async def episodes(self, community_id: UUID, *, limit: int) -> Sequence[Episode]:
        self.check()
        ours = [item for item in self.recorded.values() if item.community_id == community_id]
        return sorted(ours, key=lambda item: item.started_at, reverse=True)[:limit]

    async def episode(self, community_id: UUID, episode_id: UUID) -> Episode | None:
        self.check()
        episode = self.recorded.get(episode_id)
        return episode if episode and episode.community_id == community_id else None

    async def ended_since(
        self, community_id: UUID, since: datetime, *, detected_by: str
    ) -> Sequence[RecordedEpisode]:
        self.check()
        return [
            RecordedEpisode(each.episode_id, each.started_at, each.ended_at, each.peak_excess_mw)
            for each in sorted(self.recorded.values(), key=lambda each: each.started_at)
            if each.community_id == community_id
            and each.ended_at is not None
            and each.ended_at >= since
            and self.detected_by[each.episode_id] == detected_by
        ]

    async def correct(
        self,
        community_id: UUID,
        corrections: Mapping[UUID, Correction | None],
        *,
        at: datetime,
    ) -> int:
        self.check()
        changed = 0
        for episode_id, correction in corrections.items():
            episode = self.recorded[episode_id]
            if episode.community_id != community_id or episode.ended_at is None:
                continue
            if episode.correction == correction:
                continue
            corrected_at = None if correction is None else at
            self.recorded[episode_id] = replace(
                episode, correction=correction, corrected_at=corrected_at
            )
            self.events.append(("corrected", episode_id))
            changed += 1
        return changed
