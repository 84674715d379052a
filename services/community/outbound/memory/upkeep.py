"""The twin of postgres/upkeep.py."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from services.community.outbound.memory.registry import MemoryRegistry


@dataclass(frozen=True, slots=True)
class MemoryUpkeep:
    """Fulfils RegistryUpkeep."""

    registry: MemoryRegistry

    async def purge_removed(self, *, removed_until: datetime, now: datetime, limit: int) -> int:
        del now  # nothing is left to be marked
        contents = self.registry.contents
        facilities = [
            each
            for each, removed in contents.restorable_facilities.items()
            if removed.facility.changed_at <= removed_until
        ][:limit]
        communities = [
            each
            for each, removed in contents.removed_communities.items()
            if removed.changed_at <= removed_until
        ][:limit]
        for each in facilities:
            del contents.restorable_facilities[each]
        for each in communities:
            del contents.removed_communities[each]
        gone = {*facilities, *communities}
        contents.audit = [
            None if entry is None or entry.entity_id in gone else entry for entry in contents.audit
        ]
        return len(gone)

    async def forget_invitations(self, *, expired_until: datetime, limit: int) -> int:
        kept = self.registry.contents.invitations
        outdated = [each for each, one in kept.items() if one.expires_at <= expired_until]
        for each in outdated[:limit]:
            del kept[each]
        return len(outdated[:limit])

    async def forget_mails(self, *, mailed_until: datetime, limit: int) -> int:
        contents = self.registry.contents
        outdated = [one for one in contents.mails if one[2] <= mailed_until][:limit]
        for each in outdated:
            contents.mails.remove(each)
        return len(outdated)

    async def forget_letters(self, *, due_until: datetime, limit: int) -> int:
        return self.registry.contents.post.forget(due_until=due_until, limit=limit)

    async def forget_wrong_proofs(self, *, made_until: datetime, limit: int) -> int:
        contents = self.registry.contents
        outdated = [one for one in contents.wrong_proofs if one[1] <= made_until][:limit]
        for each in outdated:
            contents.wrong_proofs.remove(each)
        return len(outdated)

    async def forget_creations(self, *, created_until: datetime, limit: int) -> int:
        creations = self.registry.contents.creations
        outdated = [each for each, made in creations.items() if made.created_at <= created_until]
        for each in islice(outdated, limit):
            del creations[each]
        return min(len(outdated), limit)
