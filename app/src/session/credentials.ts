/** What is done with a password, without sending it unless the person says so (docs/adr/0019). */
import { answer, type Api } from "@/api/clients";
import { type components } from "@/api/generated/user";

import { proofs } from "./proof/proofs";

type Schemas = components["schemas"];
type Evidence = Schemas["PasswordEvidence"] | Schemas["ProofEvidence"];
type UserClient = Api["user"];

/** `sent` only where the person chose so: an account made without a verifier knows no proof. */
export type Way = "proved" | "sent";

export interface NewAccount {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly locale: "it" | "en";
  readonly timeZone: string;
}

/** FR1.1. Answers what confirms this sign-up, together with the mailed code. Raises Failure. */
export async function signUp(user: UserClient, account: NewAccount): Promise<string> {
  const { password, ...rest } = account;
  const body = { ...rest, ...(await verifierOf(password)) };
  return (await answer(user.POST("/user/zero-knowledge/sign-up", { body }))).signUpId;
}

/** FR2.4: a new password for who has the mailed code; ends all sessions. Raises Failure. */
export async function resetPassword(
  user: UserClient,
  { email, code, password }: { email: string; code: string; password: string },
): Promise<void> {
  const body = { email, code, ...(await verifierOf(password)) };
  await user.POST("/user/zero-knowledge/reset-password", { body });
}

/** FR2.4: from then on the account knows a proof. Raises Failure: 409 `no_verifier` if it knew none. */
export async function changePassword(
  user: UserClient,
  { present, chosen, way }: { present: string; chosen: string; way: Way },
): Promise<void> {
  const verifier = await verifierOf(chosen);
  const body = { present: await evidence(user, present, way), ...verifier };
  await user.POST("/user/zero-knowledge/change-password", { body });
}

/** FR2.4: for good. Raises Failure: 409 `no_verifier` if the account knows no proof. */
export async function deleteAccount(
  user: UserClient,
  { password, way }: { password: string; way: Way },
): Promise<void> {
  if (way === "sent") await user.POST("/user/delete-account", { body: { password } });
  else {
    const body = await proofOf(user, password);
    await user.POST("/user/zero-knowledge/delete-account", { body });
  }
}

/** What shows that whoever is signed in knows the password. Raises Failure and ImpostorError. */
export async function evidence(user: UserClient, password: string, way: Way): Promise<Evidence> {
  if (way === "sent") return { kind: "password", password };
  return { kind: "proof", ...(await proofOf(user, password)) };
}

async function proofOf(user: UserClient, password: string) {
  const challenge = await answer(user.POST("/user/zero-knowledge/confirm/start"));
  const { prove } = await proofs();
  return (await prove(password, challenge)).body;
}

async function verifierOf(password: string) {
  const { newVerifier } = await proofs();
  return newVerifier(password);
}
