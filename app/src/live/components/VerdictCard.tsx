import { useEffect, useRef } from "react";

import { problemText, useTexts } from "@/texts";
import { type Formats } from "@/formats";
import {
  Age,
  AppText,
  Button,
  Card,
  Column,
  Icon,
  type IconName,
  Row,
  SkeletonCard,
  Stat,
  Tag,
  useAnnouncer,
  useFormats,
  useTheme,
} from "@/ui";

import { type Verdict } from "../logic/verdict";
import { type CommunityNow, isNothingYet } from "../useCommunityNow";
import { type Outlook } from "../useOutlook";

const ICONS: Readonly<Record<Verdict, IconName>> = {
  good: "sun",
  little: "surplus",
  notNow: "moon",
  withheld: "moon",
  unknown: "clock",
};

/** In larger letters the word needs the icon's room: it says the same. */
const ICON_FITS_UP_TO = 1.5;

interface VerdictCardProps {
  /** Where it is not said above the card already. */
  readonly name?: string;
  readonly now: CommunityNow;
  readonly outlook: Outlook;
  readonly timeZone: string;
}

/** The one strong card: a word, an icon and a power; until when, or when next. */
export function VerdictCard({ name, now, outlook, timeZone }: VerdictCardProps) {
  const texts = useTexts().live;
  const { verdict, balance, failure } = now;
  const { fontScale } = useTheme();
  useAnnouncedVerdict(now);
  if (verdict === null) return <SkeletonCard lines={4} />;
  return (
    <Card ground={verdict === "good" ? "hero" : "surface"} testID="verdict">
      {name !== undefined && (
        <AppText variant="small" color="textMuted">
          {name}
        </AppText>
      )}
      <Row gap="m">
        {fontScale <= ICON_FITS_UP_TO && (
          <Icon name={ICONS[verdict]} size={40} color={verdict === "little" ? "good" : "accent"} />
        )}
        <AppText variant="title" level={2} grow>
          {texts.verdict[verdict]}
        </AppText>
      </Row>
      {balance !== null && verdict !== "unknown" && <Excess watts={balance.excessPowerW} />}
      {balance === null ? (
        <NoFigures now={now} failure={failure} />
      ) : (
        <Notes verdict={verdict} now={now} outlook={outlook} timeZone={timeZone} />
      )}
      {balance !== null && verdict !== "unknown" && !now.isCatchingUp && (
        <LeftToday leftWh={outlook.leftWh} />
      )}
      {balance !== null && <Source now={now} asOf={balance.asOf} timeZone={timeZone} />}
    </Card>
  );
}

function Excess({ watts }: { readonly watts: number | null }) {
  const texts = useTexts().live;
  const formats = useFormats();
  if (watts === null) return null;
  const label = watts < 0 ? texts.short : texts.toSpare;
  return <Stat size="display" label={label} value={formats.power(Math.abs(watts))} />;
}

function NoFigures({ now, failure }: { readonly now: CommunityNow; failure: Error | null }) {
  const texts = useTexts();
  if (isNothingYet(failure)) {
    return (
      <Column gap="s">
        <AppText color="textSoft">{texts.live.nothingYet}</AppText>
        <AppText color="textSoft">{texts.live.nothingYetNote}</AppText>
      </Column>
    );
  }
  return (
    <Column gap="m">
      <AppText color="textSoft">{problemText(texts, failure)}</AppText>
      <Button
        label={texts.live.tryAgain}
        icon="refresh"
        variant="secondary"
        onPress={now.askAgain}
        busy={now.isAsking}
      />
    </Column>
  );
}

/** Too little to be told from nothing. */
const LEAST_LEFT_WH = 100;

/** How much there usually is until midnight; nothing where recent days do not tell. */
function LeftToday({ leftWh }: { readonly leftWh: number | null }) {
  const texts = useTexts().live;
  const formats = useFormats();
  if (leftWh === null) return null;
  return (
    <Column gap="xs">
      <AppText>
        {leftWh < LEAST_LEFT_WH ? texts.leftNothing : texts.leftToday(formats.wattHours(leftWh))}
      </AppText>
      <AppText variant="small" color="textMuted">
        {texts.leftNote}
      </AppText>
    </Column>
  );
}

interface NotesProps {
  readonly verdict: Verdict;
  readonly now: CommunityNow;
  readonly outlook: Outlook;
  readonly timeZone: string;
}

function Notes({ verdict, now, outlook, timeZone }: NotesProps) {
  const texts = useTexts().live;
  const formats = useFormats(timeZone);
  const lines = verdict === "good" ? [] : windowLines(now, outlook, formats, texts);
  return (
    <Column gap="xs">
      {verdict === "good" && (
        <AppText variant="subheading">
          {outlook.end === null ? texts.untilUnknown : texts.untilAbout(formats.time(outlook.end))}
        </AppText>
      )}
      {lines.map((line, index) => (
        <AppText key={line} variant={index === 0 ? "subheading" : "body"} color="textSoft">
          {line}
        </AppText>
      ))}
      <AppText color="textSoft">{noteOf(verdict, now, formats, texts)}</AppText>
    </Column>
  );
}

type LiveTexts = ReturnType<typeof useTexts>["live"];

function windowLines(
  { at }: CommunityNow,
  { window }: Outlook,
  formats: Formats,
  texts: LiveTexts,
): string[] {
  if (window === null) return [texts.noWindow];
  const [from, to] = [formats.time(window.from), formats.time(window.to)];
  const isNow = window.from <= at;
  return [
    isNow ? texts.windowNow(to) : texts.window(formats.day(window.from), from, to),
    texts.windowDays(window.days),
  ];
}

function noteOf(
  verdict: Verdict,
  { balance, at }: CommunityNow,
  formats: Formats,
  texts: LiveTexts,
): string {
  switch (verdict) {
    case "good": {
      const since = balance?.surplusSince ?? null;
      return since === null
        ? texts.goodNote
        : `${texts.since(formats.time(since))} ${texts.goodNote}`;
    }
    case "little":
      return texts.littleNote;
    case "notNow":
      return texts.notNowNote;
    case "withheld":
      return texts.withheldNote;
    case "unknown":
      return texts.unknownNote(formats.dayTime(balance?.asOf ?? at));
  }
}

/** How fresh the figures are, and whether news can come. */
function Source({ now, asOf, timeZone }: { now: CommunityNow; asOf: string; timeZone: string }) {
  const texts = useTexts().live;
  const formats = useFormats(timeZone);
  if (now.isCatchingUp) {
    return <Tag icon="refresh" tone="info" label={texts.catchingUp(formats.dayTime(asOf))} />;
  }
  const { connection } = now;
  return (
    <Row gap="m" wrap>
      {connection !== "live" && connection !== "connecting" && (
        <Tag tone="warn" icon="offline" label={texts[connection]} />
      )}
      <Age at={asOf} />
    </Row>
  );
}

/** Readers hear that it became a good time, or no longer is one: not every figure. */
function useAnnouncedVerdict({ verdict, balance }: CommunityNow) {
  const texts = useTexts().live;
  const formats = useFormats();
  const { announce } = useAnnouncer();
  const told = useRef<Verdict | null>(null);
  const excessW = balance?.excessPowerW ?? null;
  useEffect(() => {
    const before = told.current;
    if (verdict === null || verdict === before) return;
    told.current = verdict;
    if (before === null) return;
    const amount = verdict === "good" && excessW !== null ? `: ${formats.watts(excessW)}` : "";
    announce(`${texts.verdict[verdict]}${amount}`);
  }, [verdict, excessW, announce, formats, texts]);
}
