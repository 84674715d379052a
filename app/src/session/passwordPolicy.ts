/** What a new password must be, as the user service has it: where it sees none, this is the policy. */
import { isCommonPassword } from "./commonPasswords";

export const SHORTEST_PASSWORD = 10;
const LONGEST_PASSWORD = 128;

/** Codes of docs/reference/errors.md, so that they have words already. */
export type PasswordProblem = "password_too_short" | "password_too_long" | "password_too_common";

/** What is wrong with a new password of the account with this address; null for one that will do. */
export function passwordProblem(password: string, email: string): PasswordProblem | null {
  const normal = password.normalize("NFKC");
  const { length } = Array.from(normal);
  if (length < SHORTEST_PASSWORD) return "password_too_short";
  if (length > LONGEST_PASSWORD) return "password_too_long";
  const isAddress = normal.toLowerCase() === email.trim().toLowerCase();
  return isAddress || isCommonPassword(normal) ? "password_too_common" : null;
}
