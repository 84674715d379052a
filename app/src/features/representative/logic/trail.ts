/** What an entry of a community's trail is about: its documents are open, so they are read with care. */
import { type AuditEntry, type Offer } from "@/api/queries/representative";

export type Document = Readonly<Record<string, unknown>>;

export interface OfferInTrail {
  readonly facilityId: string;
  readonly kind: Offer["kind"];
  readonly offeredBy: string;
}

export interface Membership {
  readonly facilityId: string;
  readonly validFrom: string;
}

export type TrailChange =
  | {
      readonly kind: "membership";
      readonly before: Membership | null;
      readonly after: Membership | null;
    }
  | {
      readonly kind: "offer";
      readonly before: OfferInTrail | null;
      readonly after: OfferInTrail | null;
    }
  | {
      readonly kind: "community";
      readonly before: Document | null;
      readonly after: Document | null;
    };

export function read({ before, after }: AuditEntry): TrailChange {
  if (has(before, after, "facility")) {
    return {
      kind: "membership",
      before: membership(before?.["facility"]),
      after: membership(after?.["facility"]),
    };
  }
  if (has(before, after, "offer")) {
    return { kind: "offer", before: offer(before?.["offer"]), after: offer(after?.["offer"]) };
  }
  return { kind: "community", before, after };
}

function has(before: Document | null, after: Document | null, name: string): boolean {
  return name in (before ?? {}) || name in (after ?? {});
}

function isDocument(value: unknown): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Nested values, such as the policy of a community; nothing for what is no object. */
export function documentIn(document: Document | null, name: string): Document {
  const value = document?.[name];
  return isDocument(value) ? value : {};
}

/** A text of a document; null when there is none. */
export function textIn(document: Document | null, name: string): string | null {
  const value = document?.[name];
  return typeof value === "string" ? value : null;
}

function membership(value: unknown): Membership | null {
  if (!isDocument(value)) return null;
  const facilityId = textIn(value, "facilityId");
  const validFrom = textIn(value, "validFrom");
  return facilityId === null || validFrom === null ? null : { facilityId, validFrom };
}

function offer(value: unknown): OfferInTrail | null {
  if (!isDocument(value)) return null;
  const facilityId = textIn(value, "facilityId");
  const offeredBy = textIn(value, "offeredBy");
  const kind = value["kind"];
  if (facilityId === null || offeredBy === null) return null;
  return kind === "invitation" || kind === "request" ? { facilityId, offeredBy, kind } : null;
}
