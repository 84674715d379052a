import { type Today, useSharedEnergy, useToday } from "@/api/queries/communityEnergy";
import { useTexts } from "@/texts";
import { Age, AppText, Button, Card, Column, Row, SkeletonCard, Stat, useFormats } from "@/ui";

import { dayOf, sharedByThen } from "../logic/day";

import { isExplained, refusalText } from "./refusal";

interface TodayCardProps {
  readonly communityId: string;
  readonly isSeen: boolean;
  /** Earlier readings are coming in: the figures are of no age worth telling. */
  readonly isCatchingUp: boolean;
}

/** Whether it pays off: energy shared and euro earned today, and what one more kWh is worth. */
export function TodayCard({ communityId, isSeen, isCatchingUp }: TodayCardProps) {
  const today = useToday(communityId, { isSeen });
  const texts = useTexts();
  const formats = useFormats(today.data?.timeZone);
  if (today.data !== undefined) {
    const day = formats.day(today.data.from);
    return (
      <Card title={day.charAt(0).toUpperCase() + day.slice(1)}>
        <TodayFigures today={today.data} isCatchingUp={isCatchingUp} />
      </Card>
    );
  }
  if (today.error === null) return <SkeletonCard />;
  return (
    <Card title={texts.live.today}>
      <AppText color="textSoft">{refusalText(texts, today.error)}</AppText>
      {!isExplained(today.error) && (
        <Button
          label={texts.live.tryAgain}
          icon="refresh"
          variant="secondary"
          onPress={() => void today.refetch()}
          busy={today.isFetching}
        />
      )}
    </Card>
  );
}

interface TodayFiguresProps {
  readonly today: Today;
  readonly isCatchingUp: boolean;
}

function TodayFigures({ today, isCatchingUp }: TodayFiguresProps) {
  const texts = useTexts().live;
  const formats = useFormats(today.timeZone);
  const asOf = Date.parse(today.asOf);
  const from = dayOf(asOf, today.timeZone, -1).from;
  const shared = useSharedEnergy(today.communityId, "hour", {
    from,
    to: dayOf(asOf, today.timeZone).from,
  });
  const before = sharedByThen(shared.data?.hours ?? [], asOf, today.timeZone);
  return (
    <Column gap="m">
      <Row gap="xl" wrap align="flex-start">
        <Stat
          label={texts.sharedToday}
          value={formats.energy(today.today.sharedWh)}
          estimate
          note={before === null ? undefined : texts.yesterdayByNow(formats.wattHours(before))}
        />
        <Stat label={texts.earnedToday} value={formats.euro(today.today.totalEur)} estimate />
      </Row>
      <OneMoreKwh today={today} />
      <Column gap="xs">
        <AppText variant="small" color="textMuted">
          {texts.estimateNote}
        </AppText>
        {!isCatchingUp && <Age at={today.asOf} />}
      </Column>
    </Column>
  );
}

function OneMoreKwh({ today }: { readonly today: Today }) {
  const texts = useTexts().live;
  const formats = useFormats(today.timeZone);
  const { worthEurPerKwh, availableWh, until } = today.oneMoreKwh;
  const isWorth = worthEurPerKwh > 0 && availableWh > 0;
  return (
    <Column gap="xs">
      <AppText variant="label" level={3}>
        {texts.oneMoreTitle}
      </AppText>
      <AppText color="textSoft">
        {isWorth
          ? texts.oneMore(
              formats.pricePerKwh(worthEurPerKwh),
              formats.time(until),
              formats.wattHours(availableWh),
            )
          : texts.oneMoreNothing}
      </AppText>
    </Column>
  );
}
