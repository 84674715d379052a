import { useRouter } from "expo-router";
import { useState } from "react";

import { useApi } from "@/api/ApiProvider";
import { Problem } from "@/api/problems";
import { type Profile, useProfile } from "@/api/queries/account";
import { useMyCommunities } from "@/api/queries/communities";
import { deleteAccount, type Way } from "@/session/credentials";
import { useSession } from "@/session/SessionProvider";
import { useTexts } from "@/texts";
import {
  AppText,
  Banner,
  Button,
  Card,
  ConfirmDialog,
  Screen,
  TextField,
  useAnnouncer,
} from "@/ui";
import { useQueryScreen } from "@/view/queryScreen";
import { useAttempt } from "@/view/useAttempt";
import { useGoBack } from "@/view/useGoBack";

import { knowsNoProof, SendInstead } from "../components/SendInstead";

/** FR2.4: what it means, the address typed, the password proved; nothing brings it back. */
export function DeleteAccountScreen() {
  const words = useTexts().settings.data;
  const goBack = useGoBack("/more");
  const profile = useProfile();
  const view = useQueryScreen([profile]);
  return (
    <Screen
      {...view}
      title={words.deleteTitle}
      subtitle={words.deleteSubtitle}
      width="form"
      onBack={goBack}
    >
      <Consequences />
      {profile.data && <Deletion profile={profile.data} />}
    </Screen>
  );
}

function Consequences() {
  const words = useTexts().settings.data;
  const router = useRouter();
  const represented = (useMyCommunities().data ?? []).filter(
    ({ role }) => role === "representative",
  );
  const lines = [
    words.meansAccount,
    words.meansFacilities,
    ...(represented.length === 0
      ? []
      : [words.meansCommunity(represented.map(({ name }) => name).join(", "))]),
    words.meansReadings,
  ];
  return (
    <Card title={words.means}>
      {lines.map((line) => (
        <AppText key={line} color="textSoft">
          {line}
        </AppText>
      ))}
      <Button
        wide
        icon="export"
        label={words.exportFirst}
        onPress={() => router.push("/settings/export")}
      />
    </Card>
  );
}

function Deletion({ profile }: { readonly profile: Profile }) {
  const words = useTexts().settings.data;
  const form = useDeletion();
  return (
    <>
      <TextField
        label={words.password}
        kind="password"
        value={form.password}
        onChangeText={form.setPassword}
        error={form.error}
        disabled={form.isBusy}
        onSubmit={form.ask}
      />
      {form.failure !== null && <Banner tone="danger" text={form.failure} />}
      {form.mustSend && <SendInstead label={form.sendLabel} onSend={form.send} />}
      <Button variant="danger" wide icon="bin" label={words.continue} onPress={form.ask} />
      <ConfirmDialog
        visible={form.isAsking}
        title={words.confirmTitle}
        text={words.confirmText(profile.email)}
        consequences={[words.noUndo]}
        confirmLabel={words.delete}
        typeToConfirm={profile.email}
        busy={form.isBusy}
        onConfirm={form.confirm}
        onCancel={form.close}
      />
    </>
  );
}

function useDeletion() {
  const texts = useTexts();
  const words = texts.settings.data;
  const user = useApi().user;
  const session = useSession();
  const { toast } = useAnnouncer();
  const [password, setPassword] = useState("");
  const [isMissing, setMissing] = useState(false);
  const [asking, setAsking] = useState<Way | null>(null);
  const { attempt, isBusy, error, failure } = useAttempt();
  const isRefused = error instanceof Problem && error.code === "wrong_password";
  const mustSend = knowsNoProof(error);
  const ask = (way: Way) => {
    setMissing(password === "");
    if (password !== "") setAsking(way);
  };
  const confirm = async (way: Way) => {
    const isDone = await attempt(() => deleteAccount(user, { password, way }));
    setAsking(null);
    if (!isDone) return;
    toast({ text: words.deleted });
    await session.signOut();
  };
  const wrong = isRefused ? texts.accountProblems.wrong_password : undefined;
  return {
    password,
    setPassword,
    error: isMissing ? words.passwordMissing : wrong,
    failure: mustSend || isRefused ? null : failure,
    mustSend,
    sendLabel: texts.settings.security.sendAndDelete,
    isBusy,
    isAsking: asking !== null,
    close: () => setAsking(null),
    ask: () => ask("proved"),
    send: () => ask("sent"),
    confirm: () => void (asking && confirm(asking)),
  };
}
