/** One piece of the web build: fetched when the first of its screens is shown. */
export { CommunityAuditScreen } from "./CommunityAuditScreen";
export { CreateCommunityScreen } from "./CreateCommunityScreen";
export { EditCommunityScreen } from "./EditCommunityScreen";
export { EligibilityScreen } from "./EligibilityScreen";
export { HandoverScreen } from "./HandoverScreen";
export { InviteScreen } from "./InviteScreen";
export { ManageCommunityScreen } from "./ManageCommunityScreen";
export { MembersScreen } from "./MembersScreen";
export { OffersScreen } from "./OffersScreen";
export { OfficialCurvesScreen } from "./OfficialCurvesScreen";
export { RemoveCommunityScreen } from "./RemoveCommunityScreen";
export { RemovedCommunitiesScreen } from "./RemovedCommunitiesScreen";
