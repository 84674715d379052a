/** One step that a form takes: whether it is under way, and why it failed. */
import { useState } from "react";

import { Problem } from "@/api/problems";
import { PasskeyCancelled, PasskeyHeld } from "@/session/passkeyTypes";
import { ImpostorError } from "@/session/proof/impostor";
import { fieldProblemText, problemText, useTexts, type Texts } from "@/texts";
import { useFormats } from "@/ui";

export interface Attempt {
  readonly isBusy: boolean;
  readonly error: unknown;
  /** In words; null while nothing has failed. */
  readonly failure: string | null;
  /** Whether the work was done; one at a time. */
  readonly attempt: (work: () => Promise<unknown>) => Promise<boolean>;
  readonly forget: () => void;
}

export function useAttempt(): Attempt {
  const texts = useTexts();
  const formats = useFormats();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const attempt = async (work: () => Promise<unknown>) => {
    if (isBusy) return false;
    setBusy(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (problem) {
      setError(problem);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const failure =
    error === null ? null : failureText(texts, error, (seconds) => formats.duration(seconds));
  return { isBusy, error, failure, attempt, forget: () => setError(null) };
}

/** As `problemText`, and what can go wrong with proofs and passkeys, and how long to wait. */
export function failureText(
  texts: Texts,
  error: unknown,
  duration: (seconds: number) => string,
): string {
  if (error instanceof ImpostorError) return texts.account.impostor;
  if (error instanceof PasskeyCancelled) return texts.account.passkeyCancelled;
  if (error instanceof PasskeyHeld) return texts.accountProblems.passkey_known;
  const words = problemText(texts, error);
  const waitsS = error instanceof Problem && error.status === 429 ? error.retryAfterS : 0;
  return waitsS > 0 ? `${words} ${texts.account.waitFor(duration(waitsS))}` : words;
}

/** What the server refuses, by the fields of a form; empty when it is about none of them. */
export function refusedFields<Name extends string>(
  texts: Texts,
  error: unknown,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const errors: Partial<Record<Name, string>> = {};
  if (!(error instanceof Problem)) return errors;
  for (const problem of error.fields) {
    const name = names.find((one) => problem.field === one || problem.field.endsWith(`.${one}`));
    if (name !== undefined) errors[name] = fieldProblemText(texts, problem);
  }
  return errors;
}
