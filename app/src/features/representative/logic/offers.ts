/** Who asks to join, and who has been invited. */
import { type Facility } from "@/api/queries/facilities";
import { type Offer } from "@/api/queries/representative";

export interface Offers {
  /** The owner has agreed: it is for the representative to answer. */
  readonly requests: readonly Offer[];
  /** The representative has agreed: the owner has not answered. */
  readonly invitations: readonly Offer[];
}

export function split(offers: readonly Offer[]): Offers {
  return {
    requests: offers.filter(({ kind }) => kind === "request"),
    invitations: offers.filter(({ kind }) => kind === "invitation"),
  };
}

interface Place {
  readonly communityId: string;
  readonly primarySubstationCode: string;
}

/** The representative's own facilities that could join at once: both sides are the same person. */
export function ownThatCanJoin(
  facilities: readonly Facility[],
  community: Place,
): readonly Facility[] {
  return facilities.filter(
    ({ role, primarySubstationCode, community: belongsTo }) =>
      role === "owner" &&
      belongsTo === null &&
      primarySubstationCode === community.primarySubstationCode,
  );
}
