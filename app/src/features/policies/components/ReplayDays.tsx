import { useState } from "react";

import { type Outcome, type Replay, type ReplayedEpisode } from "@/api/queries/rules";
import { startOfDay } from "@/formats";
import { useTexts } from "@/texts";
import { AppText, Card, Column, Select, Separator, useFormats } from "@/ui";
import { BarsChart, TimeSeriesChart } from "@/ui/charts";

import { daysWithSurplus, episodesOf, powersOf, type Span, surplusDays } from "../logic/replay";

interface ReplayDaysProps {
  readonly replay: Replay;
  readonly span: Span;
}

/** The tried days as bars, and one of them close up with its episodes and calls. */
export function ReplayDays({ replay, span }: ReplayDaysProps) {
  const words = useTexts().policies.surplus;
  const { timeZone } = useFormats();
  const days = daysWithSurplus(replay, timeZone);
  if (days.length === 0) {
    return (
      <Card title={words.daysTitle}>
        <AppText color="textSoft">{words.noEpisodes}</AppText>
      </Card>
    );
  }
  const called = days.filter((day) =>
    episodesOf(replay, day, timeZone).some(({ calls }) => calls.length > 0),
  );
  return (
    <>
      <Card>
        <BarsChart
          title={words.daysTitle}
          summary={words.daysSummary(days.length, called.length)}
          series={[
            { role: "shared", label: words.calledEnergy },
            { role: "excess", label: words.silentEnergy },
          ]}
          periods={surplusDays(replay, span, timeZone)}
          resolution="day"
          layout="stacked"
          timeZone={timeZone}
        />
      </Card>
      <OneDay replay={replay} days={days} span={span} />
    </>
  );
}

function OneDay({ replay, span, days }: ReplayDaysProps & { readonly days: readonly number[] }) {
  const words = useTexts().policies.surplus;
  const formats = useFormats();
  const { timeZone } = formats;
  const [chosen, setChosen] = useState<string | null>(null);
  const known = days.map(String);
  const day = chosen !== null && known.includes(chosen) ? Number(chosen) : (days[0] ?? span.from);
  const next = startOfDay(day, timeZone, 1);
  const { produced, consumed } = powersOf(replay, { from: day, to: next });
  const episodes = episodesOf(replay, day, timeZone);
  return (
    <Card title={words.oneDay}>
      <Select
        label={words.day}
        value={String(day)}
        options={known.map((value) => ({ value, label: formats.date(Number(value), "weekday") }))}
        onChange={setChosen}
      />
      <TimeSeriesChart
        title={words.dayChart}
        level={3}
        series={[
          { role: "produced", label: words.produced, intervals: produced },
          { role: "consumed", label: words.consumed, intervals: consumed },
        ]}
        from={day}
        to={next}
        now={Math.min(next, span.to)}
        timeZone={timeZone}
      />
      {episodes.map((episode) => (
        <Column key={episode.startedAt} gap="xs">
          <Separator />
          <EpisodeWords episode={episode} />
        </Column>
      ))}
    </Card>
  );
}

function EpisodeWords({ episode }: { readonly episode: ReplayedEpisode }) {
  const words = useTexts().policies.surplus;
  const formats = useFormats();
  const { startedAt, endedAt, peakExcessW, excessEnergyWh, calls } = episode;
  const range =
    endedAt === null
      ? words.ongoing(formats.time(startedAt))
      : formats.timeRange(startedAt, endedAt, startedAt);
  const others = othersOf(episode).map(
    ([outcome, members]) => `${formats.number(members)} ${words.outcomes[outcome]}`,
  );
  return (
    <Column gap="xs">
      <AppText strong>{words.episode(range)}</AppText>
      <AppText color="textSoft">
        {words.peak(formats.watts(peakExcessW), formats.wattHours(excessEnergyWh))}
      </AppText>
      {calls.length === 0 && <AppText color="textSoft">{words.noCall}</AppText>}
      {calls.map(({ at, outcomes }) => (
        <AppText key={at}>{words.callAt(formats.time(at), outcomes["told"] ?? 0)}</AppText>
      ))}
      {calls.length > 0 && others.length > 0 && (
        <AppText variant="small" color="textMuted">
          {words.others(others.join(", "))}
        </AppText>
      )}
    </Column>
  );
}

/** Why the others were not told, the most frequent reason first. */
function othersOf({ outcomes }: ReplayedEpisode): readonly [Outcome, number][] {
  // The service's own words are the keys.
  const all = Object.entries(outcomes) as [Outcome, number][];
  return all
    .filter(([outcome, members]) => outcome !== "told" && members > 0)
    .sort(([, one], [, other]) => other - one);
}
