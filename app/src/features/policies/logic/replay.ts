/** What a tried policy would have done: sums, days, and the messages a member gets. */
import { type Replay, type ReplayedEpisode } from "@/api/queries/rules";
import { startOfDay } from "@/formats";
import { type BarPeriod } from "@/ui/charts";

const WEEK_MS = 7 * 86_400_000;

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Whole days up to now. */
export function spanOf(days: number, now: number, timeZone: string): Span {
  return { from: startOfDay(now, timeZone, -days), to: now };
}

export interface ReplaySums {
  readonly episodes: number;
  /** In them, from when they were noticed to their end. */
  readonly energyWh: number;
  readonly calls: number;
  readonly messages: number;
  /** Mean over the members; null without members. */
  readonly perMemberAndWeek: number | null;
}

export function sumsOf(replay: Replay, span: Span): ReplaySums {
  const messages = toldTimes(replay).reduce((sum, { times, members }) => sum + times * members, 0);
  const weeks = (span.to - span.from) / WEEK_MS;
  return {
    episodes: replay.episodes.length,
    energyWh: replay.episodes.reduce((sum, { excessEnergyWh }) => sum + excessEnergyWh, 0),
    calls: replay.calls,
    messages,
    perMemberAndWeek: replay.members === 0 || weeks <= 0 ? null : messages / replay.members / weeks,
  };
}

interface Told {
  readonly times: number;
  readonly members: number;
}

/** How many members would have been told how often, the most often told first. */
export function toldTimes(replay: Replay): readonly Told[] {
  return Object.entries(replay.toldTimes)
    .map(([times, members]) => ({ times: Number(times), members }))
    .sort((one, other) => other.times - one.times);
}

/** The least and the most often told. */
export function toldRange(
  replay: Replay,
): { readonly least: number; readonly most: number } | null {
  const times = toldTimes(replay).map((told) => told.times);
  const [most] = times;
  const least = times[times.length - 1];
  return most === undefined || least === undefined ? null : { least, most };
}

/** Of the days at least this part is known by the minute; below it, it is said. */
const WELL_KNOWN = 0.95;

export function knownShare(replay: Replay, span: Span): number {
  return Math.min(1, (replay.knownMinutes * 60_000) / Math.max(1, span.to - span.from));
}

export function isWellKnown(replay: Replay, span: Span): boolean {
  return knownShare(replay, span) >= WELL_KNOWN;
}

/** Energy of episodes by day: of those members are called for, and of the others. */
export function surplusDays(replay: Replay, span: Span, timeZone: string): BarPeriod[] {
  const byDay = new Map<number, [number, number]>();
  for (const { startedAt, excessEnergyWh, calls } of replay.episodes) {
    const day = startOfDay(Date.parse(startedAt), timeZone);
    const [called, silent] = byDay.get(day) ?? [0, 0];
    const isCalled = calls.length > 0;
    byDay.set(
      day,
      isCalled ? [called + excessEnergyWh, silent] : [called, silent + excessEnergyWh],
    );
  }
  const known = new Set(replay.points.map(({ at }) => startOfDay(Date.parse(at), timeZone)));
  const periods: BarPeriod[] = [];
  for (let from = span.from; from < span.to; from = startOfDay(from, timeZone, 1)) {
    const values = byDay.get(from) ?? (known.has(from) ? [0, 0] : [null, null]);
    periods.push({ from, to: startOfDay(from, timeZone, 1), values });
  }
  return periods;
}

/** Days with an episode, newest first. */
export function daysWithSurplus(replay: Replay, timeZone: string): readonly number[] {
  const days = replay.episodes.map(({ startedAt }) => startOfDay(Date.parse(startedAt), timeZone));
  return [...new Set(days)].sort((one, other) => other - one);
}

export function episodesOf(replay: Replay, day: number, timeZone: string): ReplayedEpisode[] {
  const next = startOfDay(day, timeZone, 1);
  return replay.episodes.filter(({ startedAt }) => {
    const at = Date.parse(startedAt);
    return at >= day && at < next;
  });
}

/** Power of a day, as steps of the replay's interval. */
export function powersOf(replay: Replay, span: Span) {
  const stepMs = replay.intervalS * 1000;
  const inside = replay.points.filter(({ at }) => {
    const from = Date.parse(at);
    return from >= span.from && from < span.to;
  });
  const steps = (value: "producedW" | "consumedW") =>
    inside.map((point) => {
      const from = Date.parse(point.at);
      return { from, to: from + stepMs, value: point[value] };
    });
  return { produced: steps("producedW"), consumed: steps("consumedW") };
}

export function toldIn({ outcomes }: ReplayedEpisode): number {
  return outcomes["told"] ?? 0;
}
