"""PersonalData's twin in memory."""

from collections import defaultdict
from uuid import UUID

from services.engagement.domain.delivery.attempts import DeliveryLogEntry
from services.engagement.outbound.delivery.memory import log_entry
from services.engagement.outbound.tables import MemoryTables
from services.engagement.ports.personal_data import CallRecord, EndpointTests, PersonalRecords


class MemoryPersonalData(MemoryTables):
    """Keeps PersonalData's promises."""

    async def records_of(self, user_id: UUID) -> PersonalRecords:
        self.check()
        deliveries: defaultdict[UUID, list[DeliveryLogEntry]] = defaultdict(list)
        for key in sorted(self.deliveries):
            if self.deliveries[key].notification.user_id == user_id:
                deliveries[key[0]].append(log_entry(self, self.deliveries[key]))
        calls = [
            CallRecord(
                episode_id,
                self.recorded[episode_id].community_id,
                row.outcome,
                row.called_at,
                row.recorded_at,
            )
            for (episode_id, member), row in self.call_members.items()
            if member == user_id
        ]
        tests = self.endpoint_tests.get(user_id)
        return PersonalRecords(
            deliveries=deliveries,
            calls=sorted(calls, key=lambda each: (each.called_at, each.episode_id)),
            endpoint_tests=None if tests is None else EndpointTests(*tests),
            mail_before_end=self.mail_before_end.get(user_id),
        )
