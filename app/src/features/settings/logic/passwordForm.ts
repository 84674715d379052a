import { passwordProblem } from "@/session/passwordPolicy";
import { type Texts } from "@/texts";

export interface PasswordForm {
  readonly present: string;
  readonly password: string;
}

export type PasswordErrors = Partial<Record<keyof PasswordForm, string>>;

/** What is wrong before anything is sent (FR1.2 for another password). */
export function passwordErrors(form: PasswordForm, email: string, texts: Texts): PasswordErrors {
  const problem = passwordProblem(form.password, email);
  return {
    ...(form.present === "" && { present: texts.settings.security.presentMissing }),
    ...(problem !== null && { password: texts.accountProblems[problem] }),
  };
}
