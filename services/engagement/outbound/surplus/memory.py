"""SurplusStore's twin in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from services.engagement.domain.notifications.notification import InboxItem
from services.engagement.domain.surplus.detection import EndReason, may_call
from services.engagement.domain.surplus.watch import SurplusCheckpoint
from services.engagement.outbound.delivery.memory import plan_deliveries
from services.engagement.outbound.tables import MemoryTables
from services.engagement.ports.surplus import Call, Detection, Entry, Episode, Update


class MemorySurplusStore(MemoryTables):
    """Keeps SurplusStore's promises."""

    async def load_checkpoints(self) -> Sequence[SurplusCheckpoint]:
        self.check()
        return list(self.states.values())

    async def save_checkpoints(self, checkpoints: Sequence[SurplusCheckpoint]) -> None:
        self.check()
        for checkpoint in checkpoints:
            self.states[checkpoint.community_id] = checkpoint

    async def record(self, entries: Sequence[Entry], checkpoint: SurplusCheckpoint | None) -> int:
        self.check()
        deliveries = 0
        for entry in entries:
            if isinstance(entry, Detection):
                self._detect(entry)
            elif isinstance(entry, Call):
                deliveries += self._call(entry)
            elif isinstance(entry, Update):
                self._update(entry)
            else:
                ended = entry.ended
                self._end(entry.episode_id, ended.ended_at, ended.peak_excess_mw, ended.reason)
        if checkpoint is not None:
            self.states[checkpoint.community_id] = checkpoint
        return deliveries

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
        self.events.append(("detected", detection.episode_id))

    def _call(self, call: Call) -> int:
        episode = self.recorded.get(call.episode_id)
        if episode is None or episode.ended_at is not None or episode.notified_at is not None:
            return 0
        cooldown = timedelta(seconds=call.cooldown_s)
        if not all(
            may_call(other.notified_at, call.due.at, cooldown)
            for other in self.recorded.values()
            if other.community_id == call.community_id
        ):
            return 0
        self.recorded[call.episode_id] = replace(episode, notified_at=call.due.at)
        return self._notify(call)

    def _notify(self, call: Call) -> int:
        for notification in call.notifications:
            self.inbox[notification.notification_id] = InboxItem(notification, read_at=None)
        return plan_deliveries(
            self,
            call.notifications,
            channels=call.channels,
            mail={},
            triggered_at=call.triggered_at,
        )

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
    ) -> None:
        episode = self.recorded.get(episode_id)
        if episode is None or episode.ended_at is not None:
            return
        self.recorded[episode_id] = replace(
            episode,
            ended_at=max(ended_at, episode.started_at),
            peak_excess_mw=max(peak_excess_mw, episode.peak_excess_mw),
            end_reason=reason,
        )
        self.events.append(("ended", episode_id))

    async def episodes(self, community_id: UUID, *, limit: int) -> Sequence[Episode]:
        self.check()
        ours = [item for item in self.recorded.values() if item.community_id == community_id]
        return sorted(ours, key=lambda item: item.started_at, reverse=True)[:limit]
