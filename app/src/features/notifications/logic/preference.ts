/** What was decided about being told, as a form shows it. */
import { type CommunityPreference, type Preference } from "@/api/queries/notificationSettings";
import { parseTime } from "@/formats";

export type CommunityChoice = "general" | "told" | "both" | "no";

export interface CommunityRow {
  readonly communityId: string;
  readonly name: string | null;
  readonly choice: CommunityChoice;
  readonly hasLeft: boolean;
}

/** The user's communities, and those they have left but once chose for. */
export function communityRows(
  communities: readonly { readonly communityId: string; readonly name: string }[],
  chosen: readonly CommunityPreference[],
): readonly CommunityRow[] {
  const own = new Map(chosen.map((one) => [one.communityId, one]));
  const present = communities.map(({ communityId, name }) => ({
    communityId,
    name,
    choice: choiceOf(own.get(communityId)),
    hasLeft: false,
  }));
  const ids = new Set(present.map(({ communityId }) => communityId));
  const others = chosen
    .filter((one) => one.isOwn && !ids.has(one.communityId))
    .map((one) => ({
      communityId: one.communityId,
      name: one.communityName,
      choice: choiceOf(one),
      hasLeft: one.hasLeft,
    }));
  return [...present, ...others];
}

function choiceOf(preference: CommunityPreference | undefined): CommunityChoice {
  if (!preference?.isOwn) return "general";
  if (!preference.wanted) return "no";
  return preference.surplusOver ? "both" : "told";
}

/** What the service is told of a choice; null where the general one holds again. */
export function bodyOf(choice: CommunityChoice) {
  if (choice === "general") return null;
  return { wanted: choice !== "no", surplusOver: choice === "both" };
}

export type QuietProblem = "noTime" | "bothTimes";

interface QuietHours {
  readonly from?: QuietProblem;
  readonly to?: QuietProblem;
  /** Null while something is wrong. */
  readonly change: Pick<Preference, "quietFrom" | "quietTo"> | null;
}

/** Both times as typed; both empty means none. */
export function quietHours(typedFrom: string, typedTo: string): QuietHours {
  if (typedFrom.trim() === "" && typedTo.trim() === "") {
    return { change: { quietFrom: null, quietTo: null } };
  }
  const [quietFrom, quietTo] = [parseTime(typedFrom), parseTime(typedTo)];
  const problems = { ...problem("from", typedFrom), ...problem("to", typedTo) };
  if (quietFrom === null || quietTo === null) return { ...problems, change: null };
  if (quietFrom === quietTo) return { to: "bothTimes", change: null };
  return { change: { quietFrom, quietTo } };
}

function problem(
  field: "from" | "to",
  typed: string,
): Partial<Record<"from" | "to", QuietProblem>> {
  if (typed.trim() === "") return { [field]: "bothTimes" };
  return parseTime(typed) === null ? { [field]: "noTime" } : {};
}

/** The choices of a number, with the present one among them whatever it is. */
export function withPresent(choices: readonly number[], present: number): readonly number[] {
  if (choices.includes(present)) return choices;
  return [...choices, present].sort((one, other) => one - other);
}
