/** What a change was, line by line: names, values before and after. */
import { type AuditEntry } from "@/api/queries/facilities";

/** Fields that are told; others are ids and inner parts that say nothing to a reader. */
export const TOLD_FIELDS = [
  "name",
  "region",
  "primarySubstationCode",
  "memberType",
  "ownerKind",
  "meterKind",
  "transformationConstant",
  "maxConsumptionW",
  "maxProductionW",
  "commissionedOn",
  "plantSource",
  "regionalBonus",
  "incentivesReduction",
  "storageEfficiency",
] as const;
export type ToldField = (typeof TOLD_FIELDS)[number];

export interface Difference {
  readonly field: ToldField;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs of the settings; nothing for what is new or removed as a whole. */
export function differencesOf({ before, after }: AuditEntry): Difference[] {
  if (before === null || after === null) return [];
  return TOLD_FIELDS.filter((field) => field in after).map((field) => ({
    field,
    before: before[field],
    after: after[field],
  }));
}

export interface RoleChange {
  readonly userId: string;
  /** Null: had none, or has none any more. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Whose role became another one. */
export function roleChangesOf({ before, after }: AuditEntry): RoleChange[] {
  if (before === null || after === null) return [];
  const [had, has] = [rolesIn(before["users"]), rolesIn(after["users"])];
  const everybody = new Set([...had.keys(), ...has.keys()]);
  return [...everybody]
    .map((userId) => ({
      userId,
      before: had.get(userId) ?? null,
      after: has.get(userId) ?? null,
    }))
    .filter((change) => change.before !== change.after);
}

function rolesIn(users: unknown): Map<string, string> {
  if (typeof users !== "object" || users === null) return new Map();
  return new Map(
    Object.entries(users).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
}

/** The device that was put on it or taken off; null where it is about none. */
export function deviceOf({ before, after }: AuditEntry): string | null {
  const device = idIn(after?.["device"]) ?? idIn(before?.["device"]);
  return device ?? null;
}

function idIn(device: unknown): string | undefined {
  if (typeof device !== "object" || device === null || !("deviceId" in device)) return undefined;
  return typeof device.deviceId === "string" ? device.deviceId : undefined;
}

/** What became of the facility's community; each step of an agreement is an entry of its own. */
export type CommunityStep = "asked" | "invited" | "offerEnded" | "joined" | "left";

/** Which step it was; null where it is about no community. */
export function communityStepOf({ before, after }: AuditEntry): CommunityStep | null {
  const [had, has] = [before?.["community"] ?? null, after?.["community"] ?? null];
  if (had === null && has !== null && before !== null) return "joined";
  if (had !== null && has === null && after !== null) return "left";
  if (after !== null && "offer" in after) {
    const kind = kindIn(after["offer"]);
    if (kind === null) return "offerEnded";
    return kind === "invitation" ? "invited" : "asked";
  }
  return null;
}

function kindIn(offer: unknown): unknown {
  return typeof offer === "object" && offer !== null && "kind" in offer ? offer.kind : null;
}
