"""Everything this service can be asked."""

from dataclasses import dataclass

from libs.chassis.clock import Clock, IdFactory
from services.community.ports import People, Registry
from services.community.usecases.answer_invitation import AcceptInvitation, DeclineInvitation
from services.community.usecases.attach_device import AttachDevice
from services.community.usecases.change_community import ChangeCommunity
from services.community.usecases.change_facility import ChangeFacility
from services.community.usecases.check_device_proof import CheckDeviceProof
from services.community.usecases.check_eligibility import CheckEligibility
from services.community.usecases.create_community import CreateCommunity
from services.community.usecases.create_facility import CreateFacility
from services.community.usecases.detach_device import DetachDevice
from services.community.usecases.end_proposal import EndProposal
from services.community.usecases.grant_access import GrantAccess
from services.community.usecases.invite_user import InviteUser
from services.community.usecases.join_community import JoinCommunity
from services.community.usecases.leave_community import LeaveCommunity
from services.community.usecases.list_communities import ListCommunities
from services.community.usecases.list_community_audit import ListCommunityAudit
from services.community.usecases.list_community_devices import ListCommunityDevices
from services.community.usecases.list_community_facilities import ListCommunityFacilities
from services.community.usecases.list_community_offers import ListCommunityOffers
from services.community.usecases.list_facility_audit import ListFacilityAudit
from services.community.usecases.list_facility_communities import ListFacilityCommunities
from services.community.usecases.list_facility_devices import ListFacilityDevices
from services.community.usecases.list_facility_invitations import ListFacilityInvitations
from services.community.usecases.list_facility_offers import ListFacilityOffers
from services.community.usecases.list_facility_users import ListFacilityUsers
from services.community.usecases.list_removed_communities import ListRemovedCommunities
from services.community.usecases.list_removed_facilities import ListRemovedFacilities
from services.community.usecases.list_user_communities import ListUserCommunities
from services.community.usecases.list_user_facilities import ListUserFacilities
from services.community.usecases.list_user_invitations import ListUserInvitations
from services.community.usecases.mail_invitation import MailInvitation
from services.community.usecases.read_community import ReadCommunity
from services.community.usecases.read_facility import ReadFacility
from services.community.usecases.remove_account import RemoveAccount
from services.community.usecases.remove_community import RemoveCommunity
from services.community.usecases.remove_facility import RemoveFacility
from services.community.usecases.restore_community import RestoreCommunity
from services.community.usecases.restore_facility import RestoreFacility
from services.community.usecases.revoke_access import RevokeAccess
from services.community.usecases.transfer_representation import TransferRepresentation
from services.community.usecases.withdraw_invitation import WithdrawInvitation


@dataclass(frozen=True, kw_only=True)
class UseCases:
    """One field a use case."""

    create_facility: CreateFacility
    read_facility: ReadFacility
    change_facility: ChangeFacility
    remove_facility: RemoveFacility
    restore_facility: RestoreFacility
    list_removed_facilities: ListRemovedFacilities
    attach_device: AttachDevice
    detach_device: DetachDevice
    list_facility_devices: ListFacilityDevices
    list_facility_communities: ListFacilityCommunities
    list_facility_users: ListFacilityUsers
    list_facility_offers: ListFacilityOffers
    list_facility_audit: ListFacilityAudit
    list_user_facilities: ListUserFacilities
    list_user_communities: ListUserCommunities
    grant_access: GrantAccess
    revoke_access: RevokeAccess
    create_community: CreateCommunity
    list_communities: ListCommunities
    read_community: ReadCommunity
    change_community: ChangeCommunity
    remove_community: RemoveCommunity
    restore_community: RestoreCommunity
    list_removed_communities: ListRemovedCommunities
    list_community_facilities: ListCommunityFacilities
    list_community_devices: ListCommunityDevices
    list_community_offers: ListCommunityOffers
    list_community_audit: ListCommunityAudit
    remove_account: RemoveAccount
    invite_user: InviteUser
    list_facility_invitations: ListFacilityInvitations
    withdraw_invitation: WithdrawInvitation
    list_user_invitations: ListUserInvitations
    accept_invitation: AcceptInvitation
    decline_invitation: DeclineInvitation
    check_eligibility: CheckEligibility
    transfer_representation: TransferRepresentation
    end_proposal: EndProposal
    join_community: JoinCommunity
    leave_community: LeaveCommunity


def use_cases_over(
    registry: Registry,
    clock: Clock,
    ids: IdFactory,
    *,
    people: People | None = None,
    public_url: str | None = None,
    device_proof_key: bytes | None = None,
) -> UseCases:
    """All use cases on one registry.

    Without `people` nobody is invited by email, without `public_url` (where people open the app)
    invitations are not mailed, without `device_proof_key` no device's code is asked for.
    """
    mail_invitation = MailInvitation(people, public_url) if people and public_url else None
    check_proof = CheckDeviceProof(registry, clock, device_proof_key) if device_proof_key else None
    return UseCases(
        create_facility=CreateFacility(registry, clock, ids),
        read_facility=ReadFacility(registry),
        change_facility=ChangeFacility(registry, clock),
        remove_facility=RemoveFacility(registry, clock),
        restore_facility=RestoreFacility(registry, clock),
        list_removed_facilities=ListRemovedFacilities(registry, clock),
        attach_device=AttachDevice(registry, clock, check_proof),
        detach_device=DetachDevice(registry, clock),
        list_facility_devices=ListFacilityDevices(registry),
        list_facility_communities=ListFacilityCommunities(registry),
        list_facility_users=ListFacilityUsers(registry),
        list_facility_offers=ListFacilityOffers(registry),
        list_facility_audit=ListFacilityAudit(registry),
        list_user_facilities=ListUserFacilities(registry),
        list_user_communities=ListUserCommunities(registry),
        grant_access=GrantAccess(registry, clock),
        revoke_access=RevokeAccess(registry, clock),
        create_community=CreateCommunity(registry, clock, ids),
        list_communities=ListCommunities(registry),
        read_community=ReadCommunity(registry),
        change_community=ChangeCommunity(registry, clock),
        remove_community=RemoveCommunity(registry, clock),
        restore_community=RestoreCommunity(registry, clock),
        list_removed_communities=ListRemovedCommunities(registry, clock),
        list_community_facilities=ListCommunityFacilities(registry),
        list_community_devices=ListCommunityDevices(registry),
        list_community_offers=ListCommunityOffers(registry),
        list_community_audit=ListCommunityAudit(registry),
        remove_account=RemoveAccount(registry, clock),
        invite_user=InviteUser(registry, clock, ids, people, mail_invitation),
        list_facility_invitations=ListFacilityInvitations(registry, clock),
        withdraw_invitation=WithdrawInvitation(registry, clock),
        list_user_invitations=ListUserInvitations(registry, clock, people),
        accept_invitation=AcceptInvitation(registry, clock, people),
        decline_invitation=DeclineInvitation(registry, clock, people),
        check_eligibility=CheckEligibility(registry),
        transfer_representation=TransferRepresentation(registry, clock),
        end_proposal=EndProposal(registry, clock),
        join_community=JoinCommunity(registry, clock),
        leave_community=LeaveCommunity(registry, clock),
    )
