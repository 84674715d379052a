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

const NOTES = ["confirmed", "wasReset"] as const;
export type Note = (typeof NOTES)[number];

/** What a link to signing in says was done before; null for anything that no link says. */
export function noteIn(given: string | undefined): Note | null {
  return NOTES.find((note) => note === given) ?? null;
}
