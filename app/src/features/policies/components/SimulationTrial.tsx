import { useState } from "react";

import { type DistributionPolicy, type Simulation, useSimulatePolicy } from "@/api/queries/rules";
import { monthOf } from "@/formats";
import { problemText, useTexts } from "@/texts";
import {
  AppText,
  Banner,
  Button,
  Card,
  SegmentedControl,
  Stat,
  useAnnouncer,
  useFormats,
} from "@/ui";
import { ChartTable } from "@/ui/charts";

import { isSamePolicy } from "../logic/distributionForm";
import { facilityRows, lastMonths, winnersOf } from "../logic/simulation";

import { Provisionally } from "./Provisionally";
import { useMonthName } from "./PolicySummary";
import { useNames } from "./useNames";

const PERIODS = ["1", "3", "12"] as const;
type Months = (typeof PERIODS)[number];

interface SimulationTrialProps {
  readonly communityId: string;
  /** As typed; null while something in it is wrong. */
  readonly policy: DistributionPolicy | null;
  readonly onRefused: () => void;
}

/** What the typed policy would give to each facility, beside what is in force. */
export function SimulationTrial(props: SimulationTrialProps) {
  const words = useTexts().policies.distribution;
  const { months, setMonths, run, done, isBusy, failure } = useSimulation(props);
  const isOutdated =
    done !== null && props.policy !== null && !isSamePolicy(props.policy, done.policy);
  return (
    <>
      <Card title={words.simulate}>
        <AppText color="textSoft">{words.simulateText}</AppText>
        <SegmentedControl
          label={words.months}
          value={months}
          options={PERIODS.map((value) => ({ value, label: words.lastMonths(Number(value)) }))}
          onChange={setMonths}
        />
        <Button
          icon="euro"
          label={words.run}
          onPress={run}
          busy={isBusy}
          busyLabel={words.running}
          wide
        />
        {failure !== null && <Banner tone="danger" text={failure} />}
      </Card>
      {isOutdated && <Banner tone="info" text={words.again} />}
      {done !== null && <Result communityId={props.communityId} simulation={done.simulation} />}
    </>
  );
}

interface Done {
  readonly simulation: Simulation;
  readonly policy: DistributionPolicy;
}

function useSimulation({ communityId, policy, onRefused }: SimulationTrialProps) {
  const texts = useTexts();
  const { timeZone } = useFormats();
  const { announce } = useAnnouncer();
  const [months, setMonths] = useState<Months>("3");
  const [done, setDone] = useState<Done | null>(null);
  const simulating = useSimulatePolicy(communityId);
  const run = () => {
    if (policy === null) {
      onRefused();
      return;
    }
    const asked = { policy, ...lastMonths(Number(months), monthOf(Date.now(), timeZone)) };
    simulating.mutate(asked, {
      onSuccess: (simulation) => {
        setDone({ simulation, policy });
        announce(texts.policies.distribution.ran);
      },
    });
  };
  const failure = simulating.error === null ? null : problemText(texts, simulating.error);
  return { months, setMonths, run, done, isBusy: simulating.isPending, failure };
}

interface ResultProps {
  readonly communityId: string;
  readonly simulation: Simulation;
}

function Result({ communityId, simulation }: ResultProps) {
  const words = useTexts().policies.distribution;
  const formats = useFormats();
  const monthName = useMonthName();
  const { more, less, same } = winnersOf(simulation);
  const { from, to, totalEur, provisional, provisionalBecause } = simulation;
  return (
    <Card title={words.period(monthName(from), monthName(to))}>
      <Stat label={words.total} value={formats.euro(totalEur)} estimate={provisional} />
      {totalEur === 0 ? (
        <AppText color="textSoft">{words.nothing}</AppText>
      ) : (
        <>
          <AppText>{words.winners(more, less, same)}</AppText>
          <BeforeAndAfter communityId={communityId} simulation={simulation} />
        </>
      )}
      <Provisionally reasons={provisionalBecause} />
    </Card>
  );
}

function BeforeAndAfter({ communityId, simulation }: ResultProps) {
  const words = useTexts().policies.distribution;
  const formats = useFormats();
  const nameOf = useNames(communityId);
  const kept = [
    { name: words.funds, ...simulation.funds },
    { name: words.shares.socialShare, ...simulation.social },
  ].filter(({ inForceEur, proposedEur }) => inForceEur !== 0 || proposedEur !== 0);
  const rows = [...facilityRows(simulation, nameOf), ...kept];
  const signed = (eur: number) => (eur > 0 ? `+${formats.euro(eur)}` : formats.euro(eur));
  const { columns } = words;
  return (
    <ChartTable
      label={words.table}
      columns={[columns.who, columns.inForce, columns.proposed, columns.difference]}
      rows={rows.map(({ name, inForceEur, proposedEur, differenceEur }) => [
        name,
        formats.euro(inForceEur),
        formats.euro(proposedEur),
        signed(differenceEur),
      ])}
    />
  );
}
