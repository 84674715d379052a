import { useState } from "react";
import { View } from "react-native";

import { type Formats, HOUR_MS } from "@/formats";
import { type Appliance, APPLIANCES, enoughFor } from "@/live/logic/appliances";
import { type CommunityNow } from "@/live/useCommunityNow";
import { type Outlook } from "@/live/useOutlook";
import { useTexts } from "@/texts";
import {
  AppText,
  Card,
  Column,
  Icon,
  Row,
  SegmentedControl,
  ShowMore,
  space,
  useFormats,
} from "@/ui";

import { adviceOf, type Advice } from "../logic/advice";

const DURATIONS = ["1", "2", "4"] as const;
const SHOWN_AT_FIRST = 3;
/** What is worth waiting for; chargers of phones are not. */
const LEAST_W = 300;
const WORTH_SHOWING = new Set(
  APPLIANCES.filter(({ powerW }) => powerW >= LEAST_W).map(({ name }) => name),
);

interface RunCardProps {
  readonly now: CommunityNow;
  readonly outlook: Outlook;
  readonly timeZone: string;
}

/** Which appliances the surplus is enough for, and when to start something that takes a while. */
export function RunCard({ now, outlook, timeZone }: RunCardProps) {
  const texts = useTexts().now;
  return (
    <Card title={texts.run}>
      <Fitting now={now} />
      <Plan now={now} outlook={outlook} timeZone={timeZone} />
    </Card>
  );
}

function Fitting({ now }: { readonly now: CommunityNow }) {
  const texts = useTexts().now;
  const isKnown = now.verdict !== null && now.verdict !== "unknown";
  const excessW = now.balance?.excessPowerW ?? null;
  if (!isKnown || excessW === null) return null;
  const fitting = enoughFor(excessW).filter(({ name }) => WORTH_SHOWING.has(name));
  if (fitting.length === 0) return <AppText color="textSoft">{texts.fitsNothing}</AppText>;
  return (
    <Column gap="xs">
      <AppText color="textSoft">{texts.fits}</AppText>
      <ShowMore
        items={fitting}
        first={SHOWN_AT_FIRST}
        render={(appliance) => <Fits key={appliance.name} appliance={appliance} />}
      />
    </Column>
  );
}

function Fits({ appliance }: { readonly appliance: Appliance }) {
  const texts = useTexts().now;
  const formats = useFormats();
  return (
    <View accessible style={{ paddingVertical: space.s }}>
      <Row gap="m">
        <Icon name={appliance.icon} color="accent" />
        <AppText grow>{texts.appliance[appliance.name]}</AppText>
        <AppText variant="label" tabular>
          {formats.watts(appliance.powerW)}
        </AppText>
      </Row>
    </View>
  );
}

function Plan({ now, outlook, timeZone }: RunCardProps) {
  const texts = useTexts().now;
  const formats = useFormats(timeZone);
  const [hours, setHours] = useState<(typeof DURATIONS)[number]>("2");
  const advice = adviceOf({
    verdict: now.verdict,
    at: now.at,
    end: outlook.end,
    usual: outlook.usual,
    durationMs: Number(hours) * HOUR_MS,
    timeZone,
  });
  return (
    <Column gap="s">
      <AppText variant="label" level={3}>
        {texts.plan}
      </AppText>
      <SegmentedControl
        label={texts.duration}
        value={hours}
        onChange={setHours}
        options={DURATIONS.map((value) => ({ value, label: texts.hours(Number(value)) }))}
      />
      <AppText variant="subheading" live="polite">
        {adviceText(advice, formats, texts)}
      </AppText>
      {(advice.kind === "later" || (advice.kind === "now" && advice.until !== null)) && (
        <AppText variant="small" color="textMuted">
          {texts.estimate}
        </AppText>
      )}
    </Column>
  );
}

function adviceText(
  advice: Advice,
  formats: Formats,
  texts: ReturnType<typeof useTexts>["now"],
): string {
  switch (advice.kind) {
    case "now":
      return advice.until === null ? texts.startNow : texts.startNowFor(formats.time(advice.until));
    case "later": {
      const { at: start, spareW } = advice;
      return texts.startAt(formats.day(start), formats.time(start), formats.watts(spareW));
    }
    case "unknown":
      return texts.startUnknown;
    case "none":
      return texts.startNone;
  }
}
