import { type History } from "@/api/queries/facilityEnergy";
import { type Formats } from "@/formats";
import { useTexts } from "@/texts";
import { AppText, Column, Row, Stat, useFormats } from "@/ui";

import {
  changeShare,
  compared,
  type Compared,
  hasGaps,
  intervalsOf,
  type Totals,
  totalsOf,
} from "../logic/history";
import { type Period } from "../logic/periods";

/** Of a figure, so that two stand beside each other on a phone. */
const LEAST_WIDTH = 130;

interface PeriodHistory {
  readonly period: Period;
  readonly history: History;
}

interface HistorySumsProps {
  readonly present: PeriodHistory;
  readonly other: PeriodHistory | null;
  readonly now: number;
}

/** What was consumed and produced, how much of the time is known, and how it was before. */
export function HistorySums({ present, other, now }: HistorySumsProps) {
  const texts = useTexts().facility.history;
  const formats = useFormats();
  const { asOf } = present.history;
  const reached = Math.min(present.period.to, now, asOf === null ? now : Date.parse(asOf));
  const totals = totalsOf(intervalsOf(present.history), { ...present.period, to: reached });
  if (totals === null) return null;
  const beside = other === null ? null : compared(present, other, formats.timeZone, now);
  return (
    <Column gap="s">
      <Row gap="m" wrap align="flex-start">
        {totals.producedWh > 0 && <EnergyStat what="produced" totals={totals} beside={beside} />}
        <EnergyStat what="consumed" totals={totals} beside={beside} />
      </Row>
      {hasGaps(totals) && <Note text={texts.known(knownText(totals.knownShare, formats))} />}
      {other !== null && beside === null && <Note text={texts.cannotCompare} />}
      {beside !== null && <ComparedNotes beside={beside} kind={present.period.kind} />}
    </Column>
  );
}

/** Rounded down: nothing is said to be better known than it is. */
function knownText(share: number, formats: Formats): string {
  if (share < 0.01) return `<\u00A0${formats.percent(0.01)}`;
  return formats.percent(Math.floor(share * 100) / 100);
}

interface EnergyStatProps {
  readonly what: "consumed" | "produced";
  readonly totals: Totals;
  readonly beside: Compared | null;
}

function EnergyStat({ what, totals, beside }: EnergyStatProps) {
  const { history: texts, overview: words } = useTexts().facility;
  const formats = useFormats();
  const key = what === "consumed" ? "consumedWh" : "producedWh";
  return (
    <Column basis={LEAST_WIDTH}>
      <Stat
        size="figure"
        icon={what === "consumed" ? "plug" : "sun"}
        label={what === "consumed" ? words.consumedShort : words.producedShort}
        value={formats.energy(totals[key])}
        note={beside === null ? undefined : noteOf(beside.present[key], beside.other[key])}
      />
    </Column>
  );

  function noteOf(present: number, then: number): string {
    const was = texts.was(formats.wattHours(then));
    const share = changeShare(present, then);
    if (share === null) return was;
    const size = formats.percent(Math.abs(share));
    if (Math.abs(share) < 0.005) return `${texts.same} (${was})`;
    return `${share > 0 ? texts.more(size) : texts.less(size)} (${was})`;
  }
}

interface ComparedNotesProps {
  readonly beside: Compared;
  readonly kind: Period["kind"];
}

function ComparedNotes({ beside, kind }: ComparedNotesProps) {
  const texts = useTexts().facility.history;
  const formats = useFormats();
  const isByClock = kind === "hour" || kind === "day";
  const until = isByClock ? formats.time(beside.until) : formats.date(beside.until - 1, "short");
  return (
    <>
      {beside.isPartial && <Note text={texts.upTo(until)} />}
      {beside.hasGaps && <Note text={texts.unsure} />}
    </>
  );
}

function Note({ text }: { readonly text: string }) {
  return (
    <AppText variant="small" color="textMuted">
      {text}
    </AppText>
  );
}
