/** Signing in and adding by passkey: the service asks, the device answers. */
import { answer, type Api } from "@/api/clients";
import { type components } from "@/api/generated/user";

import { evidence, type Way } from "./credentials";
import { type Passkeys } from "./passkeyTypes";
import { type Session } from "./session";

type UserClient = Api["user"];

/** The device says whose key it is: no address is asked for. Raises Failure, PasskeyCancelled. */
export async function signInByPasskey(
  user: UserClient,
  device: Passkeys,
  session: Session,
): Promise<void> {
  const started = await answer(user.POST("/user/passkey/sign-in/start", { body: {} }));
  const credential = await device.sign(started.publicKey);
  const body = { challengeId: started.challengeId, credential };
  await session.begin(await answer(user.POST("/user/passkey/sign-in/finish", { body })));
}

interface NewPasskey {
  readonly name: string;
  /** Needed when the sign-in is more than ten minutes ago (403 `sign_in_again`). */
  readonly present?: { readonly password: string; readonly way: Way };
}

/** Raises Failure, ImpostorError, PasskeyCancelled and PasskeyHeld. */
export async function addPasskey(
  user: UserClient,
  device: Passkeys,
  { name, present }: NewPasskey,
): Promise<components["schemas"]["PasskeyAnswer"]> {
  const shown = present && { present: await evidence(user, present.password, present.way) };
  const started = await answer(user.POST("/user/passkey/start", { body: { ...shown } }));
  const credential = await device.create(started.publicKey);
  const body = { challengeId: started.challengeId, name, credential };
  return answer(user.POST("/user/passkey", { body }));
}
