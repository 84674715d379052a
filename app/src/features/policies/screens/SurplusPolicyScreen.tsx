import { useState } from "react";

import { Problem } from "@/api/problems";
import { type Community } from "@/api/queries/communities";
import { useChangeCommunity } from "@/api/queries/representative";
import { useLanguage } from "@/preferences/PreferencesProvider";
import { problemText, useTexts } from "@/texts";
import { Banner, Button, Column, useAnnouncer } from "@/ui";
import { RepresentativeScreen } from "@/view/RepresentativeScreen";
import { useDraft } from "@/view/useDraft";

import { PolicyInWords } from "../components/PolicyInWords";
import { ReplayTrial } from "../components/ReplayTrial";
import { SurplusFields } from "../components/SurplusFields";
import { managePath } from "../logic/paths";
import { formOf, isSame, policyOf, type SurplusForm, USUAL } from "../logic/surplusForm";

/** FR4.2: when members are told of surplus, with what that would have done on past days. */
export function SurplusPolicyScreen({ communityId }: { readonly communityId: string }) {
  const words = useTexts().policies.surplus;
  return (
    <RepresentativeScreen
      communityId={communityId}
      title={words.title}
      subtitle={words.subtitle}
      parent={managePath(communityId)}
    >
      {(community) => <Editor community={community} />}
    </RepresentativeScreen>
  );
}

function Editor({ community }: { readonly community: Community }) {
  const words = useTexts().policies.surplus;
  const form = usePolicyForm(community);
  return (
    <Column gap="l">
      {form.policy !== null && (
        <PolicyInWords policy={form.policy} members={community.memberCount} />
      )}
      <SurplusFields
        form={form.values}
        faults={form.faults}
        onChange={form.change}
        isBusy={form.isBusy}
      />
      <Button variant="quiet" icon="refresh" label={words.usual} onPress={form.toUsual} />
      <ReplayTrial
        communityId={community.communityId}
        policy={form.policy}
        inForce={community.surplusPolicy}
        onRefused={form.mark}
      />
      {form.isOutdated && (
        <Banner
          tone="warn"
          text={words.changedMeanwhile}
          action={{ label: words.reload, onPress: form.startAnew }}
        />
      )}
      {form.failure !== null && <Banner tone="danger" text={form.failure} />}
      <Button
        variant="primary"
        wide
        label={words.save}
        busy={form.isBusy}
        busyLabel={words.saving}
        onPress={form.send}
      />
    </Column>
  );
}

function usePolicyForm(community: Community) {
  const words = useTexts().policies.surplus;
  const language = useLanguage();
  const { toast } = useAnnouncer();
  const draft = useDraft(community, ({ surplusPolicy }) => formOf(surplusPolicy, language));
  const { begun, values, setValues } = draft;
  const [isMarked, setMarked] = useState(false);
  const { policy, faults } = policyOf(values, begun.surplusPolicy.timeZone, language);
  const saving = useSaving(begun, draft.begin);
  const mark = () => {
    setMarked(true);
    toast({ text: words.correct, tone: "warn" });
  };
  const send = () => {
    if (policy === undefined) mark();
    else if (isSame(policy, begun.surplusPolicy))
      toast({ text: words.nothingChanged, tone: "info" });
    else saving.save(policy);
  };
  return {
    values,
    policy: policy ?? null,
    faults: isMarked ? (faults ?? {}) : {},
    failure: saving.failure,
    isBusy: saving.isBusy,
    isOutdated: draft.isOutdated && !saving.isBusy,
    change: (changed: Partial<SurplusForm>) => setValues({ ...values, ...changed }),
    toUsual: () => {
      setValues(formOf(USUAL, language));
      toast({ text: words.usualSet, tone: "info" });
    },
    startAnew: () => draft.begin(community),
    mark,
    send,
  };
}

function useSaving(read: Community, onSaved: (community: Community) => void) {
  const texts = useTexts();
  const { toast } = useAnnouncer();
  const changing = useChangeCommunity(read.communityId);
  const { name, primarySubstationCode, marketZone, version } = read;
  const save = (surplusPolicy: Community["surplusPolicy"]) =>
    changing.mutate(
      // PUT replaces everything: the rest goes along as it was read.
      { body: { name, primarySubstationCode, marketZone, surplusPolicy }, version },
      {
        onSuccess: (saved) => {
          onSaved(saved);
          toast({ text: texts.policies.surplus.saved, tone: "good" });
        },
      },
    );
  const { error } = changing;
  return { save, isBusy: changing.isPending, failure: error && failureOf(error) };

  function failureOf(failed: Error): string {
    const detail = failed instanceof Problem ? failed.fields[0]?.message : undefined;
    return detail ?? problemText(texts, failed);
  }
}
