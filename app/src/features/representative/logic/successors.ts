/** Who could represent the community next: owners of its facilities, as the trail names them. */
import { type AuditEntry, type MemberFacility } from "@/api/queries/representative";

import { read } from "./trail";

export interface Candidate {
  readonly userId: string;
  readonly facilityNames: readonly string[];
}

/**
 * Owner by facility, from who asked for or agreed to its membership. `newestFirst` is the trail;
 * who has sold the facility since is still named, and refused by the server.
 */
export function ownersFrom(newestFirst: readonly AuditEntry[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const entry of [...newestFirst].reverse()) {
    const change = read(entry);
    if (change.kind === "offer" && change.after?.kind === "request") {
      owners.set(change.after.facilityId, change.after.offeredBy);
    }
    // An invitation that becomes a membership was accepted by the owner.
    const accepts = change.kind === "offer" && change.after === null;
    if (accepts && change.before?.kind === "invitation" && entry.action === "join_community") {
      if (entry.by !== null) owners.set(change.before.facilityId, entry.by);
    }
    // Without an offer before it, one person was both sides.
    if (change.kind === "membership" && change.after !== null && entry.by !== null) {
      if (!owners.has(change.after.facilityId)) owners.set(change.after.facilityId, entry.by);
    }
  }
  return owners;
}

/** Members' owners without oneself, one entry a person, by the name of their first facility. */
export function candidatesOf(
  members: readonly MemberFacility[],
  owners: ReadonlyMap<string, string>,
  me: string,
): readonly Candidate[] {
  const names = new Map<string, string[]>();
  for (const { facilityId, name } of members) {
    const owner = owners.get(facilityId);
    if (owner === undefined || owner === me) continue;
    names.set(owner, [...(names.get(owner) ?? []), name]);
  }
  return [...names]
    .map(([userId, facilityNames]) => ({ userId, facilityNames: facilityNames.sort() }))
    .sort((one, other) => firstOf(one).localeCompare(firstOf(other)));
}

function firstOf({ facilityNames }: Candidate): string {
  return facilityNames[0] ?? "";
}
