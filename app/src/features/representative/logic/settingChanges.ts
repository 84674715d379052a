/** Settings of a community that differ, each in words and units. */
import { type Formats } from "@/formats";
import { type Texts } from "@/texts";

import { documentIn, type Document } from "./trail";

export interface ValueChange {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

type Words = Texts["representative"]["audit"]["settings"];
type Format = (value: unknown, formats: Formats, words: Words) => string;

const asText: Format = (value) => (typeof value === "string" ? value : JSON.stringify(value));
const watts: Format = (value, formats) => formats.watts(Number(value));
const share: Format = (value, formats) => formats.percent(Number(value), 1);
const seconds: Format = (value, formats) => formats.duration(Number(value));
const yesNo: Format = (value, _formats, words) => (value === true ? words.yes : words.no);
const days: Format = (value, formats, words) =>
  Array.isArray(value) && value.length > 0
    ? value.map((day) => formats.date(`${String(day)}T12:00:00Z`, "numeric")).join(", ")
    : words.none;

const COMMUNITY: Readonly<Record<string, Format>> = {
  name: asText,
  primarySubstationCode: asText,
  marketZone: asText,
};

const POLICY: Readonly<Record<string, Format>> = {
  thresholdW: watts,
  thresholdRatio: share,
  endRatio: share,
  minimumDurationS: seconds,
  cooldownS: seconds,
  maximumAgeS: seconds,
  minimumFreshRatio: share,
  quietFrom: asText,
  quietTo: asText,
  timeZone: asText,
  quietOnHolidays: yesNo,
  holidays: days,
  holdOutRatio: share,
  wattsPerMember: watts,
  responseRatio: share,
};

/** What differs between two documents of the trail. */
export function changesOf(
  before: Document,
  after: Document,
  words: Words,
  formats: Formats,
): readonly ValueChange[] {
  const told = { words, formats };
  return [
    ...differing(before, after, COMMUNITY, told),
    ...differing(
      documentIn(before, "surplusPolicy"),
      documentIn(after, "surplusPolicy"),
      POLICY,
      told,
    ),
  ];
}

function differing(
  before: Document,
  after: Document,
  known: Readonly<Record<string, Format>>,
  { words, formats }: { words: Words; formats: Formats },
): readonly ValueChange[] {
  const labels: Readonly<Record<string, string>> = words.labels;
  return Object.entries(known).flatMap(([name, format]) => {
    if (!(name in after) || JSON.stringify(before[name]) === JSON.stringify(after[name])) return [];
    const shown = (value: unknown) =>
      value === undefined ? words.none : format(value, formats, words);
    return [
      { label: labels[name] ?? name, before: shown(before[name]), after: shown(after[name]) },
    ];
  });
}
