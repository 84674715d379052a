/** The law's conditions (R1 to R4) as a list to tick off, whether met or not. */
import { type Eligibility, type Finding } from "@/api/queries/representative";
import { type Formats } from "@/formats";
import { type Texts } from "@/texts";
import { type CheckItem } from "@/ui";

type Code = Finding["code"];

interface Rule {
  readonly codes: readonly Code[];
  readonly label: keyof Texts["representative"]["eligibility"]["rules"];
  readonly note: (found: Eligibility, told: Told) => string | undefined;
}

interface Told {
  readonly words: Texts["representative"]["eligibility"];
  readonly formats: Formats;
}

const nowThere = (count: number, { words, formats }: Told) => words.now(formats.number(count));

const RULES: readonly Rule[] = [
  {
    codes: ["too_few_members"],
    label: "members",
    note: (found, told) => nowThere(found.memberCount, told),
  },
  {
    codes: ["too_few_connection_points"],
    label: "connectionPoints",
    note: (found, told) => nowThere(found.connectionPointCount, told),
  },
  {
    codes: ["no_producer"],
    label: "producer",
    note: (found, told) =>
      found.producerCount === 0
        ? nowThere(0, told)
        : told.words.producers(
            told.formats.number(found.producerCount),
            told.formats.watts(found.plantPowerW),
          ),
  },
  {
    codes: ["no_consumer"],
    label: "consumer",
    note: (found, told) => nowThere(found.consumerCount, told),
  },
  { codes: ["substation_differs"], label: "substation", note: () => undefined },
  { codes: ["plant_too_powerful"], label: "plantPower", note: () => undefined },
  { codes: ["owner_excluded"], label: "owners", note: () => undefined },
  {
    codes: ["older_plants_exceed_share", "older_plants_without_premium"],
    label: "olderPlants",
    note: (found, { words, formats }) =>
      found.olderPlantPowerW === 0
        ? words.noOlderPlants
        : words.olderPlants(formats.percent(found.olderPlantShare)),
  },
];

/** One line a rule; those that are not met say what to do, and where. */
export function checksOf(
  found: Eligibility,
  nameOf: (facilityId: string) => string,
  words: Texts["representative"]["eligibility"],
  formats: Formats,
): readonly CheckItem[] {
  return RULES.map((rule) => {
    const finding = found.findings.find(({ code }) => rule.codes.includes(code));
    const notes = [
      rule.note(found, { words, formats }),
      finding && words.advice[finding.code],
      finding && placesOf(finding, nameOf, words),
    ];
    return {
      label: words.rules[rule.label],
      state: stateOf(finding),
      note: notes.filter((note) => note !== undefined && note !== "").join(" ") || undefined,
    };
  });
}

function stateOf(finding: Finding | undefined): CheckItem["state"] {
  if (finding === undefined || finding.kind === "note") return "done";
  return finding.kind === "breach" ? "failed" : "open";
}

const MOST_NAMED = 5;

function placesOf(
  { facilityIds, facilityCount }: Finding,
  nameOf: (facilityId: string) => string,
  words: Texts["representative"]["eligibility"],
): string | undefined {
  if (facilityCount === 0) return undefined;
  const named = facilityIds.slice(0, MOST_NAMED).map(nameOf);
  const others = facilityCount - named.length;
  return words.about(named.join(", "), others);
}

/** How many conditions are not met. */
export function unmet(found: Eligibility): number {
  return found.findings.filter(({ kind }) => kind !== "note").length;
}
