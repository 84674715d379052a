/** The trail of a community in words: who did what, when, and what it was before. */
import { type AuditEntry } from "@/api/queries/representative";
import { type Formats } from "@/formats";
import { type Texts } from "@/texts";

import { type NameOf } from "./members";
import { changesOf, type ValueChange } from "./settingChanges";
import { read, textIn, type Document, type OfferInTrail } from "./trail";

export interface Told {
  readonly key: string;
  readonly at: string;
  readonly title: string;
  readonly who: string;
  readonly changes: readonly ValueChange[];
}

export interface AuditContext {
  readonly words: Texts["representative"]["audit"];
  readonly formats: Formats;
  readonly nameOf: NameOf;
  /** Words for a user: oneself, or whose facility they own. */
  readonly personOf: (userId: string | null) => string;
}

/** Newest first, as they come. What only follows from another entry of the same moment is left out. */
export function toldOf(entries: readonly AuditEntry[], context: AuditContext): readonly Told[] {
  const joined = new Set(
    entries.flatMap((entry) => {
      const change = read(entry);
      if (change.kind !== "membership" || change.after === null) return [];
      return [`${entry.at} ${change.after.facilityId}`];
    }),
  );
  return entries.flatMap((entry, index) => {
    const change = read(entry);
    const offer = change.kind === "offer" && change.after === null ? change.before : null;
    if (offer !== null && joined.has(`${entry.at} ${offer.facilityId}`)) return [];
    return [
      {
        key: `${entry.at} ${index}`,
        at: entry.at,
        title: titleOf(entry, context),
        who: context.personOf(entry.by),
        changes: change.kind === "community" ? settingsOf(entry, context) : [],
      },
    ];
  });
}

function settingsOf(entry: AuditEntry, { words, formats }: AuditContext): readonly ValueChange[] {
  // What a community was founded with, or ended with, is no change.
  if (entry.before === null || entry.after === null) return [];
  return changesOf(entry.before, entry.after, words.settings, formats);
}

function titleOf(entry: AuditEntry, context: AuditContext): string {
  const { words, nameOf } = context;
  const change = read(entry);
  switch (change.kind) {
    case "membership":
      if (change.after !== null) return words.joined(nameOf(change.after.facilityId));
      if (change.before !== null) return words.left(nameOf(change.before.facilityId));
      return words.changed;
    case "offer":
      return offerTitle(change.before, change.after, context);
    case "community":
      return communityTitle(entry, change.before, change.after, context);
  }
}

function offerTitle(
  before: OfferInTrail | null,
  after: OfferInTrail | null,
  { words, nameOf }: AuditContext,
): string {
  if (after !== null) {
    const name = nameOf(after.facilityId);
    return after.kind === "request" ? words.asked(name) : words.invited(name);
  }
  if (before === null) return words.changed;
  const name = nameOf(before.facilityId);
  return before.kind === "request" ? words.requestGone(name) : words.invitationGone(name);
}

function communityTitle(
  { action }: AuditEntry,
  before: Document | null,
  after: Document | null,
  { words, personOf }: AuditContext,
): string {
  if (action === "create_community") return words.founded;
  if (action === "remove_community" || after === null) return words.removed;
  if (action === "restore_community" || before === null) return words.restored;
  const successor = textIn(after, "representativeId");
  if (successor !== null) return words.handedOver(personOf(successor));
  const proposed = textIn(after, "proposedRepresentativeId");
  if (proposed !== null) return words.proposed(personOf(proposed));
  if ("proposedRepresentativeId" in after) return words.proposalEnded;
  return words.changed;
}
