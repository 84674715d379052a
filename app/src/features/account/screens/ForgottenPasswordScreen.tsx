import { useRouter } from "expo-router";
import { useState } from "react";

import { useForgottenPassword } from "@/api/queries/signUp";
import { useTexts } from "@/texts";
import { Banner, Button, Screen, TextField } from "@/ui";
import { refusedFields, useAttempt } from "@/view/useAttempt";
import { useGoBack } from "@/view/useGoBack";

import { emailError } from "../logic/accountForms";

/** FR2.4: a code goes to the address, if somebody has an account there. */
export function ForgottenPasswordScreen({ email: first = "" }: { email?: string | undefined }) {
  const texts = useTexts();
  const words = texts.account;
  const router = useRouter();
  const goBack = useGoBack("/sign-in");
  const asked = useForgottenPassword();
  const [email, setEmail] = useState(first);
  const [wrong, setWrong] = useState<string>();
  const { attempt, isBusy, error, failure } = useAttempt();
  const refused = refusedFields(texts, error, ["email"]).email;
  const next = (wasSent: boolean) =>
    router.push({
      pathname: "/reset-password",
      params: { email: email.trim(), ...(wasSent && { sent: "1" }) },
    });
  const send = async () => {
    const found = emailError(email, texts).email;
    setWrong(found);
    if (found !== undefined) return;
    if (await attempt(() => asked.mutateAsync(email.trim()))) next(true);
  };
  return (
    <Screen
      title={words.forgottenTitle}
      subtitle={words.forgottenSubtitle}
      width="form"
      onBack={goBack}
    >
      <TextField
        label={words.email}
        kind="email"
        value={email}
        onChangeText={setEmail}
        error={wrong ?? refused}
        disabled={isBusy}
        onSubmit={() => void send()}
      />
      {failure !== null && refused === undefined && <Banner text={failure} tone="danger" />}
      <Button
        variant="primary"
        wide
        label={words.sendCode}
        busy={isBusy}
        busyLabel={words.sendingCode}
        onPress={() => void send()}
      />
      <Button variant="quiet" label={words.haveCode} onPress={() => next(false)} />
    </Screen>
  );
}
