"""One change of the registry in memory."""

from dataclasses import replace
from uuid import UUID

from services.community.domain.audit import Change
from services.community.outbound.memory.communities import MemoryCommunities
from services.community.outbound.memory.contents import MemoryChange, RegistryContents
from services.community.outbound.memory.creations import MemoryCreations
from services.community.outbound.memory.facilities import MemoryFacilities
from services.community.outbound.memory.invitations import MemoryInvitations
from services.community.outbound.memory.offers import MemoryOffers


class MemoryTransaction:
    """Fulfils RegistryTransaction on a draft of the contents, which nobody else has."""

    def __init__(self, draft: RegistryContents, change: Change) -> None:
        self._draft = draft
        opened = MemoryChange(draft, change)
        self.offers = MemoryOffers(opened)
        self.invitations = MemoryInvitations(opened)
        self.creations = MemoryCreations(opened)
        self.communities = MemoryCommunities(opened, self.offers)
        self.facilities = MemoryFacilities(opened, self.offers, self.invitations)

    async def forget_account(self, user_id: UUID) -> None:
        for key in [key for key in self._draft.creations if key[0] == user_id]:
            del self._draft.creations[key]
        self.invitations.drop_by(user_id)
        self.communities.forget_representative(user_id)
        self._draft.mails = [one for one in self._draft.mails if one[0] != user_id]
        self._draft.wrong_proofs = [one for one in self._draft.wrong_proofs if one[0] != user_id]
        for each, removed in self._draft.restorable_facilities.items():
            left = tuple(one for one in removed.accesses if one.user_id != user_id)
            self._draft.restorable_facilities[each] = replace(removed, accesses=left)
