import { useToday } from "@/api/queries/communityEnergy";
import { DayChart } from "@/live/components/DayChart";
import { TodayCard } from "@/live/components/TodayCard";
import { type UsualDay } from "@/live/logic/usualDay";
import { useTexts } from "@/texts";
import { Card, Column, useFormats } from "@/ui";
import { BarsChart } from "@/ui/charts";

interface TodayViewProps {
  readonly communityId: string;
  /** Of when the newest figures are; null before there are any. */
  readonly asOf: number | null;
  readonly usual: UsualDay;
  readonly isSeen: boolean;
  /** Earlier readings are coming in faster than time passes. */
  readonly isCatchingUp: boolean;
}

/** The day: power with what is usual after now, and the shared energy of each hour. */
export function TodayView({ communityId, asOf, usual, isSeen, isCatchingUp }: TodayViewProps) {
  return (
    <Column gap="l">
      <TodayCard communityId={communityId} isSeen={isSeen} isCatchingUp={isCatchingUp} />
      {asOf !== null && (
        <Card>
          <DayChart communityId={communityId} asOf={asOf} usual={usual} isSeen={isSeen} />
        </Card>
      )}
      <SharedHours communityId={communityId} isSeen={isSeen} />
    </Column>
  );
}

interface SharedHoursProps {
  readonly communityId: string;
  readonly isSeen: boolean;
}

function SharedHours({ communityId, isSeen }: SharedHoursProps) {
  const texts = useTexts().community;
  const today = useToday(communityId, { isSeen }).data;
  const formats = useFormats(today?.timeZone);
  if (today === undefined || today.hours.length === 0) return null;
  const last = today.hours.length - 1;
  return (
    <Card>
      <BarsChart
        title={texts.sharedByHour}
        level={2}
        summary={texts.sharedHours(formats.wattHours(today.today.sharedWh))}
        series={[{ role: "shared", label: texts.shared }]}
        periods={today.hours.map(({ from, to, sharedWh }, index) => ({
          from: Date.parse(from),
          to: Date.parse(to),
          values: [sharedWh],
          ...(index === last && { incomplete: true }),
        }))}
        resolution="hour"
        timeZone={today.timeZone}
      />
    </Card>
  );
}
