/** What is wrong with what was typed, before anything is sent (FR1.2). */
import { passwordProblem } from "@/session/passwordPolicy";
import { type Texts } from "@/texts";

export type Errors<Field extends string> = Partial<Record<Field, string>>;

const CODE_LENGTH = 6;
// Whether it exists is for the mail to tell: this keeps typing slips from going out.
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function emailError(email: string, { account }: Texts): Errors<"email"> {
  const typed = email.trim();
  if (typed === "") return { email: account.emailMissing };
  return EMAIL.test(typed) ? {} : { email: account.emailOdd };
}

export function newPasswordError(
  password: string,
  email: string,
  texts: Texts,
): Errors<"password"> {
  const problem = passwordProblem(password, email);
  return problem === null ? {} : { password: texts.accountProblems[problem] };
}

export function codeError(code: string, { account }: Texts): Errors<"code"> {
  return code.length === CODE_LENGTH ? {} : { code: account.codeIncomplete };
}

/** The digits of what was typed or pasted: "123 456" is 123456. */
export function codeOf(typed: string): string {
  return typed.replace(/\D/g, "").slice(0, CODE_LENGTH);
}

/** The code in a text, such as a whole mail; null for a text without one. */
export function codeIn(text: string): string | null {
  return /(?<!\d)(\d{3})[ -]?(\d{3})(?!\d)/.exec(text)?.slice(1).join("") ?? null;
}
