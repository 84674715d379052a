import { useState } from "react";

import { useMembers } from "@/api/queries/representative";
import {
  type DistributionAnswer,
  useDistributionPolicy,
  usePolicyVersions,
} from "@/api/queries/rules";
import { monthAfter } from "@/formats";
import { useLanguage } from "@/preferences/PreferencesProvider";
import { useTexts } from "@/texts";
import { useAnnouncer } from "@/ui";
import { RepresentativeScreen } from "@/view/RepresentativeScreen";

import { Decide } from "../components/Decide";
import { DistributionFields } from "../components/DistributionFields";
import { InForceCard, VersionsCard } from "../components/PolicySummary";
import { SimulationTrial } from "../components/SimulationTrial";
import { useThisMonth } from "../components/useThisMonth";
import {
  type DistributionFaults,
  type DistributionForm,
  formOf,
  policyOf,
  sumOfParts,
} from "../logic/distributionForm";
import { managePath } from "../logic/paths";

/** How money is divided: what is in force, another policy tried on months, and decided. */
export function DistributionPolicyScreen({ communityId }: { readonly communityId: string }) {
  const words = useTexts().policies.distribution;
  const policy = useDistributionPolicy(communityId, useLanguage());
  const versions = usePolicyVersions(communityId);
  return (
    <RepresentativeScreen
      communityId={communityId}
      title={words.title}
      subtitle={words.subtitle}
      parent={managePath(communityId)}
      queries={[policy, versions, useMembers(communityId)]}
      aside={() => (
        <VersionsCard
          title={words.versions}
          versions={versions.data ?? []}
          none={words.noVersions}
        />
      )}
    >
      {() => policy.data && <Policy communityId={communityId} answer={policy.data} />}
    </RepresentativeScreen>
  );
}

interface PolicyProps {
  readonly communityId: string;
  readonly answer: DistributionAnswer;
}

function Policy({ communityId, answer }: PolicyProps) {
  const words = useTexts().policies.distribution;
  const members = useMembers(communityId).data ?? [];
  const edited = useEdited(answer);
  const { inForce, explanation, planned } = answer;
  return (
    <>
      <InForceCard version={inForce} explanation={explanation} />
      {planned.length > 0 && <VersionsCard title={words.planned} versions={planned} />}
      <DistributionFields
        form={edited.form}
        faults={edited.faults}
        sum={edited.sum}
        members={members}
        onChange={edited.change}
        isBusy={false}
      />
      <SimulationTrial communityId={communityId} policy={edited.policy} onRefused={edited.mark} />
      <Decide
        communityId={communityId}
        form={edited.form}
        policy={edited.policy}
        thisMonth={edited.thisMonth}
        newest={edited.newest}
        isOutdated={answer.newestVersion > edited.newest}
        onChange={edited.change}
        onRefused={edited.mark}
        onDecided={edited.setNewest}
        onReload={edited.startAnew}
      />
    </>
  );
}

const NO_FAULTS: DistributionFaults = {
  shares: {},
  coefficients: {},
  noCoefficient: false,
  sum: null,
};

function useEdited(answer: DistributionAnswer) {
  const words = useTexts().policies.distribution;
  const language = useLanguage();
  const { toast } = useAnnouncer();
  const thisMonth = useThisMonth();
  const begin = () => formOf(answer.inForce.policy, monthAfter(thisMonth, 1), language);
  const [form, setForm] = useState<DistributionForm>(begin);
  const [newest, setNewest] = useState(answer.newestVersion);
  const [isMarked, setMarked] = useState(false);
  const { policy, faults } = policyOf(form, language);
  return {
    form,
    policy,
    faults: isMarked ? faults : NO_FAULTS,
    sum: sumOfParts(form, language),
    thisMonth,
    newest,
    setNewest,
    change: (changed: Partial<DistributionForm>) => setForm({ ...form, ...changed }),
    mark: () => {
      setMarked(true);
      toast({ text: words.correct, tone: "warn" });
    },
    startAnew: () => {
      setForm(begin());
      setNewest(answer.newestVersion);
    },
  };
}
