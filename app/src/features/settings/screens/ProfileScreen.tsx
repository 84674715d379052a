import { useState } from "react";

import { type Profile, useChangeProfile, useProfile } from "@/api/queries/account";
import { useTexts } from "@/texts";
import {
  AppText,
  Banner,
  Button,
  Card,
  Column,
  Screen,
  Select,
  TextField,
  useAnnouncer,
} from "@/ui";
import { deviceTimeZone } from "@/view/deviceTimeZone";
import { useQueryScreen } from "@/view/queryScreen";
import { refusedFields, useAttempt } from "@/view/useAttempt";
import { useGoBack } from "@/view/useGoBack";

import { LabelledChoice } from "../components/LabelledChoice";
import { zoneOptions } from "../logic/timeZones";

/** What others and messages call one, and in which language and time zone. */
export function ProfileScreen() {
  const words = useTexts().settings.profile;
  const goBack = useGoBack("/more");
  const profile = useProfile();
  const view = useQueryScreen([profile]);
  return (
    <Screen {...view} title={words.title} width="form" onBack={goBack}>
      {profile.data && <ProfileForm profile={profile.data} />}
    </Screen>
  );
}

function ProfileForm({ profile }: { readonly profile: Profile }) {
  const texts = useTexts();
  const words = texts.settings.profile;
  const { handover } = texts.representative;
  const form = useProfileForm(profile);
  const { typed, change } = form;
  const languages = [
    { value: "it", label: words.italian },
    { value: "en", label: words.english },
  ] as const;
  return (
    <>
      <Card>
        <Known label={words.email} value={profile.email} note={words.emailNote} />
        <Known label={handover.userId} value={profile.userId} note={handover.userIdNote} />
      </Card>
      <TextField
        label={words.name}
        kind="name"
        optional
        hint={words.nameHint}
        value={typed.name}
        onChangeText={(name) => change({ name })}
        error={form.errors.name}
        disabled={form.isBusy}
        maxLength={100}
      />
      <LabelledChoice
        label={words.language}
        hint={words.languageHint}
        value={typed.locale}
        options={languages}
        onChange={(locale) => change({ locale })}
      />
      <Select
        label={words.timeZone}
        hint={words.timeZoneHint}
        value={typed.timeZone}
        options={zoneOptions(profile.timeZone, deviceTimeZone(), words.thisDevice)}
        onChange={(timeZone) => change({ timeZone })}
        error={form.errors.timeZone}
      />
      {form.failure !== null && <Banner tone="danger" text={form.failure} />}
      <Button
        variant="primary"
        wide
        label={words.save}
        busy={form.isBusy}
        busyLabel={words.saving}
        onPress={form.save}
      />
    </>
  );
}

/** What cannot be changed, below each other: addresses are long. */
function Known({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <Column gap="xs">
      <AppText variant="label">{label}</AppText>
      <AppText selectable>{value}</AppText>
      <AppText variant="small" color="textMuted">
        {note}
      </AppText>
    </Column>
  );
}

function useProfileForm({ name, locale, timeZone }: Profile) {
  const texts = useTexts();
  const { toast } = useAnnouncer();
  const goBack = useGoBack("/more");
  const changing = useChangeProfile();
  const [typed, setTyped] = useState({ name, locale, timeZone });
  const { attempt, isBusy, error, failure } = useAttempt();
  const errors = refusedFields(texts, error, ["name", "timeZone"]);
  const save = async () => {
    const body = { ...typed, name: typed.name.trim() };
    if (!(await attempt(() => changing.mutateAsync(body)))) return;
    toast({ text: texts.settings.profile.saved, tone: "good" });
    goBack();
  };
  return {
    typed,
    change: (part: Partial<typeof typed>) => setTyped({ ...typed, ...part }),
    errors,
    failure: Object.keys(errors).length > 0 ? null : failure,
    isBusy,
    save: () => void save(),
  };
}
