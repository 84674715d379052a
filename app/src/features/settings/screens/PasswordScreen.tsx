import { useState } from "react";

import { useApi } from "@/api/ApiProvider";
import { Problem } from "@/api/problems";
import { useProfile, useSecurityChanged } from "@/api/queries/account";
import { changePassword, type Way } from "@/session/credentials";
import { useTexts } from "@/texts";
import { AppText, Banner, Button, Screen, TextField, useAnnouncer } from "@/ui";
import { refusedFields, useAttempt } from "@/view/useAttempt";
import { useGoBack } from "@/view/useGoBack";

import { knowsNoProof, SendInstead } from "../components/SendInstead";
import { passwordErrors, type PasswordErrors, type PasswordForm } from "../logic/passwordForm";

/** FR2.4: by the proof of the present one; from then on the account knows a proof. */
export function PasswordScreen() {
  const words = useTexts().settings.security;
  const goBack = useGoBack("/more");
  const form = usePasswordForm();
  return (
    <Screen title={words.passwordTitle} subtitle={words.changeMeans} width="form" onBack={goBack}>
      <TextField
        label={words.present}
        kind="password"
        value={form.typed.present}
        onChangeText={(present) => form.change({ present })}
        error={form.errors.present}
        disabled={form.isBusy}
      />
      <TextField
        label={words.chosen}
        kind="newPassword"
        hint={words.chosenHint}
        value={form.typed.password}
        onChangeText={(password) => form.change({ password })}
        error={form.errors.password}
        disabled={form.isBusy}
        onSubmit={form.prove}
      />
      <AppText variant="small" color="textMuted">
        {form.notSent}
      </AppText>
      {form.failure !== null && <Banner tone="danger" text={form.failure} />}
      {form.mustSend && <SendInstead label={words.sendAndChange} onSend={form.send} />}
      <Button
        variant="primary"
        wide
        label={words.change}
        busy={form.isBusy}
        busyLabel={words.changing}
        onPress={form.prove}
      />
    </Screen>
  );
}

const FIELDS = ["present", "password"] as const;

function usePasswordForm() {
  const texts = useTexts();
  const user = useApi().user;
  const { toast } = useAnnouncer();
  const goBack = useGoBack("/more");
  const hasChanged = useSecurityChanged();
  const email = useProfile().data?.email ?? "";
  const [typed, setTyped] = useState<PasswordForm>({ present: "", password: "" });
  const [wrong, setWrong] = useState<PasswordErrors>({});
  const { attempt, isBusy, error, failure, forget } = useAttempt();
  const isRefused = error instanceof Problem && error.code === "wrong_password";
  const refused: PasswordErrors = {
    ...refusedFields(texts, error, FIELDS),
    ...(isRefused && { present: texts.accountProblems.wrong_password }),
  };
  const change = (part: Partial<PasswordForm>) => {
    setTyped({ ...typed, ...part });
    setWrong(Object.fromEntries(Object.entries(wrong).filter(([field]) => !(field in part))));
    forget();
  };
  const save = async (way: Way) => {
    const found = passwordErrors(typed, email, texts);
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    const { present, password: chosen } = typed;
    if (!(await attempt(() => changePassword(user, { present, chosen, way })))) return;
    hasChanged();
    toast({ text: texts.settings.security.changed, tone: "good" });
    goBack();
  };
  const mustSend = knowsNoProof(error);
  return {
    typed,
    change,
    errors: { ...refused, ...wrong },
    failure: mustSend || Object.keys(refused).length > 0 ? null : failure,
    mustSend,
    isBusy,
    notSent: texts.account.notSent,
    prove: () => void save("proved"),
    send: () => void save("sent"),
  };
}
