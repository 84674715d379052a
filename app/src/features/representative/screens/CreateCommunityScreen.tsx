import { useRouter } from "expo-router";
import { useState } from "react";

import { Problem } from "@/api/problems";
import { useCreateCommunity } from "@/api/queries/communities";
import { useMyFacilities } from "@/api/queries/facilities";
import { useCommunitiesUnder } from "@/api/queries/representative";
import { problemText, useTexts } from "@/texts";
import { Banner, Button, Screen, useAnnouncer } from "@/ui";

import { CommunityFields } from "../components/CommunityFields";
import { useBack } from "../components/ManageScreen";
import {
  EMPTY_FORM,
  isUsualCode,
  missingIn,
  refusedIn,
  settingsOf,
  substationCode,
  suggestionsFrom,
  withSuggestion,
  type FormErrors,
} from "../logic/communityForm";
import { communitiesPath, managePath } from "../logic/paths";

/** FR8.1: founding a community, filled in as far as one's own facilities tell. */
export function CreateCommunityScreen() {
  const words = useTexts().representative.form;
  const form = useCreation();
  return (
    <Screen
      title={words.createTitle}
      subtitle={words.createSubtitle}
      width="form"
      onBack={useBack(communitiesPath)}
    >
      <CommunityFields
        form={form.values}
        errors={form.errors}
        onChange={form.change}
        isBusy={form.isBusy}
        suggestions={form.suggestions}
      />
      <AlreadyThere typed={form.values.primarySubstationCode} />
      {form.failure !== null && <Banner tone="danger" text={form.failure} />}
      <Button
        variant="primary"
        wide
        label={words.create}
        busy={form.isBusy}
        busyLabel={words.creating}
        onPress={form.send}
      />
    </Screen>
  );
}

/** Whoever is about to found a second community under a substation should know of the first. */
function AlreadyThere({ typed }: { readonly typed: string }) {
  const words = useTexts().representative.form;
  const router = useRouter();
  const texts = useTexts();
  const code = isUsualCode(typed) ? substationCode(typed) : null;
  const there = useCommunitiesUnder(code).data ?? [];
  if (code === null || there.length === 0) return null;
  const names = there.map(({ name }) => name).join(", ");
  return (
    <Banner
      text={words.others(names, there.length)}
      action={{
        label: texts.common.communities,
        onPress: () => router.push(communitiesPath),
      }}
    />
  );
}

function useCreation() {
  const texts = useTexts();
  const words = texts.representative.form;
  const router = useRouter();
  const { toast } = useAnnouncer();
  const creation = useCreateCommunity();
  const suggestions = suggestionsFrom(useMyFacilities().data ?? []);
  const [typed, setTyped] = useState<typeof EMPTY_FORM | null>(null);
  const [errors, setErrors] = useState<FormErrors>({});
  const [failure, setFailure] = useState<string | null>(null);

  const [only] = suggestions;
  const start = only && suggestions.length === 1 ? withSuggestion(EMPTY_FORM, only) : EMPTY_FORM;
  const values = typed ?? start;
  const send = () => {
    const missing = missingIn(values, texts);
    setErrors(missing);
    setFailure(null);
    if (Object.keys(missing).length > 0) return;
    creation.mutate(settingsOf(values), {
      onSuccess: ({ communityId, name }) => {
        toast({ text: words.created(name), tone: "good" });
        router.replace(managePath(communityId));
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
    suggestions,
    isBusy: creation.isPending,
    change: (next: typeof EMPTY_FORM) => {
      setTyped(next);
      setErrors({});
    },
    send,
  };
}
