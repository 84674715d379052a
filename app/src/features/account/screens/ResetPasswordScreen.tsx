import { useRouter } from "expo-router";
import { useState } from "react";

import { useApi } from "@/api/ApiProvider";
import { useForgottenPassword } from "@/api/queries/signUp";
import { resetPassword } from "@/session/credentials";
import { useSession } from "@/session/SessionProvider";
import { useTexts } from "@/texts";
import { AppText, Banner, Button, Screen, TextField, useAnnouncer } from "@/ui";
import { refusedFields, useAttempt } from "@/view/useAttempt";
import { useGoBack } from "@/view/useGoBack";

import { CodeField } from "../components/CodeField";
import { ResendButton } from "../components/ResendButton";
import { codeError, emailError, newPasswordError, type Errors } from "../logic/accountForms";

interface ResetPasswordScreenProps {
  readonly email?: string | undefined;
  readonly code?: string | undefined;
  /** Whether a code has just been sent. */
  readonly wasSent?: boolean;
}

/** FR2.4: a new password by the mailed code; from then on the account knows a proof. */
export function ResetPasswordScreen({ email = "", code = "", wasSent }: ResetPasswordScreenProps) {
  const words = useTexts().account;
  const goBack = useGoBack("/forgotten-password");
  const form = useReset({ email, code, password: "" });
  const again = useForgottenPassword();
  const isKnown = email !== "";
  return (
    <Screen
      title={words.resetTitle}
      subtitle={isKnown ? words.resetSubtitle(email) : words.resetAnySubtitle}
      width="form"
      onBack={goBack}
    >
      {!isKnown && (
        <TextField
          label={words.email}
          kind="email"
          value={form.typed.email}
          onChangeText={(typed) => form.change({ email: typed })}
          error={form.errors.email}
          disabled={form.isBusy}
        />
      )}
      <CodeField
        value={form.typed.code}
        onChange={(typed) => form.change({ code: typed })}
        error={form.errors.code}
        disabled={form.isBusy}
      />
      <TextField
        label={words.newPassword}
        hint={words.newPasswordHint}
        kind="newPassword"
        value={form.typed.password}
        onChangeText={(password) => form.change({ password })}
        error={form.errors.password}
        disabled={form.isBusy}
        onSubmit={form.send}
      />
      <AppText color="textMuted">{words.resetMeans}</AppText>
      {form.failure !== null && <Banner text={form.failure} tone="danger" />}
      <Button
        variant="primary"
        wide
        label={words.reset}
        busy={form.isBusy}
        busyLabel={words.resetting}
        onPress={form.send}
      />
      <ResendButton
        hasJustSent={wasSent ?? false}
        disabled={form.isBusy || form.typed.email.trim() === ""}
        onResend={() => again.mutateAsync(form.typed.email.trim())}
      />
    </Screen>
  );
}

const FIELDS = ["email", "code", "password"] as const;
type Field = (typeof FIELDS)[number];
type Typed = Readonly<Record<Field, string>>;

function useReset(first: Typed) {
  const texts = useTexts();
  const user = useApi().user;
  const session = useSession();
  const router = useRouter();
  const { toast } = useAnnouncer();
  const [typed, setTyped] = useState(first);
  const [wrong, setWrong] = useState<Errors<Field>>({});
  const { attempt, isBusy, error, failure, forget } = useAttempt();
  const refused = refusedFields(texts, error, FIELDS);
  const change = (part: Partial<Typed>) => {
    setTyped({ ...typed, ...part });
    setWrong(Object.fromEntries(Object.entries(wrong).filter(([field]) => !(field in part))));
    forget();
  };
  const send = async () => {
    const { code, password } = typed;
    const email = typed.email.trim();
    const found = {
      ...emailError(email, texts),
      ...codeError(code, texts),
      ...newPasswordError(password, email, texts),
    };
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    if (!(await attempt(() => resetPassword(user, { email, code, password })))) return;
    try {
      await session.signInByProof(email, password);
      toast({ text: texts.account.resetDone, tone: "good" });
    } catch {
      router.replace({ pathname: "/sign-in", params: { email, note: "wasReset" } });
    }
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
