import { useRouter } from "expo-router";
import { useState } from "react";

import { useApi } from "@/api/ApiProvider";
import { useLanguage } from "@/preferences/PreferencesProvider";
import { signUp } from "@/session/credentials";
import { keepSignUp } from "@/session/pendingSignUp";
import { useTexts } from "@/texts";
import { AppText, Banner, Button, Screen, TextField } from "@/ui";
import { refusedFields, useAttempt } from "@/view/useAttempt";
import { useGoBack } from "@/view/useGoBack";

import { emailError, newPasswordError, type Errors } from "../logic/accountForms";
import { deviceTimeZone } from "@/view/deviceTimeZone";

/** FR1.1 and FR1.2: the password stays here, what goes out is its verifier. */
export function SignUpScreen({ email = "" }: { readonly email?: string | undefined }) {
  const words = useTexts().account;
  const router = useRouter();
  const goBack = useGoBack("/sign-in");
  const form = useSignUp(email);
  return (
    <Screen title={words.signUpTitle} subtitle={words.signUpSubtitle} width="form" onBack={goBack}>
      <TextField
        label={words.email}
        kind="email"
        value={form.typed.email}
        onChangeText={(typed) => form.change({ email: typed })}
        error={form.errors.email}
        disabled={form.isBusy}
      />
      <TextField
        label={words.password}
        kind="newPassword"
        hint={words.newPasswordHint}
        value={form.typed.password}
        onChangeText={(password) => form.change({ password })}
        error={form.errors.password}
        disabled={form.isBusy}
      />
      <TextField
        label={words.name}
        kind="name"
        optional
        hint={words.nameHint}
        value={form.typed.name}
        onChangeText={(name) => form.change({ name })}
        error={form.errors.name}
        disabled={form.isBusy}
        maxLength={100}
        onSubmit={form.send}
      />
      {form.failure !== null && <Banner text={form.failure} tone="danger" />}
      <Button
        variant="primary"
        wide
        label={words.create}
        busy={form.isBusy}
        busyLabel={words.creating}
        onPress={form.send}
      />
      <AppText variant="small" color="textMuted">
        {`${words.notSent} ${words.privacy}`}
      </AppText>
      <Button
        variant="quiet"
        label={words.haveAccount}
        onPress={() => router.dismissTo("/sign-in")}
      />
    </Screen>
  );
}

const FIELDS = ["email", "password", "name"] as const;
type Field = (typeof FIELDS)[number];

function useSignUp(firstEmail: string) {
  const texts = useTexts();
  const user = useApi().user;
  const router = useRouter();
  const locale = useLanguage();
  const [typed, setTyped] = useState({ email: firstEmail, password: "", name: "" });
  const [wrong, setWrong] = useState<Errors<Field>>({});
  const { attempt, isBusy, error, failure, forget } = useAttempt();
  const refused = refusedFields(texts, error, FIELDS);
  const change = (part: Partial<typeof typed>) => {
    setTyped({ ...typed, ...part });
    setWrong(Object.fromEntries(Object.entries(wrong).filter(([field]) => !(field in part))));
    forget();
  };
  const send = async () => {
    const email = typed.email.trim();
    const found = {
      ...emailError(email, texts),
      ...newPasswordError(typed.password, email, texts),
    };
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    const account = { ...typed, email, name: typed.name.trim(), locale };
    const isSent = await attempt(async () => {
      const signUpId = await signUp(user, { ...account, timeZone: deviceTimeZone() });
      await keepSignUp({ email, signUpId, askedAt: Date.now() }, typed.password);
    });
    if (isSent) router.push({ pathname: "/confirm", params: { email } });
  };
  return {
    typed,
    change,
    errors: { ...refused, ...wrong },
    failure: Object.keys(refused).length > 0 ? null : failure,
    isBusy,
    send: () => void send(),
  };
}
