import { useState } from "react";

import { type SurplusEpisode, useEpisode, useEpisodes } from "@/api/queries/live";
import { type Formats } from "@/formats";
import { refusalText } from "@/live/components/refusal";
import { useTexts } from "@/texts";
import { AppText, Card, Column, Disclosure, ShowMore, Skeleton, Tag, useFormats } from "@/ui";

interface EpisodesCardProps {
  readonly communityId: string;
  readonly timeZone: string;
  /** What "now" is, in milliseconds since 1970. */
  readonly now: number;
}

const SHOWN_AT_FIRST = 4;

/** The last times there was surplus, and what each meant for the reader. */
export function EpisodesCard({ communityId, timeZone, now }: EpisodesCardProps) {
  const texts = useTexts();
  const episodes = useEpisodes(communityId);
  return (
    <Card title={texts.community.episodes}>
      {episodes.data === undefined ? (
        episodes.error === null ? (
          <Skeleton height={120} />
        ) : (
          <AppText color="textSoft">{refusalText(texts, episodes.error)}</AppText>
        )
      ) : episodes.data.length === 0 ? (
        <AppText color="textSoft">{texts.community.noEpisodes}</AppText>
      ) : (
        <ShowMore
          items={episodes.data}
          first={SHOWN_AT_FIRST}
          render={(episode) => (
            <Episode key={episode.episodeId} episode={episode} timeZone={timeZone} now={now} />
          )}
        />
      )}
    </Card>
  );
}

interface EpisodeProps {
  readonly episode: SurplusEpisode;
  readonly timeZone: string;
  readonly now: number;
}

function Episode({ episode, timeZone, now }: EpisodeProps) {
  const [isOpen, setOpen] = useState(false);
  const formats = useFormats(timeZone);
  const texts = useTexts().community;
  return (
    <Disclosure title={titleOf(episode, now, formats, texts)} open={isOpen} onToggle={setOpen}>
      <Column gap="s">
        {episode.endedAt === null && <Tag tone="good" icon="sun" label={texts.ongoing} />}
        <AppText color="textSoft">
          {[
            texts.peak(formats.watts(episode.peakExcessW)),
            episode.notifiedAt === null
              ? texts.notTold
              : texts.toldAt(formats.time(episode.notifiedAt)),
          ].join(" · ")}
        </AppText>
        {isOpen && <OwnOutcome episode={episode} />}
        <Correction episode={episode} timeZone={timeZone} />
        {episode.endReason !== null && (
          <AppText variant="small" color="textMuted">
            {texts.endReason[episode.endReason]}
          </AppText>
        )}
      </Column>
    </Disclosure>
  );
}

/** What readings that came later say of it. */
function Correction({ episode, timeZone }: Omit<EpisodeProps, "now">) {
  const formats = useFormats(timeZone);
  const texts = useTexts().community;
  const { correction } = episode;
  if (correction === null) return null;
  const { isVoid, startedAt, endedAt, peakExcessW, excessEnergyWh } = correction;
  if (isVoid || startedAt === null || endedAt === null) {
    return isVoid ? <AppText color="textSoft">{texts.correctedAway}</AppText> : null;
  }
  return (
    <AppText color="textSoft">
      {texts.corrected(
        formats.timeRange(startedAt, endedAt),
        formats.watts(peakExcessW),
        formats.wattHours(excessEnergyWh),
      )}
    </AppText>
  );
}

function titleOf(
  { startedAt, endedAt }: SurplusEpisode,
  now: number,
  formats: Formats,
  texts: ReturnType<typeof useTexts>["community"],
): string {
  const start = Date.parse(startedAt);
  const end = endedAt === null ? now : Date.parse(endedAt);
  const times =
    endedAt === null ? texts.startedAt(formats.time(start)) : formats.timeRange(start, end, now);
  const length = formats.duration((end - start) / 1000);
  return `${formats.day(start)}, ${times} · ${length}`;
}

function OwnOutcome({ episode }: { readonly episode: SurplusEpisode }) {
  const { communityId, episodeId } = episode;
  const seen = useEpisode(communityId, episodeId);
  const texts = useTexts();
  if (seen.data === undefined) {
    if (seen.error === null) return <Skeleton />;
    return <AppText color="textSoft">{refusalText(texts, seen.error)}</AppText>;
  }
  const { ownOutcome } = seen.data;
  return (
    <AppText>
      {ownOutcome === null ? texts.community.noOutcome : texts.community.outcome[ownOutcome]}
    </AppText>
  );
}
