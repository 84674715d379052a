"""What the use cases need from the outside, in the registry's words."""

from services.community.ports.people import People, PeopleKeeper
from services.community.ports.registry import ProofGuesses, Registry, RegistryUpkeep
from services.community.ports.transaction import (
    Communities,
    Creations,
    Facilities,
    Invitations,
    Offers,
    RegistryTransaction,
)
from services.community.ports.views import (
    AuditView,
    CommunityView,
    FacilityView,
    InvitationView,
    RegistryView,
    RemovedView,
)

__all__ = [
    "AuditView",
    "Communities",
    "CommunityView",
    "Creations",
    "Facilities",
    "FacilityView",
    "InvitationView",
    "Invitations",
    "Offers",
    "People",
    "PeopleKeeper",
    "ProofGuesses",
    "Registry",
    "RegistryTransaction",
    "RegistryUpkeep",
    "RegistryView",
    "RemovedView",
]
