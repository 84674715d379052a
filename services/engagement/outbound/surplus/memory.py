"""SurplusStore's twin in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from services.engagement.domain.notifications.notification import InboxItem
from services.engagement.domain.surplus.detection import may_notify
from services.engagement.domain.surplus.watch import SurplusCheckpoint
from services.engagement.outbound.tables import DeliveryRow, MemoryTables
from services.engagement.ports.surplus import Detection, Ending, Episode


class MemorySurplusStore(MemoryTables):
    """Keeps SurplusStore's promises."""

    async def load_checkpoints(self) -> Sequence[SurplusCheckpoint]:
        self.check()
        return list(self.states.values())

    async def save_checkpoints(self, checkpoints: Sequence[SurplusCheckpoint]) -> None:
        self.check()
        for checkpoint in checkpoints:
            self.states[checkpoint.community_id] = checkpoint

    async def record(
        self, entries: Sequence[Detection | Ending], checkpoint: SurplusCheckpoint | None
    ) -> int:
        self.check()
        deliveries = 0
        for entry in entries:
            if isinstance(entry, Detection):
                deliveries += self._detect(entry)
            else:
                self._end(entry.episode_id, entry.ended.ended_at, entry.ended.peak_excess_mw)
        if checkpoint is not None:
            self.states[checkpoint.community_id] = checkpoint
        return deliveries

    def _detect(self, detection: Detection) -> int:
        if detection.episode_id in self.recorded:
            return 0
        detected = detection.detected
        ours = [
            episode
            for episode in self.recorded.values()
            if episode.community_id == detection.community_id
        ]
        for still_open in (episode for episode in ours if episode.ended_at is None):
            if still_open.started_at > detected.started_at:
                return 0
            self._end(still_open.episode_id, detected.started_at, still_open.peak_excess_mw)
        cooldown = timedelta(seconds=detection.cooldown_s)
        notify = detected.notify and all(
            may_notify(episode.notified_at, detected.detected_at, cooldown) for episode in ours
        )
        self.recorded[detection.episode_id] = Episode(
            episode_id=detection.episode_id,
            community_id=detection.community_id,
            started_at=detected.started_at,
            detected_at=detected.detected_at,
            ended_at=None,
            detected_excess_mw=detected.excess_mw,
            peak_excess_mw=detected.excess_mw,
            notified_at=detected.detected_at if notify else None,
        )
        self.events.append(("detected", detection.episode_id))
        return self._notify(detection) if notify else 0

    def _notify(self, detection: Detection) -> int:
        for notification in detection.notifications:
            self.inbox[notification.notification_id] = InboxItem(notification, read_at=None)
            for channel in detection.channels:
                self.deliveries[notification.notification_id, channel] = DeliveryRow(
                    notification, channel, detection.triggered_at, notification.created_at
                )
        return len(detection.notifications) * len(detection.channels)

    def _end(self, episode_id: UUID, ended_at: datetime, peak_excess_mw: int) -> None:
        episode = self.recorded.get(episode_id)
        if episode is None or episode.ended_at is not None:
            return
        self.recorded[episode_id] = replace(
            episode,
            ended_at=max(ended_at, episode.started_at),
            peak_excess_mw=max(peak_excess_mw, episode.peak_excess_mw),
        )
        self.events.append(("ended", episode_id))

    async def episodes(self, community_id: UUID, *, limit: int) -> Sequence[Episode]:
        self.check()
        ours = [item for item in self.recorded.values() if item.community_id == community_id]
        return sorted(ours, key=lambda item: item.started_at, reverse=True)[:limit]
