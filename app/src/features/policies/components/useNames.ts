import { useMembers } from "@/api/queries/representative";
import { useTexts } from "@/texts";

/** Names of the community's facilities; of those that have left, the beginning of the id. */
export function useNames(communityId: string): (facilityId: string) => string {
  const words = useTexts().representative.members;
  const members = useMembers(communityId).data ?? [];
  const names = new Map(members.map(({ facilityId, name }) => [facilityId, name]));
  return (facilityId) => names.get(facilityId) ?? words.unknownFacility(facilityId.slice(0, 8));
}
