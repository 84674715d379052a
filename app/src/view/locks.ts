/** Screens that are not for everybody say so, whatever led there: a link, an address, a role that was taken. */
import { useRouter, type Href } from "expo-router";

import { type Community } from "@/api/queries/communities";
import { type Facility, type FacilityRole } from "@/api/queries/facilities";
import { useTexts } from "@/texts";
import { type ViewState } from "@/ui";

/** Of a facility's screen for these roles; null for those it is for, and while that is not known. */
export function useFacilityLock(
  facility: Facility | undefined,
  roles: readonly FacilityRole[],
): ViewState | null {
  const { people: words } = useTexts().facility;
  const lockedTo = useLock(words.notYourRole, words.toFacility);
  if (facility === undefined || roles.includes(facility.role)) return null;
  const text = roles.includes("manager") ? words.notForYou : words.ownersOnly;
  return lockedTo(text, `/facilities/${facility.facilityId}`);
}

/** Of a screen for the community's representative. */
export function useCommunityLock(community: Community | undefined): ViewState | null {
  const { hub: words } = useTexts().representative;
  const lockedTo = useLock(words.notYours, words.backToCommunity);
  if (community === undefined || community.role === "representative") return null;
  return lockedTo(words.notYoursText, `/communities/${community.communityId}`);
}

function useLock(title: string, label: string) {
  const router = useRouter();
  return (text: string, way: Href): ViewState => ({
    kind: "empty",
    icon: "lock",
    title,
    text,
    action: { label, onPress: () => router.replace(way) },
  });
}
