import { useState } from "react";

import { type Incentives, useIncentives, useSharedEnergy } from "@/api/queries/communityEnergy";
import { refusalText } from "@/live/components/refusal";
import { useTexts } from "@/texts";
import {
  AppText,
  Button,
  Card,
  Column,
  DEFAULT_TIME_ZONE,
  Disclosure,
  Facts,
  IconButton,
  Row,
  Skeleton,
  Stat,
  useFormats,
} from "@/ui";
import { BarsChart } from "@/ui/charts";

import { daysOf, monthOf, sumsOf, type Month, type SharedDay } from "../logic/month";

interface MonthViewProps {
  readonly communityId: string;
  /** What "now" is, in milliseconds since 1970. */
  readonly now: number;
}

/** A month day by day, what of it was shared, and what that earned. */
export function MonthView({ communityId, now }: MonthViewProps) {
  const [back, setBack] = useState(0);
  const texts = useTexts();
  const month = monthOf(now, DEFAULT_TIME_ZONE, -back);
  const shared = useSharedEnergy(communityId, "day", month);
  return (
    <Card>
      <MonthPicker month={month} back={back} onBack={setBack} />
      {shared.data !== undefined ? (
        <MonthFigures communityId={communityId} days={shared.data.hours} month={month} now={now} />
      ) : shared.error === null ? (
        <Skeleton height={300} />
      ) : (
        <Column gap="m">
          <AppText color="textSoft">{refusalText(texts, shared.error)}</AppText>
          <Button
            label={texts.live.tryAgain}
            icon="refresh"
            variant="secondary"
            onPress={() => void shared.refetch()}
            busy={shared.isFetching}
          />
        </Column>
      )}
    </Card>
  );
}

interface MonthPickerProps {
  readonly month: Month;
  readonly back: number;
  readonly onBack: (back: number) => void;
}

function MonthPicker({ month, back, onBack }: MonthPickerProps) {
  const texts = useTexts().community;
  const formats = useFormats(DEFAULT_TIME_ZONE);
  return (
    <Row gap="s" justify="space-between">
      <IconButton icon="chevronLeft" label={texts.previousMonth} onPress={() => onBack(back + 1)} />
      <AppText variant="heading" level={2} align="center" live="polite" grow>
        {formats.date(month.from, "month")}
      </AppText>
      <IconButton
        icon="chevronRight"
        label={texts.nextMonth}
        disabled={back === 0}
        onPress={() => onBack(back - 1)}
      />
    </Row>
  );
}

interface MonthFiguresProps extends MonthViewProps {
  readonly days: readonly SharedDay[];
  readonly month: Month;
}

function MonthFigures({ communityId, days, month, now }: MonthFiguresProps) {
  const texts = useTexts().community;
  const formats = useFormats(DEFAULT_TIME_ZONE);
  const isOver = month.to <= now;
  // The same for all of an hour, so that it is not asked for at every tick.
  const until = isOver ? month.to : Math.ceil(now / 3_600_000) * 3_600_000;
  const incentives = useIncentives(communityId, { from: month.from, to: until });
  if (days.length === 0) return <AppText color="textSoft">{texts.emptyMonth}</AppText>;
  const sums = sumsOf(days);
  return (
    <Column gap="l">
      <Row gap="xl" wrap align="flex-start">
        <Stat
          label={texts.sharedInMonth}
          value={formats.energy(sums.sharedWh)}
          estimate
          note={
            sums.sharedShare === null
              ? undefined
              : texts.sharedPart(formats.percent(sums.sharedShare))
          }
        />
        {incentives.data !== undefined && (
          <Stat
            label={texts.earnedInMonth}
            value={formats.euro(incentives.data.community.totalEur)}
            estimate
          />
        )}
      </Row>
      <BarsChart
        title={texts.energyByDay}
        series={[
          { role: "shared", label: texts.shared },
          { role: "produced", label: texts.notShared },
        ]}
        periods={daysOf(days, month, now, DEFAULT_TIME_ZONE)}
        resolution="day"
        layout="stacked"
        timeZone={DEFAULT_TIME_ZONE}
      />
      {incentives.data !== undefined && <Details incentives={incentives.data} />}
    </Column>
  );
}

function Details({ incentives }: { readonly incentives: Incentives }) {
  const texts = useTexts();
  const formats = useFormats();
  const { community, fedInWh, withdrawnWh, provisionalBecause } = incentives;
  const reasons = provisionalBecause.map((reason) => texts.live.because[reason]).join(", ");
  return (
    <Column gap="s">
      {reasons !== "" && (
        <AppText variant="small" color="textMuted">
          {texts.live.provisional(reasons)}
        </AppText>
      )}
      <Disclosure title={texts.community.details}>
        <Facts
          items={[
            { label: texts.community.fedIn, value: formats.wattHours(fedInWh) },
            { label: texts.community.withdrawn, value: formats.wattHours(withdrawnWh) },
            { label: texts.community.shared, value: formats.wattHours(community.sharedWh) },
            { label: texts.community.premium, value: formats.euro(community.premiumEur) },
            { label: texts.community.valorization, value: formats.euro(community.valorizationEur) },
          ]}
        />
      </Disclosure>
    </Column>
  );
}
