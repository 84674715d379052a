import { useRouter } from "expo-router";
import { useState } from "react";

import { Problem } from "@/api/problems";
import { ImpostorError } from "@/session/proof/zeroKnowledge";
import { useSession, useSessionState } from "@/session/SessionProvider";
import { problemText, useTexts, type Texts } from "@/texts";
import { Banner, Button, Column, Screen, TextField } from "@/ui";

import { missingIn, type SignInErrors } from "../logic/signInForm";

/** FR2: by proof; sending the password is a step of its own that the person takes. */
export function SignInScreen() {
  const texts = useTexts();
  const words = texts.account;
  const form = useSignIn(texts);
  const state = useSessionState();
  const hasEnded = state.status === "signed-out" && state.hasEnded;
  return (
    <Screen title={words.signIn} subtitle={words.slogan} width="form">
      {hasEnded && <Banner text={words.sessionEnded} tone="warn" />}
      <TextField
        label={words.email}
        kind="email"
        value={form.email}
        onChangeText={form.setEmail}
        error={form.errors.email}
        disabled={form.isBusy}
      />
      <TextField
        label={words.password}
        kind="password"
        value={form.password}
        onChangeText={form.setPassword}
        error={form.errors.password}
        hint={words.notSent}
        disabled={form.isBusy}
        onSubmit={form.prove}
      />
      {form.failure !== null && <Banner text={form.failure} tone="danger" />}
      <Button
        variant="primary"
        wide
        label={words.signIn}
        busy={form.isBusy}
        busyLabel={words.signingIn}
        onPress={form.prove}
      />
      {form.maySend && (
        <Banner
          title={words.sendPasswordTitle}
          text={words.sendPasswordText}
          action={{ label: words.sendPassword, onPress: form.send }}
        />
      )}
      <OtherWays />
    </Screen>
  );
}

function OtherWays() {
  const router = useRouter();
  const words = useTexts().account;
  return (
    <Column gap="s">
      <Button
        variant="quiet"
        label={words.forgottenPassword}
        onPress={() => router.push("/forgotten-password")}
      />
      <Button
        variant="secondary"
        wide
        label={words.createAccount}
        onPress={() => router.push("/sign-up")}
      />
    </Column>
  );
}

function useSignIn(texts: Texts) {
  const session = useSession();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<SignInErrors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [maySend, setMaySend] = useState(false);
  const [isBusy, setBusy] = useState(false);

  const attempt = async (signIn: (email: string, password: string) => Promise<void>) => {
    const missing = missingIn({ email, password }, texts);
    setErrors(missing);
    setFailure(null);
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    try {
      await signIn(email.trim(), password);
    } catch (error) {
      setFailure(
        error instanceof ImpostorError ? texts.account.impostor : problemText(texts, error),
      );
      setMaySend(error instanceof Problem && error.code === "wrong_credentials");
    } finally {
      setBusy(false);
    }
  };
  const prove = () => void attempt((...given) => session.signInByProof(...given));
  const send = () => void attempt((...given) => session.signInByPassword(...given));
  return { email, setEmail, password, setPassword, errors, failure, maySend, isBusy, prove, send };
}
