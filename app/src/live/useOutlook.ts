import { type CommunityHistory, useCommunityHistory } from "@/api/queries/communityEnergy";
import { useEpisodes } from "@/api/queries/live";
import { startOfDay } from "@/formats";
import { DEFAULT_TIME_ZONE } from "@/ui";

import { expectedLeft, type MeasuredInterval, type UsualDay, usualDay } from "./logic/usualDay";
import { LOOKS_BACK_DAYS, nextWindow, usualEnd, type Window } from "./logic/windows";

export interface Outlook {
  /** About when a surplus of now ends, on recent days; null where they do not tell. */
  readonly end: number | null;
  readonly window: Window | null;
  readonly usual: UsualDay;
  /** Energy to spare until midnight on recent days, in Wh; null where they do not tell. */
  readonly leftWh: number | null;
}

/** What recent days say of the rest of this one. Nothing of it is a forecast. */
export function useOutlook(communityId: string, at: number, timeZone: string): Outlook {
  const episodes = useEpisodes(communityId).data ?? [];
  const history = useCommunityHistory({
    communityId,
    resolution: "hour",
    period: {
      from: startOfDay(at, DEFAULT_TIME_ZONE, -LOOKS_BACK_DAYS),
      to: startOfDay(at, DEFAULT_TIME_ZONE),
    },
  });
  const usual = usualDay(measured(history.data?.history), at, timeZone);
  return {
    end: usualEnd(episodes, at, timeZone),
    window: nextWindow(episodes, at, timeZone),
    usual,
    leftWh: expectedLeft(usual, at, startOfDay(at, timeZone, 1), timeZone),
  };
}

/** Intervals of a history: of a community there is nothing else. */
export function measured(history: CommunityHistory["history"] | undefined): MeasuredInterval[] {
  return (history ?? []).flatMap((item) => ("coverageS" in item ? [item] : []));
}
