import { type Texts } from "@/texts";

export interface SignInForm {
  readonly email: string;
  readonly password: string;
}

export type SignInErrors = Partial<Record<keyof SignInForm, string>>;

/** What is missing before anything is sent (FR2.2). */
export function missingIn(form: SignInForm, texts: Texts): SignInErrors {
  return {
    ...(form.email.trim() === "" && { email: texts.account.emailMissing }),
    ...(form.password === "" && { password: texts.account.passwordMissing }),
  };
}
