import { useRouter } from "expo-router";
import { useEffect, useState } from "react";

import { useApi } from "@/api/ApiProvider";
import { Problem } from "@/api/problems";
import { usePreferences } from "@/preferences/PreferencesProvider";
import { passkeys } from "@/session/passkeys";
import { signInByPasskey } from "@/session/passkeyUse";
import { keptSignUp } from "@/session/pendingSignUp";
import { useSession, useSessionState } from "@/session/SessionProvider";
import { useTexts } from "@/texts";
import { Banner, Button, Column, Screen, TextField } from "@/ui";
import { useAttempt } from "@/view/useAttempt";

import { missingIn, type Note, type SignInErrors } from "../logic/signInForm";

interface SignInScreenProps {
  readonly email?: string | undefined;
  /** What was done before. */
  readonly note?: Note | null;
}

/** FR2: by proof or passkey; sending the password is a step of its own that the person takes. */
export function SignInScreen({ email = "", note = null }: SignInScreenProps) {
  const words = useTexts().account;
  const form = useSignIn(email);
  return (
    <Screen title={words.signIn} subtitle={words.slogan} width="form">
      <Before note={note} />
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
      {passkeys.areAvailable() && (
        <Button
          wide
          icon="key"
          label={words.withPasskey}
          disabled={form.isBusy}
          onPress={form.usePasskey}
        />
      )}
      <OtherWays email={form.email} />
    </Screen>
  );
}

/** Why one is here: what was done, what has ended, or what is still missing. */
function Before({ note }: { readonly note: Note | null }) {
  const words = useTexts().account;
  const router = useRouter();
  const state = useSessionState();
  const waiting = useWaitingAddress();
  if (note !== null) return <Banner tone="good" text={words[note]} />;
  if (state.status === "signed-out" && state.hasEnded) {
    return <Banner text={words.sessionEnded} tone="warn" />;
  }
  if (waiting === null) return null;
  const enter = () => router.push({ pathname: "/confirm", params: { email: waiting } });
  return (
    <Banner
      icon="mail"
      title={words.unconfirmedTitle}
      text={words.unconfirmed(waiting)}
      action={{ label: words.enterCode, onPress: enter }}
    />
  );
}

function useWaitingAddress(): string | null {
  const [email, setEmail] = useState<string | null>(null);
  useEffect(() => {
    void keptSignUp().then((pending) => setEmail(pending?.email ?? null));
  }, []);
  return email;
}

function OtherWays({ email }: { readonly email: string }) {
  const router = useRouter();
  const words = useTexts().account;
  const params = email.trim() === "" ? {} : { email: email.trim() };
  return (
    <Column gap="s">
      <Button
        variant="quiet"
        label={words.forgottenPassword}
        onPress={() => router.push({ pathname: "/forgotten-password", params })}
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

function useSignIn(firstEmail: string) {
  const texts = useTexts();
  const session = useSession();
  const user = useApi().user;
  const [email, setEmail] = useState(firstEmail);
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<SignInErrors>({});
  const { attempt, isBusy, error, failure } = useAttempt();
  const { choose } = usePreferences();

  const withPassword = (signIn: (email: string, password: string) => Promise<void>) => {
    const missing = missingIn({ email, password }, texts);
    setErrors(missing);
    if (Object.keys(missing).length > 0) return;
    choose({ isWelcomed: true });
    void attempt(() => signIn(email.trim(), password));
  };
  return {
    email,
    setEmail,
    password,
    setPassword,
    errors,
    failure,
    isBusy,
    maySend: error instanceof Problem && error.code === "wrong_credentials",
    prove: () => withPassword((...given) => session.signInByProof(...given)),
    send: () => withPassword((...given) => session.signInByPassword(...given)),
    usePasskey: () => {
      setErrors({});
      choose({ isWelcomed: true });
      void attempt(() => signInByPasskey(user, passkeys, session));
    },
  };
}
