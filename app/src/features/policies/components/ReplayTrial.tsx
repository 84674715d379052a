import { useState } from "react";

import { type SurplusPolicy, type Trial, useTrySurplusPolicy } from "@/api/queries/rules";
import { problemText, useTexts } from "@/texts";
import {
  AppText,
  Banner,
  Button,
  Card,
  EmptyState,
  SegmentedControl,
  useAnnouncer,
  useFormats,
} from "@/ui";

import { isWellKnown, knownShare, type Span, spanOf } from "../logic/replay";
import { isSame } from "../logic/surplusForm";

import { ReplayDays } from "./ReplayDays";
import { ReplaySumsTable } from "./ReplaySumsTable";

const PERIODS = ["7", "30", "90"] as const;
type Days = (typeof PERIODS)[number];

interface Tried {
  readonly trial: Trial;
  readonly span: Span;
  readonly policy: SurplusPolicy;
}

interface ReplayTrialProps {
  readonly communityId: string;
  /** As typed; null while something in it is wrong. */
  readonly policy: SurplusPolicy | null;
  readonly inForce: SurplusPolicy;
  /** Marks what is wrong. */
  readonly onRefused: () => void;
}

/** What the typed policy would have done on past days, beside the one in force (FR4.2). */
export function ReplayTrial(props: ReplayTrialProps) {
  const words = useTexts().policies.surplus;
  const { days, setDays, run, tried, isBusy, failure } = useTrial(props);
  return (
    <>
      <Card title={words.tryTitle}>
        <AppText color="textSoft">{words.tryText}</AppText>
        <SegmentedControl
          label={words.period}
          value={days}
          options={PERIODS.map((value) => ({ value, label: words.last(Number(value)) }))}
          onChange={setDays}
        />
        <Button
          icon="chart"
          label={words.try}
          onPress={run}
          busy={isBusy}
          busyLabel={words.trying}
          wide
        />
        {failure !== null && <Banner tone="danger" text={failure} />}
      </Card>
      {tried !== null && <Result tried={tried} policy={props.policy} inForce={props.inForce} />}
    </>
  );
}

function useTrial({ communityId, policy, onRefused }: ReplayTrialProps) {
  const texts = useTexts();
  const words = texts.policies.surplus;
  const { timeZone } = useFormats();
  const { announce } = useAnnouncer();
  const [days, setDays] = useState<Days>("30");
  const [tried, setTried] = useState<Tried | null>(null);
  const trying = useTrySurplusPolicy(communityId);
  const run = () => {
    if (policy === null) {
      onRefused();
      return;
    }
    const span = spanOf(Number(days), Date.now(), timeZone);
    trying.mutate(
      { ...span, policy },
      {
        onSuccess: (trial) => {
          setTried({ trial, span, policy });
          announce(words.tried(trial.proposed.episodes.length, trial.proposed.calls));
        },
      },
    );
  };
  return {
    days,
    setDays,
    run,
    tried,
    isBusy: trying.isPending,
    failure: trying.error === null ? null : problemText(texts, trying.error),
  };
}

interface ResultProps extends Pick<ReplayTrialProps, "policy" | "inForce"> {
  readonly tried: Tried;
}

function Result({ tried, policy, inForce }: ResultProps) {
  const words = useTexts().policies.surplus;
  const formats = useFormats();
  const { trial, span } = tried;
  const { proposed } = trial;
  if (proposed.knownMinutes === 0) {
    return (
      <Card>
        <EmptyState icon="chart" title={words.noMinutes} text={words.noMinutesText} />
      </Card>
    );
  }
  const isOutdated = policy !== null && !isSame(policy, tried.policy);
  return (
    <>
      {isOutdated && <Banner tone="info" text={words.tryAgain} />}
      {!isWellKnown(proposed, span) && (
        <Banner tone="warn" text={words.partly(formats.percent(knownShare(proposed, span)))} />
      )}
      <ReplaySumsTable trial={trial} span={span} isInForce={isSame(tried.policy, inForce)} />
      <ReplayDays replay={proposed} span={span} />
    </>
  );
}
