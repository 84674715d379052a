import { useState } from "react";

import { Problem } from "@/api/problems";
import { type Community } from "@/api/queries/communities";
import { useChangeCommunity } from "@/api/queries/representative";
import { problemText, useTexts } from "@/texts";
import { Banner, Button, useAnnouncer } from "@/ui";
import { useDraft } from "@/view/useDraft";

import { CommunityFields } from "../components/CommunityFields";
import { ManageScreen, useBack } from "../components/ManageScreen";
import {
  changedSettings,
  formOf,
  isChanged,
  missingIn,
  refusedIn,
  type CommunityForm,
  type FormErrors,
} from "../logic/communityForm";
import { managePath } from "../logic/paths";

/** FR8: the community's name, substation and zone. */
export function EditCommunityScreen({ communityId }: { readonly communityId: string }) {
  const words = useTexts().representative.form;
  return (
    <ManageScreen communityId={communityId} title={words.editTitle} width="form">
      {(community) => <EditForm community={community} />}
    </ManageScreen>
  );
}

function EditForm({ community }: { readonly community: Community }) {
  const words = useTexts().representative.form;
  const form = useChange(community);
  return (
    <>
      <CommunityFields
        form={form.values}
        errors={form.errors}
        onChange={form.change}
        isBusy={form.isBusy}
        isPlaced={community.facilityCount > 0}
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
    </>
  );
}

function useChange(community: Community) {
  const texts = useTexts();
  const words = texts.representative.form;
  const { toast } = useAnnouncer();
  const back = useBack(managePath(community.communityId));
  const changing = useChangeCommunity(community.communityId);
  const draft = useDraft(community, formOf);
  const { begun, values, setValues } = draft;
  const [errors, setErrors] = useState<FormErrors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const send = () => {
    const missing = missingIn(values, texts);
    setErrors(missing);
    setFailure(null);
    if (Object.keys(missing).length > 0) return;
    if (!isChanged(values, begun)) {
      toast({ text: words.nothingChanged, tone: "info" });
      return;
    }
    const sent = { body: changedSettings(values, begun), version: begun.version };
    changing.mutate(sent, {
      onSuccess: () => {
        toast({ text: words.saved, tone: "good" });
        back();
      },
      onError: (error) => {
        const refused = error instanceof Problem ? refusedIn(error.fields, texts) : null;
        setErrors(refused ?? {});
        setFailure(problemText(texts, error));
      },
    });
  };
  return {
    values,
    errors,
    failure,
    isBusy: changing.isPending,
    isOutdated: draft.isOutdated && !changing.isPending && !changing.isSuccess,
    startAnew: () => {
      draft.begin(community);
      setFailure(null);
    },
    change: (next: CommunityForm) => {
      setValues(next);
      setErrors({});
    },
    send,
  };
}
