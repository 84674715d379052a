import { useRouter } from "expo-router";
import { useEffect, useState } from "react";

import { useConfirm, useResend } from "@/api/queries/signUp";
import {
  forgetSignUp,
  keptSignUp,
  typedPassword,
  type PendingSignUp,
} from "@/session/pendingSignUp";
import { useSession } from "@/session/SessionProvider";
import { useTexts } from "@/texts";
import { Banner, Button, Screen, useAnnouncer, type ViewState } from "@/ui";
import { useAttempt } from "@/view/useAttempt";
import { useGoBack } from "@/view/useGoBack";

import { CodeField } from "../components/CodeField";
import { ResendButton } from "../components/ResendButton";
import { codeError, codeOf } from "../logic/accountForms";

interface ConfirmScreenProps {
  /** From a link, as the code. */
  readonly email?: string | undefined;
  readonly code?: string | undefined;
}

/** FR1.3: the mailed code and the sign-up that this device knows of. */
export function ConfirmScreen({ email, code }: ConfirmScreenProps) {
  const words = useTexts().account;
  const router = useRouter();
  const goBack = useGoBack("/sign-in");
  const pending = usePending(email);
  const none: ViewState = {
    kind: "empty",
    icon: "mail",
    title: words.noSignUpTitle,
    text: words.noSignUpText,
    action: {
      label: words.createAccount,
      onPress: () =>
        router.replace({ pathname: "/sign-up", params: email === undefined ? {} : { email } }),
    },
  };
  return (
    <Screen
      title={words.confirmTitle}
      subtitle={pending ? words.confirmSubtitle(pending.email) : undefined}
      width="form"
      onBack={goBack}
      state={pending === undefined ? { kind: "loading" } : pending ? { kind: "ready" } : none}
    >
      {pending && <Code pending={pending} first={codeOf(code ?? "")} />}
    </Screen>
  );
}

const JUST_NOW_MS = 30_000;

function Code({ pending, first }: { readonly pending: PendingSignUp; readonly first: string }) {
  const texts = useTexts();
  const words = texts.account;
  const router = useRouter();
  const resend = useResend();
  const [code, setCode] = useState(first);
  const [wrong, setWrong] = useState<string>();
  const [hasJustSent] = useState(() => Date.now() - pending.askedAt < JUST_NOW_MS);
  const { confirm, isBusy, failure } = useConfirming(pending);
  const send = () => {
    const error = codeError(code, texts).code;
    setWrong(error);
    if (error === undefined) void confirm(code);
  };
  const change = (typed: string) => {
    setCode(typed);
    setWrong(undefined);
  };
  return (
    <>
      <CodeField value={code} onChange={change} error={wrong} disabled={isBusy} onSubmit={send} />
      {failure !== null && <Banner text={failure} tone="danger" />}
      <Button
        variant="primary"
        wide
        label={words.confirm}
        busy={isBusy}
        busyLabel={words.confirming}
        onPress={send}
      />
      <ResendButton
        hasJustSent={hasJustSent}
        disabled={isBusy}
        onResend={() => resend.mutateAsync(pending.email)}
      />
      <Button variant="quiet" label={words.startAgain} onPress={() => router.replace("/sign-up")} />
    </>
  );
}

function useConfirming(pending: PendingSignUp) {
  const words = useTexts().account;
  const router = useRouter();
  const session = useSession();
  const { toast } = useAnnouncer();
  const asked = useConfirm();
  const { attempt, isBusy, failure } = useAttempt();
  const { email, signUpId } = pending;
  const confirm = (code: string) =>
    attempt(async () => {
      await asked.mutateAsync({ email, code, signUpId });
      const password = typedPassword(email);
      await forgetSignUp();
      try {
        if (password === null) throw new Error("typed before the app was restarted");
        await session.signInByProof(email, password);
        toast({ text: words.welcome, tone: "good" });
      } catch {
        router.replace({ pathname: "/sign-in", params: { email, note: "confirmed" } });
      }
    });
  return { confirm, isBusy, failure };
}

/** Undefined until it is known; null when this device knows of no sign-up with this address. */
function usePending(email: string | undefined): PendingSignUp | null | undefined {
  const [pending, setPending] = useState<PendingSignUp | null>();
  useEffect(() => {
    void keptSignUp().then((kept) =>
      setPending(kept && (email === undefined || email === kept.email) ? kept : null),
    );
  }, [email]);
  return pending;
}
